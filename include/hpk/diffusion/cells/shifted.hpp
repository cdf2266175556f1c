// SPDX-License-Identifier: MIT
#pragma once

#include <algorithm>
#include <array>
#include <cstddef>

#include "hpk/core/grid_view.hpp"
#include "hpk/diffusion/boundary.hpp"
#include "hpk/diffusion/sweeps/stretches.hpp"

namespace hpk::diffusion {
inline namespace HPK_ISA {

/// The row at `distance` rows from a given one along an outer axis, counted through all planes; -1
/// where the boundary has a fixed value instead.
template <boundary B, std::size_t Rank>
[[nodiscard]] std::ptrdiff_t shifted_row(const std::array<std::size_t, Rank>& extents,
                                         std::size_t row, std::size_t axis,
                                         std::ptrdiff_t distance) noexcept {
    const auto i = static_cast<std::ptrdiff_t>(index_of_row(extents, row, axis));
    const auto there = resolve<B>(i + distance, static_cast<std::ptrdiff_t>(extents[axis]));
    if (there < 0) return -1;
    std::ptrdiff_t rows_apart = 1;
    for (std::size_t inner = axis + 1; inner + 1 < Rank; ++inner)
        rows_apart *= static_cast<std::ptrdiff_t>(extents[inner]);
    return static_cast<std::ptrdiff_t>(row) + (there - i) * rows_apart;
}

/// Visits the cells at `distance` from those of a stretch along an axis. Calls `f(k, n, x)` for
/// runs of them that are contiguous in memory: x points to the n cells that belong to cells k …
/// k+n-1 of the stretch, or, beyond a fixed boundary, is the value there.
template <boundary B, class T, std::size_t Rank, class F>
void for_each_shifted_run(grid_view<const T, Rank> u, stretch s, [[maybe_unused]] std::size_t axis,
                          std::ptrdiff_t distance, [[maybe_unused]] B outside, const F& f) {
    if constexpr (Rank > 1) {
        if (axis + 1 < Rank) {
            const auto row = shifted_row<B>(u.extents(), s.row, axis, distance);
            if constexpr (is_fixed<B>) {
                if (row < 0) return f(std::size_t{0}, s.size(), outside.value);
            }
            return f(std::size_t{0}, s.size(), u.row(static_cast<std::size_t>(row)) + s.first);
        }
    }

    const T* const row = u.row(s.row);
    const auto columns = static_cast<std::ptrdiff_t>(u.columns());
    const auto first = static_cast<std::ptrdiff_t>(s.first);
    const auto last = static_cast<std::ptrdiff_t>(s.last);
    const auto one_by_one = [&](std::ptrdiff_t from, std::ptrdiff_t to) {
        for (std::ptrdiff_t j = from; j < to; ++j) {
            const auto there = resolve<B>(j + distance, columns);
            const auto k = static_cast<std::size_t>(j - first);
            if constexpr (is_fixed<B>) {
                if (there < 0) {
                    f(k, std::size_t{1}, outside.value);
                    continue;
                }
            }
            f(k, std::size_t{1}, row + there);
        }
    };
    const auto inside_from = std::clamp(-distance, first, last);
    const auto inside_to = std::clamp(columns - distance, inside_from, last);
    one_by_one(first, inside_from);
    if (inside_from < inside_to)
        f(static_cast<std::size_t>(inside_from - first),
          static_cast<std::size_t>(inside_to - inside_from), row + (inside_from + distance));
    one_by_one(inside_to, last);
}

} // namespace HPK_ISA
} // namespace hpk::diffusion
