// SPDX-License-Identifier: MIT

#include <array>
#include <span>
#include <vector>

#include <hpk/core/grid.hpp>
#include <hpk/maps.hpp>
#include <hpk/reductions.hpp>

#include "allocations.hpp"
#include "catch.hpp"
#include "common.hpp"

namespace hpk::test {
namespace {

constexpr auto doubled = [](auto x) { return 2 * x; };

TEST_CASE("maps of natural calls") {
    const std::vector<double> x{1, 2, 3};
    std::vector<double> y(3);
    maps::map(y, doubled, x);
    CHECK(y == std::vector<double>{2, 4, 6});
    maps::map(y, doubled, parallel{}, y);
    CHECK(y == std::vector<double>{4, 8, 12});
    std::array<double, 3> z{};
    maps::map<maps::blocked>(z, [](auto a, auto b) { return a / b; }, sequential{}, y, x);
    CHECK(z == std::array<double, 3>{4, 4, 4});
    float single = 3;
    maps::map(std::span(&single, 1), doubled, std::span<const float>(&single, 1));
    CHECK(single == 6);
    grid<double> g(2, 3);
    maps::map(g, [](auto a) { return 7 + a; }, g);
    CHECK(g(1, 2) == 7);
    const auto three = [](auto a, auto b, auto c) { return a + b * c; };
    maps::map(y, three, x, x, x);
    CHECK(y == std::vector<double>{2, 6, 12});
}

TEST_CASE("maps of sizes that differ are refused in a sentence") {
    const std::vector<double> x(3), y(2);
    std::vector<double> out(2);
    CHECK(refusal([&] { maps::map(out, doubled, x); }) ==
          "the output has 2 elements but the input has 3");
    CHECK(refusal([&] { maps::map(out, [](auto a, auto b) { return a + b; }, y, x); }) ==
          "the first range has 2 elements but another has 3");
    CHECK(refusal([&] { maps::map(out, doubled, parallel{-1}, y); }) ==
          "parallel.threads is -1 but must be 0 (all) or more");
}

TEST_CASE("maps that are fused allocate nothing") {
    const std::vector<double> x(5000, 0.5);
    std::vector<double> y(5000);
    const auto exponential = [](auto a) { return exp(a); };
    CHECK(allocations_of([&] { maps::map(y, exponential, x); }).count == 0);
}

TEST_CASE("maps need no output where the sum of the results is wanted") {
    const std::vector<double> label{0, 1, 1}, p{0.25, 0.5, 0.75};
    std::vector<double> losses(3);
    const auto loss = [](auto y, auto x) { return -(y * log(x) + (1 - y) * log(1 - x)); };
    maps::map(losses, loss, label, p);
    CHECK(reductions::sum_of(loss, label, p) == reductions::sum(losses));
}

} // namespace
} // namespace hpk::test
