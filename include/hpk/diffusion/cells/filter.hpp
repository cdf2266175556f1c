// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <functional>
#include <span>

#include "hpk/core/grid_view.hpp"
#include "hpk/diffusion/boundary.hpp"
#include "hpk/diffusion/cells/elementwise.hpp"
#include "hpk/diffusion/cells/shifted.hpp"
#include "hpk/diffusion/sweeps/stretches.hpp"

namespace hpk::diffusion {
inline namespace HPK_ISA {

/// Filters a stretch along one axis: the tap in the middle weighs the cell itself, the one before
/// it the cell before, and so on. `out` must have room for the stretch.
///
/// The order of operations is that of scipy.ndimage.correlate1d: for symmetric taps the cell
/// itself, then sums of two neighbours from the outside in; for antisymmetric ones the cell itself,
/// then differences; for others the last tap, then all from the first on. Taps are compared
/// exactly; scipy allows a difference of 2^-52.
template <class L, boundary B, std::size_t Rank>
void filter_along(std::size_t axis, grid_view<const typename L::value_type, Rank> u, stretch s,
                  std::span<const typename L::value_type> taps, B outside,
                  typename L::value_type* out) noexcept {
    using T = typename L::value_type;
    const auto middle = static_cast<std::ptrdiff_t>(taps.size() / 2);
    const auto tap = [&](std::ptrdiff_t k) { return taps[static_cast<std::size_t>(k + middle)]; };
    const auto with_cells_at = [&](std::ptrdiff_t distance, const auto& f) {
        for_each_shifted_run(u, s, axis, distance, outside, f);
    };
    bool symmetric = true, antisymmetric = true;
    for (std::ptrdiff_t k = 1; k <= middle; ++k) {
        symmetric = symmetric && tap(k) == tap(-k);
        antisymmetric = antisymmetric && tap(k) == -tap(-k);
    }

    if (symmetric || antisymmetric) {
        alignas(64) T before[longest_stretch];
        elementwise<L>(s.size(), out, std::multiplies<>{}, u.row(s.row) + s.first, tap(0));
        const auto add_pair = [](auto sum, auto l, auto r, auto t) { return sum + (l + r) * t; };
        const auto add_difference = [](auto sum, auto l, auto r, auto t) {
            return sum + (l - r) * t;
        };
        for (std::ptrdiff_t k = -middle; k < 0; ++k) {
            with_cells_at(k, [&](std::size_t i, std::size_t n, auto x) {
                elementwise<L>(n, before + i, std::identity{}, x);
            });
            with_cells_at(-k, [&](std::size_t i, std::size_t n, auto x) {
                if (symmetric)
                    elementwise<L>(n, out + i, add_pair, out + i, before + i, x, tap(k));
                else
                    elementwise<L>(n, out + i, add_difference, out + i, before + i, x, tap(k));
            });
        }
    } else {
        with_cells_at(middle, [&](std::size_t i, std::size_t n, auto x) {
            elementwise<L>(n, out + i, std::multiplies<>{}, x, tap(middle));
        });
        for (std::ptrdiff_t k = -middle; k < middle; ++k) {
            with_cells_at(k, [&](std::size_t i, std::size_t n, auto x) {
                const auto add_product = [](auto sum, auto c, auto t) { return sum + c * t; };
                elementwise<L>(n, out + i, add_product, out + i, x, tap(k));
            });
        }
    }
}

/// The sum over the axes of the filtered cells of a stretch, axis 0 first.
template <class L, boundary B, std::size_t Rank>
void filter(grid_view<const typename L::value_type, Rank> u, stretch s,
            std::span<const typename L::value_type> taps, B outside,
            typename L::value_type* out) noexcept {
    filter_along<L>(0, u, s, taps, outside, out);
    for (std::size_t axis = 1; axis < Rank; ++axis) {
        alignas(64) typename L::value_type filtered[longest_stretch];
        filter_along<L>(axis, u, s, taps, outside, filtered);
        elementwise<L>(s.size(), out, std::plus<>{}, out, filtered);
    }
}

} // namespace HPK_ISA
} // namespace hpk::diffusion
