// SPDX-License-Identifier: MIT
#pragma once

#include <array>
#include <cstddef>
#include <tuple>

#include "hpk/core/execution.hpp"
#include "hpk/core/grid_view.hpp"
#include "hpk/diffusion/affine_sides.hpp"
#include "hpk/diffusion/boundary.hpp"
#include "hpk/diffusion/formulas.hpp"
#include "hpk/diffusion/grids.hpp"
#include "hpk/diffusion/rule.hpp"
#include "hpk/diffusion/sweeps/stretches.hpp"

namespace hpk::diffusion {
inline namespace HPK_ISA {

/// The value at a distance from a cell along an axis.
template <class L, boundary B, std::size_t Rank>
[[nodiscard]] L neighbour(grid_view<const typename L::value_type, Rank> u,
                          std::array<std::size_t, Rank> cell, std::size_t axis,
                          std::ptrdiff_t distance, const B& outside) noexcept {
    const std::ptrdiff_t place = static_cast<std::ptrdiff_t>(cell[axis]) + distance;
    const auto n = static_cast<std::ptrdiff_t>(u.extent(axis));
    const std::ptrdiff_t i = resolve(outside, axis, place, n);
    if constexpr (is_fixed<B>) {
        if (i < 0) return L::broadcast(outside.value);
    }
    cell[axis] = static_cast<std::size_t>(i);
    const L value = L::load(&std::apply(u, cell));
    if constexpr (is_affine<B>)
        return outside.value(axis, place, n, value, number_along(axis, u.extents(), cell));
    return value;
}

/// Takes one step as a textbook prints it: cell after cell, looking up neighbours by index. The
/// classic formula is python_formula. L must have a single lane.
template <class L, class P, boundary B, std::size_t Rank, std::size_t F, execution_policy Execution>
void plain_step(const field_views<const typename L::value_type, Rank, F>& from,
                const field_views<typename L::value_type, Rank, F>& to, const P& p,
                const B& outside, Execution how) noexcept {
    static_assert(L::size == 1);
    const step_formula<L, Rank, P, python_formula<L>> chosen(p);
    for_each_stretch(from[0].extents(), outside, how, [&](stretch s) {
        std::array<std::size_t, Rank> cell;
        for (std::size_t axis = 0; axis + 1 < Rank; ++axis)
            cell[axis] = index_of_row(from[0].extents(), s.row, axis);
        const auto beside = coefficient_rows<typename L::value_type>(p, outside, s.row);
        chosen.with([&](const auto& formula) {
            for (std::size_t j = s.first; j < s.last; ++j) {
                cell[Rank - 1] = j;
                stars<L, Rank, F> old;
                for (std::size_t f = 0; f < F; ++f) {
                    old.centre[f] = L::load(&std::apply(from[f], cell));
                    for (std::size_t axis = 0; axis < Rank; ++axis) {
                        old.before[f][axis] = neighbour<L>(from[f], cell, axis, -1, outside);
                        old.after[f][axis] = neighbour<L>(from[f], cell, axis, +1, outside);
                    }
                }
                const std::array<L, F> next = evaluate(formula, old, load_all<L>(beside, j));
                for (std::size_t f = 0; f < F; ++f) next[f].store(&std::apply(to[f], cell));
            }
        });
    });
}

} // namespace HPK_ISA
} // namespace hpk::diffusion
