// SPDX-License-Identifier: MIT
//
// Super time steps: their order, what they keep, and what they refuse.

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <numbers>
#include <numeric>
#include <string>
#include <vector>

#include <hpk/diffusion.hpp>

#include "diffusion/support.hpp"

namespace hpk::test {
namespace {

using namespace diffusion;

TEST_CASE("super steps/bits do not depend on where the grid lies") {
    const auto start = noise<double>({40, 70});
    grid<double> u(40, 70);
    std::copy(start.values.begin(), start.values.end(), u.begin());
    auto v = u, w = u;
    std::vector<double> memory(std::size_t{40} * 81, -77);
    const grid_view<double> there(memory.data() + 3, {40, 70}, 81);
    std::copy(u.begin(), u.end(), there.begin());
    CHECK(evolve_in_super_steps(u, {.dt = 5, .D = 0.9}, 3, reflecting{}) == 9);
    CHECK(evolve_in_super_steps(there, {.dt = 5, .D = 0.9}, 3, reflecting{}) == 9);
    CHECK(std::equal(u.begin(), u.end(), there.begin()));
    CHECK(std::count(memory.begin(), memory.end(), -77.0) == std::ptrdiff_t{40} * 11);
    CHECK(evolve_in_super_steps<scalar>(v, {.dt = 5, .D = 0.9}, 3, reflecting{}) == 9);
    CHECK(u == v);
    CHECK(evolve_in_super_steps(w, {.dt = 5, .D = 0.9}, 0, reflecting{}) == 9);
    CHECK(evolve_in_super_steps(w, {.dt = 0, .D = 0.9}, 4, reflecting{}) == 3);
    CHECK(std::equal(w.begin(), w.end(), start.values.begin()));
}

/// The table of docs/diffusion.md: the sweeps and the error of a wave that decays.
TEST_CASE("super steps/the order is 2, and Euler's error is larger at the same cost") {
    constexpr std::size_t n = 64;
    constexpr double time = 256, angle = 2 * std::numbers::pi / n;
    const double decayed = std::exp(-2 * (1 - std::cos(angle)) * time);
    grid<double, 1> wave(n);
    for (std::size_t i = 0; i < n; ++i) wave(i) = std::cos(angle * static_cast<double>(i));
    const auto check_error = [&](const grid<double, 1>& u, double expected) {
        double error = 0;
        for (std::size_t i = 0; i < n; ++i)
            error = std::max(error, std::abs(u(i) / decayed - wave(i)));
        CHECK(std::abs(error / expected - 1) < 0.05);
    };
    auto euler = wave;
    CHECK(advance_until<fused>(euler, {.dt = time}, time).steps == 512);
    check_error(euler, 5.9e-3);

    struct row {
        int steps, sweeps;
        double error;
    };
    for (const row& expected : {row{4, 92, 7.4e-2}, row{8, 136, 1.6e-2}, row{16, 176, 3.7e-3},
                                row{32, 288, 9.2e-4}, row{64, 448, 2.4e-4}}) {
        INFO(expected.steps << " steps");
        auto u = wave;
        const int stages = evolve_in_super_steps(u, {.dt = time / expected.steps}, expected.steps);
        CHECK(stages * expected.steps == expected.sweeps);
        check_error(u, expected.error);
    }
}

TEST_CASE("super steps/the order is 2 with a reaction, too") {
    // Without a slope the logistic equation remains: u = 1 / (1 + exp(-t)) from 1/2 on.
    const auto rule = rules::with_reaction(
        rules::spacing(1.0, {1.0, 1.0}), [](auto u) { return u * (decltype(u)::broadcast(1) - u); },
        1);
    double last = 0;
    for (const std::int64_t steps : {2, 4, 8, 16}) {
        grid<double> u(3, 4);
        std::fill(u.begin(), u.end(), 0.5);
        evolve_in_super_steps(u, rule, 2 / static_cast<double>(steps), steps, reflecting{});
        const double error = std::abs(u(1, 1) - 1 / (1 + std::exp(-2.0)));
        INFO(steps << " steps: " << error);
        if (steps > 4) CHECK(std::abs(std::log2(last / error) - 2) < 0.3);
        last = error;
    }
}

TEST_CASE("super steps/a constant and the total are kept") {
    grid<double> u(30, 40);
    std::fill(u.begin(), u.end(), 293.1);
    const auto constant = u;
    evolve_in_super_steps(u, {.dt = 100}, 5, reflecting{});
    CHECK(u == constant);
    u(3, 4) = 400;
    const double total = std::accumulate(u.begin(), u.end(), 0.0);
    evolve_in_super_steps(u, {.dt = 100}, 20, reflecting{});
    CHECK(std::abs(std::accumulate(u.begin(), u.end(), 0.0) / total - 1) < 1e-12);
}

/// By about a half per step: see hpk::diffusion::evolve_in_super_steps.
TEST_CASE("super steps/the checkerboard is damped, although it is not followed in time") {
    grid<double, 1> u(64);
    for (std::size_t i = 0; i < 64; ++i) u(i) = i % 2 == 0 ? 1 : -1;
    evolve_in_super_steps(u, {.dt = 100}, 1); // 200 times as long as the limit
    CHECK(std::abs(u(5)) < 0.7);
    evolve_in_super_steps(u, {.dt = 100}, 40);
    CHECK(std::abs(u(5)) < 1e-6);
}

TEST_CASE("super steps/refusals") {
    grid<double> u(6, 7);
    u(1, 2) = 1;
    const auto before = u;
    const auto wrong = [&](auto call) {
        std::string sentence = refusal([&] { call(); });
        CHECK(u == before);
        return sentence;
    };
    const auto infinity = std::numeric_limits<double>::infinity();
    CHECK(wrong([&] { evolve_in_super_steps(u, {.dt = -1}, 1, reflecting{}); }) ==
          "dt is -1 but must be at least 0");
    CHECK(wrong([&] { evolve_in_super_steps(u, {.dt = infinity}, 1, reflecting{}); }) ==
          "dt is inf but must be finite");
    CHECK(wrong([&] { evolve_in_super_steps(u, {.dt = 1e8}, 1, reflecting{}); }) ==
          "dt is 100000000, more than 9999 stages can reach in one step, since the stability limit "
          "is 0.25");
    CHECK(wrong([&] {
              evolve_in_super_steps(u, {.dt = 1, .D = -1}, 1, reflecting{});
          }).find("limit is 0") != std::string::npos);
    CHECK(wrong([&] { evolve_in_super_steps(u, {}, -1, reflecting{}); }) ==
          "steps is -1 but must be at least 0");
    CHECK(wrong([&] { evolve_in_super_steps(u, {.spacing = {1, -2}}, 1, reflecting{}); }) ==
          "spacing[1] is -2 but must be positive and finite");
    CHECK(wrong([&] {
              evolve_in_super_steps(u, {}, 1, fixed{infinity}, parallel{1});
          }).find("fixed.value") != std::string::npos);
    CHECK(wrong([&] {
              evolve_in_super_steps(u, {}, 1, fixed{0.0}, parallel{-1});
          }).find("threads") != std::string::npos);
    grid<double> none;
    evolve_in_super_steps(none, {}, 1, reflecting{});
}

} // namespace
} // namespace hpk::test
