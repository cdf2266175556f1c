// SPDX-License-Identifier: MIT
//
// Rules with faces, sources and a reaction, and single steps of them, against the oracle.

#include "diffusion/rules.hpp"

namespace hpk::test {
namespace {

TEST_CASE("rules/together, lines") {
    std::vector<std::vector<std::size_t>> lines{{400}, {5000}};
    for (std::size_t n = 1; n <= 20; ++n) lines.push_back({n});
    check_rules_together<double, 1>(lines);
}

TEST_CASE("rules/together, sheets") {
    check_rules_together<double, 2>({{1, 1}, {1, 9}, {9, 1}, {2, 2}, {3, 4}, {5, 16}, {33, 17}});
}

TEST_CASE("rules/together, boxes") {
    check_rules_together<float, 3>({{1, 1, 1}, {2, 3, 4}, {5, 1, 7}, {4, 6, 33}});
}

/// More columns than a strip holds, and more cells than stay in the cache as a whole.
TEST_CASE("rules/a large grid with several strips") {
    const std::vector<std::size_t> extents{60, 1700};
    const auto start = noise<double>(extents, 3);
    const auto k = grid_of<2>(extents, ramp<double>(start.values.size(), 37, 5));
    const auto sources = grid_of<2>(extents, noise<double>(extents, 5).values);
    using namespace diffusion;
    const auto rule = rules::with_source(rules::cells(k), sources);
    const auto check = [&](auto boundary) {
        auto u = grid_of<2>(extents, start.values), v = u;
        evolve<fused>(u, rule, 0.2, 17, boundary);
        evolve<time_blocked>(v, rule, 0.2, 17, boundary, parallel{2});
        CHECK(u == v);
    };
    check(periodic{});
    check(frozen{});
}

} // namespace
} // namespace hpk::test
