// SPDX-License-Identifier: MIT
//
// Counts computed by several ranks are those of one process.

#include <complex>
#include <cstddef>
#include <cstdint>
#include <numeric>
#include <span>
#include <string>
#include <vector>

#include "ranks.hpp"

namespace hpk::test {
namespace {

using counts = std::vector<std::int32_t>;

template <class Variant, class T>
void compare(const julia::plane<T>& plane, int max_iterations) {
    const std::complex<T> c(T(-0.62772), T(-0.42193));
    const auto expected = julia::escape_counts(plane, c, max_iterations);
    const int ranks = mpi::size_of(MPI_COMM_WORLD), rank = mpi::rank_in(MPI_COMM_WORLD);
    for (int root = 0; root < ranks; ++root) {
        counts found(rank == root ? expected.size() : 0, -1);
        mpi::escape_counts<Variant>(MPI_COMM_WORLD, plane, c, max_iterations, found, sequential{},
                                    root);
        CHECK((rank != root || found == expected));
    }
}

TEST_CASE("mpi/counts of a plane") {
    const julia::region<double> whole;
    compare<julia::trapped>(julia::uniform_plane(whole, 61, 47), 200);
    compare<julia::interleaved>(julia::uniform_plane(whole, 300, 2), 50);
    compare<julia::fastest>(julia::uniform_plane(julia::region<float>{}, 40, 40), 100);
    compare<julia::fastest>(julia::plane<double>{}, 100);
    compare<julia::fastest>(julia::plane<double>{.x = {}, .y = {0, 1}}, 100);
}

TEST_CASE("mpi/the classic picture") {
    const auto plane = julia::accumulated_plane(julia::region<double>{}, 1000);
    const bool here = mpi::rank_in(MPI_COMM_WORLD) == 0;
    counts found(here ? plane.x.size() * plane.y.size() : 0);
    mpi::escape_counts(MPI_COMM_WORLD, plane, {-0.62772, -0.42193}, 300, found);
    CHECK(std::accumulate(found.begin(), found.end(), std::int64_t{0}) == (here ? 33219980 : 0));
}

/// Compares counts, and counts with norms, with those of one process, for every root.
template <class T, class Set>
void compare_sets(const julia::plane<T>& plane, Set set, int max_iterations) {
    const std::size_t pixels = plane.x.size() * plane.y.size();
    using norm = part_of<T>;
    counts expected(pixels);
    std::vector<norm> expected_norms(pixels);
    julia::escape_counts(plane, set, max_iterations, expected, expected_norms);
    const int ranks = mpi::size_of(MPI_COMM_WORLD), rank = mpi::rank_in(MPI_COMM_WORLD);
    for (int root = 0; root < ranks; ++root) {
        const std::size_t here = rank == root ? pixels : 0;
        counts found(here, -1), with_norms(here, -1);
        std::vector<norm> norms(here, norm(-1));
        mpi::escape_counts(MPI_COMM_WORLD, plane, set, max_iterations, found, sequential{}, root);
        mpi::escape_counts(MPI_COMM_WORLD, plane, set, max_iterations, with_norms, norms,
                           parallel{2}, root);
        CHECK((rank != root || found == expected));
        CHECK((rank != root || with_norms == expected));
        CHECK((rank != root || norms == expected_norms));
    }
}

TEST_CASE("mpi/counts and norms of sets") {
    const julia::region<double> whole{-2, 1, -1.25, 1.25};
    const auto plane = julia::uniform_plane(whole, 61, 47);
    compare_sets(plane, julia::mandelbrot{}, 300);
    compare_sets(plane, julia::mandelbrot{{0.25, 0.5}}, 100);
    compare_sets(plane, julia::mandelbrot_set{julia::burning_ship{}, 50}, 200);
    compare_sets(plane, julia::julia_set{{-0.12, 0.74}, julia::quadratic{}, 1e6}, 200);
    const auto narrow = julia::uniform_plane(julia::region<float>{}, 300, 2);
    compare_sets(narrow, julia::julia_set{{0.4, 0.1}, julia::power<3>{}}, 100);
    compare_sets(
        julia::to_double_double(julia::uniform_plane(julia::zoom{"-0.75", "0.1", 0.01}, 9, 7)),
        julia::mandelbrot_set{julia::quadratic{}, 100}, 200);
    compare_sets(julia::plane<double>{.x = {}, .y = {0, 1}}, julia::mandelbrot{}, 100);
}

TEST_CASE("mpi/counts of a list") {
    using point = std::complex<double>;
    random_numbers random(1);
    std::vector<point> z(1234), c(1234);
    for (point& x : z) x = {random.uniform(-1, 1), random.uniform(-1, 1)};
    for (point& x : c) x = {random.uniform(-2, 1), random.uniform(-1, 1)};
    const auto expected = julia::escape_counts(z, c, 150);
    const bool here = mpi::rank_in(MPI_COMM_WORLD) == 0;
    counts found(here ? z.size() : 0);
    mpi::escape_counts(MPI_COMM_WORLD, z, c, 150, found);
    CHECK((!here || found == expected));
    mpi::escape_counts(MPI_COMM_WORLD, std::span(z).first(0), std::span(c).first(0), 150, {});
}

TEST_CASE("mpi/counts are refused on every rank") {
    const auto plane = julia::uniform_plane(julia::region<double>{}, 8, 4);
    counts few(31);
    const auto with = [&](int max_iterations, std::span<std::int32_t> to, int root) {
        return refusal([&] {
            mpi::escape_counts(MPI_COMM_WORLD, plane, {0, 0}, max_iterations, to, sequential{},
                               root);
        });
    };
    CHECK(with(10, few, 0) == "counts has 31 places on the root but must have 32");
    counts enough(32);
    CHECK(with(-1, enough, 0) == "max_iterations is -1 but must be at least 0");
    CHECK(with(10, enough, -1).starts_with("root is -1 but must be from 0 to "));
    const std::vector<double> few_norms(31), enough_norms(32);
    const auto norms_refusal = [&](std::span<std::int32_t> to, std::vector<double> norms) {
        return refusal(
            [&] { mpi::escape_counts(MPI_COMM_WORLD, plane, julia::mandelbrot{}, 10, to, norms); });
    };
    CHECK(norms_refusal(few, few_norms) == "counts has 31 places on the root but must have 32");
    CHECK(norms_refusal(enough, few_norms) == "norms has 31 places on the root but must have 32");
    CHECK(norms_refusal(enough, enough_norms).empty());
    const auto radius_refusal = refusal([&] {
        mpi::escape_counts(MPI_COMM_WORLD, plane, julia::mandelbrot_set{julia::tricorn{}, 1}, 10,
                           enough);
    });
    CHECK(radius_refusal == "radius is 1 but must be between 2 and 1000000000");
    const std::vector<std::complex<double>> z(3), c(2);
    CHECK(refusal([&] { mpi::escape_counts(MPI_COMM_WORLD, z, c, 10, few); }) ==
          "z has 3 points but c has 2");
}

} // namespace
} // namespace hpk::test
