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
    const std::vector<std::complex<double>> z(3), c(2);
    CHECK(refusal([&] { mpi::escape_counts(MPI_COMM_WORLD, z, c, 10, few); }) ==
          "z has 3 points but c has 2");
}

} // namespace
} // namespace hpk::test
