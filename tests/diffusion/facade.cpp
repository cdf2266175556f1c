// SPDX-License-Identifier: MIT
//
// The interface for callers: natural calls, views, workspaces, observers, memory, user-defined
// variants.

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdint>
#include <span>
#include <stdexcept>
#include <string>
#include <vector>

#include <hpk/diffusion.hpp>

#include "allocations.hpp"
#include "diffusion/reference.hpp"
#include "diffusion/support.hpp"

namespace hpk::test {
namespace {

using diffusion::evolve;
using diffusion::evolve_and_observe;
using diffusion::fixed;
using diffusion::fused;
using diffusion::periodic;
using diffusion::reflecting;
using diffusion::time_blocked;

template <class T, std::size_t Rank>
grid<T, Rank> grid_of(const oracle::cells<T>& u) {
    std::array<std::size_t, Rank> extents;
    std::copy_n(u.extents.begin(), Rank, extents.begin());
    grid<T, Rank> g(extents);
    std::copy(u.values.begin(), u.values.end(), g.begin());
    return g;
}

template <class T, std::size_t Rank>
std::vector<T> values_of(const grid<T, Rank>& g) {
    return {g.begin(), g.end()};
}

std::uint32_t checksum_of(const grid<double>& g) {
    return checksum(values_of(g));
}

TEST_CASE("facade/natural calls") {
    auto u = diffusion::dye_block<double>(64, 64);
    evolve(u, {}, 1000);
    CHECK(checksum_of(u) == 0x8b8ed6bb); // reference/diffusion.csv, fused

    u = diffusion::dye_block<double>(64, 64);
    evolve<diffusion::naive>(u, {.dt = 0.1}, 1000, periodic{}, parallel{2});
    CHECK(checksum_of(u) == 0xe42d8a9f);

    u = diffusion::dye_block<double>(64, 64);
    evolve<diffusion::roll, scalar>(u, {.dt = 0.2, .D = 0.5}, 10, periodic{}, sequential{});

    const auto start = noise<double>({17, 23});
    const auto after = [&](auto call) {
        auto g = grid_of<double, 2>(start);
        call(g);
        return values_of(g);
    };
    const auto expected = [&](oracle::surroundings<double> outside, double dt, double D) {
        return oracle::diffused(oracle::program::c, start, outside, dt, D, 9);
    };
    CHECK(after([](auto& g) { evolve(g, {}, 9); }) == expected({}, 0.1, 1));
    CHECK(after([](auto& g) { evolve(g, {.dt = 0.2}, 9, reflecting{}, parallel{2}); }) ==
          expected({oracle::edge::reflecting}, 0.2, 1));
    CHECK(after([](auto& g) { evolve<fused>(g, {.dt = 0.3, .D = 0.5}, 9, fixed{0.25}); }) ==
          expected({oracle::edge::fixed, 0.25}, 0.3, 0.5));
    CHECK(after([](auto& g) { evolve(g, {}, 9, fixed{0.25f}); }) ==
          expected({oracle::edge::fixed, 0.25}, 0.1, 1));
    CHECK(after([](auto& g) { evolve<time_blocked>(g, {}, 9, diffusion::frozen{}, parallel{}); }) ==
          expected({oracle::edge::frozen}, 0.1, 1));
    CHECK(after([](auto& g) { evolve(g, {}, 9, periodic{}, parallel{40'000}); }) ==
          expected({}, 0.1, 1)); // limited to the largest possible number
    CHECK(after([](auto& g) { evolve(g.view(), {}, 9); }) == expected({}, 0.1, 1));
    CHECK(after([](auto& g) { evolve(grid_view<double>(g.data(), g.extents()), {}, 9); }) ==
          expected({}, 0.1, 1));
    // Errors may grow on request.
    CHECK(after([](auto& g) { evolve(g, {.dt = 0.3, .check_stability = false}, 9); }) ==
          expected({}, 0.3, 1));

    grid<float, 1> line(100);
    line(50) = 1;
    evolve(line, {.dt = 0.5f}, 1);
    CHECK(line(50) == 0);
    CHECK(line(49) == 0.5f);
    std::vector<float> rod(100);
    rod[50] = 1;
    evolve(std::span(rod), {.dt = 0.5f}, 1);
    CHECK(std::equal(rod.begin(), rod.end(), line.begin()));
    std::array<float, 100> bend{};
    diffusion::laplacian(std::span<const float>(rod), std::span(bend));
    CHECK(bend[50] == 1);
    grid<double, 3> box(3, 4, 5);
    box(1, 1, 1) = 1;
    evolve(box, {.dt = 0.125}, 1);
    CHECK(box(1, 1, 1) == 0.25);
    CHECK(box(1, 2, 1) == 0.125);
}

TEST_CASE("facade/part of a grid evolves, and nothing else") {
    const auto start = noise<double>({12, 20});
    auto g = grid_of<double, 2>(start);
    oracle::cells<double> part{{5, 7}, {}};
    for (std::size_t i = 0; i < 5; ++i)
        for (std::size_t j = 0; j < 7; ++j) part.values.push_back(g(i + 3, j + 4));
    evolve(grid_view<double>(&g(3, 4), {5, 7}, 20), {}, 6);
    const auto expected = oracle::diffused(oracle::program::c, part, {}, 0.1, 1.0, 6);
    auto untouched = grid_of<double, 2>(start);
    for (std::size_t i = 0; i < 5; ++i)
        for (std::size_t j = 0; j < 7; ++j) untouched(i + 3, j + 4) = expected[i * 7 + j];
    CHECK(g == untouched);
}

TEST_CASE("facade/empty grids and no steps are fine") {
    for (const auto& extents : {std::array<std::size_t, 2>{0, 0}, {0, 5}, {5, 0}}) {
        grid<double> g(extents);
        evolve(g, {}, 100);
        evolve(g, {}, 100, reflecting{}, parallel{3});
        CHECK(evolve_and_observe(g, {}, 10, 3, [](auto, std::int64_t) {}) == 10);
        CHECK(g.size() == 0);
    }
    diffusion::variants::for_each([]<class V>(std::type_identity<V>) {
        grid<double> none(0, 3);
        evolve<V>(none, {}, 7);
        auto g = grid_of<double, 2>(noise<double>({4, 3}));
        const auto before = g;
        evolve<V>(g, {}, 0);
        CHECK(g == before);
    });
}

TEST_CASE("facade/the dye block") {
    const auto check = [](std::size_t rows, std::size_t columns, std::size_t first,
                          std::size_t last) {
        const auto u = diffusion::dye_block<float>(rows, columns);
        REQUIRE(u.rows() == rows);
        REQUIRE(u.columns() == columns);
        const auto in_block = [&](std::size_t i) { return i >= first && i < last; };
        for (std::size_t i = 0; i < rows; ++i)
            for (std::size_t j = 0; j < columns; ++j)
                CHECK(u(i, j) == (in_block(i) && in_block(j) ? 0.005f : 0.0f));
    };
    check(64, 64, 25, 32);
    check(10, 20, 4, 5);
    check(20, 9, 8, 10);
    check(20, 3, 8, 10);
    check(1, 1, 0, 0);
    check(5, 5, 2, 2);
    CHECK(diffusion::dye_block<double>(0, 0).size() == 0);
}

TEST_CASE("facade/the grid is shown every n steps") {
    const auto start = noise<double>({9, 14});
    for (const std::int64_t every : {1, 3, 5, 10, 11, 100}) {
        auto g = grid_of<double, 2>(start);
        std::vector<std::int64_t> seen;
        const std::int64_t done = evolve_and_observe(
            g, {}, 10, every, [&](grid_view<const double> u, std::int64_t steps) {
                seen.push_back(steps);
                CHECK(u.data() == g.data());
                CHECK(std::vector<double>(u.begin(), u.end()) ==
                      oracle::diffused(oracle::program::c, start, {}, 0.1, 1.0, steps));
            });
        CHECK(done == 10);
        std::vector<std::int64_t> expected;
        for (std::int64_t steps = every; steps < 10; steps += every) expected.push_back(steps);
        expected.push_back(10);
        CHECK(seen == expected);
        auto plain = grid_of<double, 2>(start);
        evolve(plain, {}, 10);
        CHECK(g == plain);
    }

    auto g = grid_of<double, 2>(start);
    CHECK(evolve_and_observe(g, {}, 0, 1, [](auto, std::int64_t) { FAIL("no step, no call"); }) ==
          0);
    CHECK(values_of(g) == start.values);
}

TEST_CASE("facade/an observer may stop the run") {
    const auto start = noise<float>({30});
    for (const std::int64_t stop : {4, 8, 12}) {
        auto g = grid_of<float, 1>(start);
        diffusion::workspace memory;
        const std::int64_t done = evolve_and_observe<diffusion::buffered>(
            g, {}, 20, 4, [&](auto, std::int64_t steps) { return steps < stop; }, reflecting{},
            sequential{}, memory);
        CHECK(done == stop);
        CHECK(values_of(g) == oracle::diffused(oracle::program::python, start,
                                               {oracle::edge::reflecting}, 0.1f, 1.0f, stop));
    }
    auto g = grid_of<float, 1>(start);
    CHECK_THROWS_AS(evolve_and_observe(g, {}, 20, 4,
                                       [](auto, std::int64_t steps) {
                                           if (steps == 8) throw std::runtime_error("enough");
                                       }),
                    std::runtime_error);
    CHECK(values_of(g) == oracle::diffused(oracle::program::c, start, {}, 0.1f, 1.0f, 8));
}

TEST_CASE("facade/a workspace serves any number of calls, of any kind") {
    diffusion::workspace memory;
    for (const std::size_t n : {5u, 40u, 17u, 60u, 3u}) {
        const auto start = noise<double>({n, 2 * n});
        const auto single = noise<float>({n, 3, n});
        diffusion::variants::for_each([&]<class V>(std::type_identity<V>) {
            auto expected = grid_of<double, 2>(start);
            auto g = expected;
            evolve<V>(expected, {}, 5);
            evolve<V>(g, {}, 5, periodic{}, sequential{}, memory);
            INFO(V::name << ", " << n);
            CHECK(g == expected);
        });
        auto expected = grid_of<float, 3>(single);
        auto g = expected;
        evolve(expected, {}, 20, reflecting{});
        evolve(g, {}, 20, reflecting{}, parallel{2}, memory);
        CHECK(g == expected);
    }
}

TEST_CASE("facade/allocations") {
    const auto start = grid_of<double, 2>(noise<double>({200, 210}));
    const std::size_t bytes = start.size() * sizeof(double);
    diffusion::variants::for_each([&]<class V>(std::type_identity<V>) {
        INFO(V::name);
        const bool is_naive = V::name == "naive";
        auto g = start;
        const auto cost = [&](std::int64_t steps) {
            return allocations_of([&] { evolve<V>(g, {}, steps); });
        };
        // Scratch memory is about twice the grid, allocated at most once per call.
        const allocations once = cost(40);
        if (!is_naive) {
            CHECK(once.count <= 1);
            CHECK(once.bytes <= bytes * 5 / 2);
        }
        // Ten times the steps: naive allocates one grid for each, the others nothing more.
        const allocations ten_times = cost(400);
        CHECK(ten_times.count - once.count == (is_naive ? 360 : 0));
        CHECK(ten_times.bytes - once.bytes == (is_naive ? 360 * bytes : 0));

        diffusion::workspace memory;
        evolve<V>(g, {}, 40, periodic{}, sequential{}, memory);
        const allocations warm =
            allocations_of([&] { evolve<V>(g, {}, 40, periodic{}, sequential{}, memory); });
        CHECK(warm.count == (is_naive ? 40 : 0));
        const allocations observed = allocations_of([&] {
            (void)evolve_and_observe<V>(
                g, {}, 40, 40, [](auto, std::int64_t) {}, periodic{}, sequential{}, memory);
        });
        CHECK(observed.count == (is_naive ? 40 : 0));
    });
}

/// A user-defined variant of this test only: it counts steps instead of taking them.
struct step_counter {
    static constexpr std::string_view name = "step_counter";
    static constexpr std::string_view summary = "adds the number of steps to each cell";
    static constexpr bool vectorised = false;

    template <class L, class Request>
    static std::size_t scratch(const Request& r) noexcept {
        return r.scratch.empty() ? 3 : 0;
    }
    template <class L, class Request>
    static void evolve(const Request& r) noexcept {
        for (auto& cell : r.u)
            cell += static_cast<typename L::value_type>(r.steps) * (r.scratch.size() == 3 ? 1 : 0);
    }
};

TEST_CASE("facade/variants of one's own work") {
    CHECK_FALSE((step_counter::name.empty() || step_counter::summary.empty()));
    grid<float, 3> g(2, 3, 4);
    evolve<step_counter>(g, {}, 7, reflecting{}, parallel{2});
    CHECK(evolve_and_observe<step_counter>(g, {}, 5, 2, [](auto, std::int64_t) {}) == 5);
    for (const float x : g) CHECK(x == 12);
}

/// The choice of `fastest` does not change results.
template <class T>
void check_fastest() {
    const diffusion::parameters<T> p{T(0.15), T(1.1)};
    for (std::size_t n = 8; n <= 300; n += n < 72 ? 1 : 19) {
        for (const std::int64_t steps : {1, 3, 4, 16, 17}) {
            const auto start = grid_of<T, 2>(noise<T>({n, n + n % 3}));
            auto a = start;
            auto b = start;
            auto c = start;
            evolve(a, p, steps);
            evolve<fused>(b, p, steps);
            evolve<time_blocked>(c, p, steps);
            INFO(n << ", " << steps << " steps");
            CHECK(a == b);
            CHECK(c == b);
        }
    }
}

TEST_CASE("facade/fastest, fused and time_blocked have the same bits") {
    check_fastest<float>();
    check_fastest<double>();
}

} // namespace
} // namespace hpk::test
