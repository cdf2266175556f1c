// SPDX-License-Identifier: MIT
#pragma once

/// \file
/// For the machines: hpk's rules and sides that are those of the oracle.

#include <array>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <stdexcept>
#include <variant>
#include <vector>

#include <hpk/core/grid_view.hpp>
#include <hpk/diffusion/rules.hpp>

#include "diffusion/sides_of.hpp"
#include "oracle/rules.hpp"

namespace hpk::test {

/// Logistic growth; nvcc does not compile a lambda expression for a GPU that has no mark.
struct logistic_growth {
    template <class L>
    constexpr L operator()(L c) const noexcept {
        return c * (L::broadcast(1) - c);
    }
};

/// Calls f with the rule: one with D and a spacing; if there are k, with growth, or else with
/// sources and held cells.
template <class T, std::size_t Rank, class F>
auto with_rule(const oracle::rule<T>& r, std::array<std::size_t, Rank> extents, const F& f) {
    namespace rules = diffusion::rules;
    std::array<double, Rank> D{}, h{};
    for (std::size_t axis = 0; axis < Rank; ++axis) {
        D[axis] = static_cast<double>(r.D[axis]);
        h[axis] = static_cast<double>(r.h[axis]);
    }
    if (r.k.empty()) return f(rules::spacing(D, h));
    using view = grid_view<const T, Rank>;
    const auto plate = rules::cells(view(r.k.data(), extents), h,
                                    r.arithmetic ? rules::mean::arithmetic : rules::mean::harmonic);
    if (r.logistic) return f(rules::with_reaction(plate, logistic_growth{}));
    std::vector<T> mask;
    for (const bool held : r.held) mask.push_back(held ? T(0.5) : T(-0.5));
    const view sources(r.sources.data(), extents), held(mask.data(), extents);
    return f(rules::with_held(rules::with_source(plate, sources), held));
}

/// A side that is, in each step, the one that `choose` returns of the sides in that step. They
/// repeat when all have been taken. Sides that vary throw std::out_of_range after `known` steps.
template <class Choose>
diffusion::any_side side_of_steps(const std::vector<oracle::sides>& of_steps, std::int64_t known,
                                  const Choose& choose) {
    if (of_steps.size() == 1) return side_of(choose(of_steps[0]));
    return diffusion::varying{[=](std::int64_t step) {
        if (step >= known) throw std::out_of_range("the side is not known in this step");
        using side = std::variant<diffusion::constant_side, diffusion::along>;
        const oracle::side& s = choose(of_steps[static_cast<std::size_t>(step) % of_steps.size()]);
        if (s.along.empty()) return side(constant_side_of(s));
        return side(std::get<diffusion::along>(side_of(s)));
    }};
}

/// Sides that vary in this way; an axis that is periodic at first is always so.
inline diffusion::sides
sides_of_steps(const std::vector<oracle::sides>& of_steps,
               std::int64_t known = (std::numeric_limits<std::int64_t>::max)()) {
    const auto axis_sides = [&](std::size_t axis) -> diffusion::axis_sides {
        if (of_steps[0][axis][0].kind == oracle::side_kind::periodic) return diffusion::periodic{};
        const auto side = [&](std::size_t after) {
            return side_of_steps(of_steps, known,
                                 [=](const oracle::sides& s) -> auto& { return s[axis][after]; });
        };
        return {side(0), side(1)};
    };
    return {axis_sides(0), axis_sides(1), axis_sides(2)};
}

} // namespace hpk::test
