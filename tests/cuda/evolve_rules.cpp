// SPDX-License-Identifier: MIT
//
// The kernels of diffusion follow rules, within sides of every kind, with the bits of the oracle.

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <stdexcept>
#include <string>
#include <vector>

#include <hpk/diffusion.hpp>

#include "cuda/machine.hpp"
#include "cuda/rules.hpp"
#include "diffusion/gray_scott.hpp"
#include "diffusion/sides.hpp"
#include "diffusion/support.hpp"
#include "oracle/rules.hpp"

namespace hpk::test {
namespace {

/// One of the three kinds of rules that with_rule knows.
template <class T, std::size_t Rank>
oracle::rule<T> rule_number(std::size_t number, const sides_case<Rank>& tried) {
    oracle::rule<T> r;
    for (std::size_t axis = 0; axis < Rank; ++axis) {
        r.D[axis] = static_cast<T>(tried.D[axis]);
        r.h[axis] = static_cast<T>(tried.h[axis]);
    }
    if (number % 3 == 0) return r;
    for (const T x : noise<T>(tried.extents, 4).values) r.k.push_back(x < T(-0.8) ? 0 : T(1) + x);
    r.logistic = number % 3 == 1;
    r.arithmetic = r.logistic;
    if (r.logistic) return r;
    r.sources = noise<T>(tried.extents, 5).values;
    for (const T x : noise<T>(tried.extents, 6).values) r.held.push_back(x > T(0.8));
    return r;
}

/// One of the rules in a case, on both rungs.
template <class T, std::size_t Rank>
void check_case(std::size_t number, const sides_case<Rank>& tried) {
    const auto start = noise<T>(tried.extents, 3 + number);
    const oracle::rule<T> r = rule_number<T>(number, tried);
    const auto expected = oracle::advanced(r, start, tried.outside, T(0.08), tried.steps);
    for (const rung_on_gpu rung : rungs_on_gpu)
        require_same(
            std::span<const T>(evolved<T>(rung, r, start, T(0.08), tried.steps, {tried.outside})),
            expected, [&] { return name_of(rung) + ", " + tried.text(); });
}

template <class T, std::size_t Rank>
void check_sides(std::size_t one_in) {
    for (std::size_t number = 0; number < pairs_of_sides * pairs_of_sides; number += one_in)
        check_case<T>(number, sides_case<Rank>(number));
}

TEST_CASE("cuda/evolve follows rules within sides") {
    WARN(machine());
    const std::size_t one_in = optimised ? 7 : 97;
    if (!optimised) WARN("one case in 97: more would take minutes");
    check_sides<double, 1>(one_in);
    check_sides<float, 1>(one_in);
    check_sides<double, 2>(one_in);
    check_sides<float, 2>(one_in);
    check_sides<double, 3>(one_in);
    check_sides<float, 3>(one_in);
}

/// More than one tile along each axis, and steps that end within a tile's.
template <class T, std::size_t Rank>
void check_large(const std::vector<std::size_t>& extents, std::int64_t steps) {
    for (std::size_t number = 0; number < 12; ++number) {
        sides_case<Rank> tried(211 * number, extents);
        tried.steps = steps;
        check_case<T>(number, tried);
    }
}

TEST_CASE("cuda/evolve follows rules on grids of several tiles") {
    if (!optimised) {
        WARN("left to optimised builds, where it takes a second");
        return;
    }
    check_large<double, 1>({4100}, 70);
    check_large<double, 2>({57, 117}, 6);
    check_large<float, 2>({25, 60}, 9);
    check_large<double, 3>({9, 25, 13}, 5);
}

/// Sides that change from step to step, and some of them from cell to cell: with `time_blocked`, in
/// the middle of a tile's steps, too.
TEST_CASE("cuda/evolve asks sides that vary for each step") {
    const std::vector<std::size_t> extents{19, 71};
    std::vector<oracle::sides> of_steps;
    for (std::size_t number = 0; number < 5; ++number) {
        sides_case<2> tried(97 * number, extents);
        for (std::size_t axis = 0; axis < 2; ++axis)
            for (oracle::side& s : tried.outside[axis]) {
                if (s.kind == oracle::side_kind::periodic) s.kind = oracle::side_kind::mirrored;
                s.spacing = 1;
            }
        of_steps.push_back(tried.outside);
    }
    oracle::rule<double> r;
    r.D = {0.9, 0.7, 1};
    const auto start = noise<double>(extents);
    for (const std::int64_t steps : {1, 2, 5, 11, 4100}) { // asked for 4096 steps at most
        if (steps > 100 && !optimised) continue;
        auto expected = start;
        for (std::int64_t k = 0; k < steps; ++k)
            expected.values = oracle::advanced(
                r, expected, of_steps[static_cast<std::size_t>(k) % of_steps.size()], 0.08, 1);
        for (const rung_on_gpu rung : rungs_on_gpu)
            require_same(
                std::span<const double>(evolved<double>(rung, r, start, 0.08, steps, of_steps)),
                expected.values,
                [&] { return name_of(rung) + ", " + std::to_string(steps) + " steps"; });
    }
}

/// Along so many cells, sides are asked for less than 150 steps at a time, and for an odd number of
/// them, after which the cells lie in the other grid.
TEST_CASE("cuda/evolve keeps the steps before those in which a side throws") {
    constexpr std::size_t cells = 5000;
    constexpr std::int64_t steps = 200, known = 150;
    const oracle::side wall{.kind = oracle::side_kind::face_value, .value = 2};
    std::vector<oracle::sides> of_steps(2);
    for (oracle::sides& of_step : of_steps)
        of_step[0] = {wall, {.kind = oracle::side_kind::mirrored}};
    of_steps[1][0][0].along.assign(cells, wall);
    of_steps[0][0][0].along.assign(cells, {.kind = oracle::side_kind::reflecting});
    const auto start = noise<double>({1, cells});
    grid<double> expected(1, cells);
    std::copy(start.values.begin(), start.values.end(), expected.begin());
    oracle::rule<double> r;
    r.D = {0.9, 0.7, 1};
    with_rule(r, std::array<std::size_t, 2>{1, cells}, [&](const auto& rule) {
        CHECK_THROWS_AS(diffusion::evolve<diffusion::naive>(expected, rule, 0.08, steps,
                                                            sides_of_steps(of_steps, known)),
                        std::out_of_range);
    });
    CHECK(expected.data()[0] != start.values[0]); // some steps were taken
    for (const rung_on_gpu rung : rungs_on_gpu)
        require_same(
            std::span<const double>(evolved<double>(rung, r, start, 0.08, steps, of_steps, known)),
            std::vector<double>(expected.begin(), expected.end()), [&] { return name_of(rung); });
}

template <class T, std::size_t Rank>
void check_gray_scott(std::size_t one_in) {
    for (std::size_t number = 1; number < pairs_of_sides * pairs_of_sides; number += one_in) {
        const sides_case<Rank> tried(number);
        const std::array start{noise<T>(tried.extents, 7 + number),
                               noise<T>(tried.extents, 8 + number)};
        const auto& r = gray_scott_coefficients<T>;
        const auto expected = oracle::advanced(r, start, tried.outside, T(0.9), tried.steps);
        const auto both = evolved<T>(r, start, T(0.9), tried.steps, {tried.outside});
        for (std::size_t f = 0; f < both.size(); ++f)
            require_same(std::span<const T>(both[f]), expected[f], [&] { return tried.text(); });
    }
}

TEST_CASE("cuda/evolve advances several fields together") {
    const std::size_t one_in = optimised ? 13 : 211;
    check_gray_scott<float, 1>(one_in);
    check_gray_scott<double, 2>(one_in);
    check_gray_scott<float, 2>(one_in);
    check_gray_scott<double, 3>(one_in);
}

} // namespace
} // namespace hpk::test
