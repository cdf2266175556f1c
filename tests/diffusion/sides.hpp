// SPDX-License-Identifier: MIT
#pragma once

/// \file
/// Tests of sides in one type and rank. The build makes a source for each of them from
/// sides_of.cpp.in.

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <type_traits>
#include <utility>
#include <variant>
#include <vector>

#include <hpk/diffusion.hpp>

#include "diffusion/rules.hpp"
#include "diffusion/sides_of.hpp"
#include "diffusion/support.hpp"
#include "kernels.hpp"
#include "oracle/rules.hpp"

namespace hpk::test {

/// A side of each kind that is not periodic, with numbers that round.
inline const std::array<oracle::side, 6> kinds_of_sides{{
    {oracle::side_kind::reflecting},
    {oracle::side_kind::fixed, 0.3},
    {oracle::side_kind::face_value, -0.7},
    {oracle::side_kind::flux, 0.9, 0, 1.7},
    {oracle::side_kind::convective, 1.1, 2.3, 0.8},
    {oracle::side_kind::mirrored},
}};

/// The number of ways to choose both sides of an axis: every pair of kinds, and periodic.
inline const std::size_t pairs_of_sides = kinds_of_sides.size() * kinds_of_sides.size() + 1;

/// One of them.
inline std::array<oracle::side, 2> pair_of_sides(std::size_t number) {
    number %= pairs_of_sides;
    if (number + 1 == pairs_of_sides) return {};
    return {kinds_of_sides[number / kinds_of_sides.size()],
            kinds_of_sides[number % kinds_of_sides.size()]};
}

/// Makes a third of the sides differ from cell to cell. Those that are mirrored remain so.
inline void make_some_differ(oracle::sides& outside, const std::vector<std::size_t>& extents,
                             std::size_t number) {
    for (std::size_t axis = 0; axis < extents.size(); ++axis) {
        std::size_t cells = 1;
        for (std::size_t other = 0; other < extents.size(); ++other)
            if (other != axis) cells *= extents[other];
        for (oracle::side& s : outside[axis]) {
            if (s.kind == oracle::side_kind::periodic || ++number % 3 != 0) continue;
            std::vector<oracle::side> along;
            for (std::size_t i = 0; i < cells; ++i) {
                oracle::side one = kinds_of_sides[(number + i) % (kinds_of_sides.size() - 1)];
                if (s.kind == oracle::side_kind::mirrored) one.kind = s.kind;
                one.value += 0.01 * static_cast<double>(i % 57);
                one.spacing = s.spacing;
                along.push_back(one);
            }
            s.along = along;
        }
    }
}

inline std::string shown(const oracle::sides& s, std::size_t rank) {
    static constexpr const char* names[] = {"periodic", "reflecting", "fixed",   "face_value",
                                            "flux",     "convective", "mirrored"};
    std::string text;
    for (std::size_t axis = 0; axis < rank; ++axis)
        for (const oracle::side& one : s[axis])
            text += (text.empty() ? "" : ", ") + std::string(names[static_cast<int>(one.kind)]) +
                    (one.along.empty() ? "" : " (differs)");
    return text;
}

/// A grid, its sides, steps and threads; different for each number. Every pair of sides of axis 0
/// meets every pair of axis 1.
template <std::size_t Rank>
struct sides_case {
    /// `shape`: the extents, unless they are chosen.
    explicit sides_case(std::size_t number, const std::vector<std::size_t>& shape = {}) {
        static const std::array<std::size_t, 7> lengths{7, 1, 13, 2, 3, 21, 9};
        static const std::array<std::size_t, 6> rows{33, 5, 1, 18, 2, 3};
        outside[0] = pair_of_sides(number);
        outside[1] = pair_of_sides(number / pairs_of_sides);
        outside[2] = pair_of_sides(5 * number + 3);
        for (std::size_t axis = 0; axis + 1 < Rank; ++axis)
            extents.push_back(
                lengths[(number + number / pairs_of_sides + 3 * axis) % lengths.size()]);
        extents.push_back(rows[(number + number / pairs_of_sides) % rows.size()]);
        if (!shape.empty()) extents = shape;
        for (std::size_t axis = 0; axis < Rank; ++axis) {
            D[axis] = 0.9 - 0.2 * static_cast<double>(axis);
            h[axis] = 1.1 + 0.3 * static_cast<double>(axis);
            for (oracle::side& s : outside[axis]) s.spacing = h[axis];
        }
        make_some_differ(outside, extents, number / 2);
        steps = std::array<std::int64_t, 5>{1, 2, 5, 9, 0}[number / 3 % 5];
        threads = static_cast<int>(1 + number % 3);
    }

