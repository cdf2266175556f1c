// SPDX-License-Identifier: MIT
//
// Every number of ranks, decomposition and halo gives the bits of one process.

#include <array>
#include <concepts>
#include <cstddef>
#include <cstdint>
#include <initializer_list>
#include <string>
#include <vector>

#include "ranks.hpp"

namespace hpk::test {
namespace {

using diffusion::fixed;
using diffusion::frozen;
using diffusion::periodic;
using diffusion::reflecting;
using mpi::distributed_grid;
using mpi::exchange;

/// Evolves a grid of these extents in every way, and compares with one process.
template <class Variant, class T, std::size_t Rank, class Boundary>
void compare(const std::array<std::size_t, Rank>& extents, std::int64_t steps, Boundary outside,
             std::initializer_list<exchange> exchanges) {
    const diffusion::parameters<T> p{.dt = T(0.1), .D = T(1.25)};
    auto expected = whole_grid<T>(extents);
    diffusion::evolve<Variant>(expected, p, steps, outside);
    for (const auto& parts : ways_to_cut(extents, mpi::size_of(MPI_COMM_WORLD))) {
        for (const exchange with : exchanges) {
            distributed_grid<T, Rank> u(MPI_COMM_WORLD, extents, parts);
            u.fill(numbered<T>());
            mpi::evolve<Variant>(u, p, steps, outside, sequential{}, with);
            INFO(Variant::name << ", parts " << hpk::detail::shown(u.layout().parts(), " x ")
                               << ", exchange " << with.steps << (with.overlap ? " overlap" : ""));
            CHECK(is_part_of(u, expected));
        }
    }
}

template <class Variant, class T, std::size_t Rank>
void compare_boundaries(const std::array<std::size_t, Rank>& extents, std::int64_t steps) {
    const auto with = {exchange{},        exchange{1},    exchange{3},
                       exchange{3, true}, exchange{1000}, exchange{1000, true}};
    INFO("extents " << hpk::detail::shown(extents, " x "));
    compare<Variant, T>(extents, steps, periodic{}, with);
    compare<Variant, T>(extents, steps, fixed<T>{T(0.5)}, with);
    compare<Variant, T>(extents, steps, reflecting{}, with);
    compare<Variant, T>(extents, steps, frozen{}, with);
}

TEST_CASE("mpi/evolve has the bits of one process: rectangles", "[long]") {
    using diffusion::fused;
    using diffusion::time_blocked;
    compare_boundaries<fused, double, 2>({37, 23}, 11);
    compare_boundaries<fused, double, 2>({6, 7}, 20);
    compare_boundaries<fused, float, 2>({19, 40}, 7);
    compare_boundaries<time_blocked, double, 2>({50, 41}, 30);
    // Fewer rows than ranks, and a single cell.
    compare_boundaries<fused, double, 2>({2, 5}, 4);
    compare_boundaries<fused, double, 2>({1, 100}, 4);
    compare_boundaries<fused, double, 2>({1, 1}, 3);
    compare_boundaries<fused, double, 2>({0, 9}, 3);
}

TEST_CASE("mpi/evolve has the bits of one process: lines", "[long]") {
    compare_boundaries<diffusion::time_blocked, double, 1>({211}, 40);
    compare_boundaries<diffusion::fused, float, 1>({7}, 9);
    compare_boundaries<diffusion::fused, double, 1>({3}, 9);
}

TEST_CASE("mpi/evolve has the bits of one process: boxes", "[long]") {
    compare_boundaries<diffusion::fused, double, 3>({7, 9, 12}, 5);
    compare_boundaries<diffusion::time_blocked, float, 3>({13, 11, 10}, 8);
    compare_boundaries<diffusion::fused, double, 3>({2, 3, 2}, 3);
}

TEST_CASE("mpi/evolve has the bits of one process: each variant, in its own order of operations") {
    const auto with = {exchange{}, exchange{4, true}};
    const std::array<std::size_t, 2> extents{29, 31};
    compare<diffusion::naive, double>(extents, 9, periodic{}, with);
    compare<diffusion::roll, double>(extents, 9, reflecting{}, with);
    compare<diffusion::roll_add, double>(extents, 9, frozen{}, with);
    compare<diffusion::fastest, double>(extents, 9, fixed<double>{2}, with);
}

TEST_CASE("mpi/evolve with threads in each rank") {
    const std::array<std::size_t, 2> extents{40, 30};
    auto expected = whole_grid<double>(extents);
    diffusion::evolve(expected, {}, 12);
    distributed_grid<double> u(MPI_COMM_WORLD, extents);
    u.fill(numbered<double>());
    mpi::evolve(u, {}, 12, periodic{}, parallel{2});
    CHECK(is_part_of(u, expected));
}

TEST_CASE("mpi/evolve refuses on every rank, and changes nothing") {
    const std::array<std::size_t, 2> extents{8, 8};
    const auto before = whole_grid<double>(extents);
    distributed_grid<double> u(MPI_COMM_WORLD, extents);
    u.fill(numbered<double>());
    CHECK(refusal([&] { mpi::evolve(u, {}, -1); }) == "steps is -1 but must be at least 0");
    CHECK(refusal([&] { mpi::evolve(u, {.dt = 9}, 5); }).starts_with("dt is 9 and D is 1 but"));
    CHECK(refusal([&] { mpi::evolve(u, {}, 5, periodic{}, sequential{}, {.steps = -2}); }) ==
          "exchange.steps is -2 but must be 0 (hpk chooses) or more");
    CHECK(refusal([&] {
              mpi::evolve_and_observe(u, {}, 5, 0, [](const auto&, std::int64_t) {});
          }) == "every is 0 but must be at least 1");
    CHECK(is_part_of(u, before));
    mpi::evolve(u, {}, 0);
    CHECK(is_part_of(u, before));
}

TEST_CASE("mpi/evolve_and_observe shows the grid, and stops when one rank says so") {
    const std::array<std::size_t, 2> extents{11, 13};
    distributed_grid<double> u(MPI_COMM_WORLD, extents);
    u.fill(numbered<double>());
    std::vector<std::int64_t> seen;
    const auto show = [&](const distributed_grid<double>& now, std::int64_t done) {
        seen.push_back(done);
        auto expected = whole_grid<double>(extents);
        diffusion::evolve(expected, {}, done);
        CHECK(is_part_of(now, expected));
    };
    CHECK(mpi::evolve_and_observe(u, {}, 10, 4, show) == 10);
    CHECK(seen == std::vector<std::int64_t>{4, 8, 10});

    const int last = mpi::size_of(MPI_COMM_WORLD) - 1;
    CHECK(mpi::evolve_and_observe(u, {}, 10, 3, [&](const auto&, std::int64_t done) {
              return done < 6 || mpi::rank_in(MPI_COMM_WORLD) != last;
          }) == 6);
}

TEST_CASE("mpi/a copy is deep") {
    distributed_grid<double> u(MPI_COMM_WORLD, {9, 9});
    u.fill(numbered<double>());
    const distributed_grid<double> before = u;
    mpi::evolve(u, {}, 3);
    CHECK(is_part_of(before, whole_grid<double, 2>({9, 9})));
}

} // namespace
} // namespace hpk::test