    oracle::sides outside{};
    std::array<double, Rank> D{}, h{};
    std::vector<std::size_t> extents;
    std::int64_t steps;
    int threads;

    [[nodiscard]] std::string text() const {
        return shape_of(extents) + ", " + shown(outside, Rank) + ", " + std::to_string(steps) +
               " steps, threads " + std::to_string(threads);
    }
};

/// Spacing and D per axis, and cells with sources and held cells, against the oracle, on every
/// rung, and step by step; in two dimensions and double on every backend that is tried.
template <class T, std::size_t Rank>
void check_sides_against_oracle() {
    const std::size_t all = Rank == 1 ? 8 * pairs_of_sides : pairs_of_sides * pairs_of_sides;
    const std::size_t one_in = optimised ? 1 : 23;
    if (!optimised) WARN("one case in 23: all of them would take minutes");
    for (std::size_t number = 0; number < all; number += one_in) {
        const sides_case<Rank> tried(number);
        const auto start = noise<T>(tried.extents, 3 + number);
        const diffusion::sides outside = sides_of(tried.outside);
        const T dt = T(0.08);
        oracle::rule<T> expected;
        const auto check = [&](const auto& rule) {
            const auto solution = oracle::advanced(expected, start, tried.outside, dt, tried.steps);
            const auto same_as = [&](const auto& u, const std::string& what) {
                require_same(std::span<const T>(u.data(), u.size()), solution,
                             [&] { return what + ", " + tried.text(); });
            };
            rungs_for_rules::for_each([&]<class V>(std::type_identity<V>) {
                const auto on_backend = [&]<class B>() {
                    auto u = grid_of<Rank>(tried.extents, start.values);
                    diffusion::evolve<V, B>(u, rule, dt, tried.steps, outside,
                                            parallel{tried.threads});
                    same_as(u, std::string(V::name) + " on " + backend_name<B>());
                };
                if constexpr (Rank == 2 && std::is_same_v<T, double>)
                    for_each_backend<V, T>(on_backend);
                else
                    on_backend.template operator()<native>();
            });
            auto u = grid_of<Rank>(tried.extents, start.values), next = u;
            for (std::int64_t k = 0; k < tried.steps; ++k) {
                diffusion::step(u, next, rule, dt, outside);
                std::swap(u, next);
            }
            same_as(u, "step");
        };
        for (std::size_t axis = 0; axis < Rank; ++axis) {
            expected.D[axis] = static_cast<T>(tried.D[axis]);
            expected.h[axis] = static_cast<T>(tried.h[axis]);
        }
        if (number % 2 == 0) {
            check(diffusion::rules::spacing(tried.D, tried.h));
        } else {
            for (const T x : noise<T>(tried.extents, 4).values)
                expected.k.push_back(x < T(-0.8) ? 0 : T(1) + x);
            expected.sources = noise<T>(tried.extents, 5).values;
            std::vector<T> mask = noise<T>(tried.extents, 6).values;
            for (T& x : mask) {
                x = x - T(0.8);
                expected.held.push_back(x > 0);
            }
            const auto k = grid_of<Rank>(tried.extents, expected.k);
            const auto s = grid_of<Rank>(tried.extents, expected.sources);
            const auto held = grid_of<Rank>(tried.extents, mask);
            using namespace diffusion::rules;
            check(with_held(with_source(cells(k, tried.h), s), held));
        }
    }
}

/// The ways in which time_blocked splits steps of grids that do not fit its cache, or are narrow:
/// the bits of naive, which other tests compare with the oracle.
template <class T, std::size_t Rank>
void check_sides_of_large_grids(const std::vector<std::vector<std::size_t>>& shapes) {
    if (!optimised) {
        WARN("large grids are left to optimised builds");
        return;
    }
    std::size_t number = 0;
    for (const auto& extents : shapes) {
        for (int turn = 0; turn < 4; ++turn) {
            number += 211;
            sides_case<Rank> tried(number, extents);
            tried.steps = 5 + 9 * turn;
            const auto rule = diffusion::rules::spacing(tried.D, tried.h);
            const auto start = grid_of<Rank>(extents, noise<T>(extents, number).values);
            auto expected = start;
            const diffusion::sides outside = sides_of(tried.outside);
            diffusion::evolve<diffusion::naive>(expected, rule, T(0.15), tried.steps, outside);
            const auto check = [&]<class V>(std::type_identity<V>) {
                auto u = start;
                diffusion::evolve<V>(u, rule, T(0.15), tried.steps, outside,
                                     parallel{tried.threads});
                INFO(V::name << ", " << tried.text());
                CHECK((u == expected)); // not printed
            };
            check(std::type_identity<diffusion::fused>{});
            check(std::type_identity<diffusion::time_blocked>{});
        }
    }
}

} // namespace hpk::test
