// SPDX-License-Identifier: MIT
#pragma once

#include <algorithm>
#include <array>
#include <concepts>
#include <cstddef>
#include <functional>
#include <numeric>

#include "hpk/core/execution.hpp"
#include "hpk/diffusion/boundary.hpp"

namespace hpk::diffusion {
inline namespace HPK_ISA {

/// Cells first … last-1 of a row.
struct stretch {
    std::size_t row, first, last;

    [[nodiscard]] std::size_t size() const noexcept { return last - first; }
};

/// The number of cells of the longest stretch: small enough for several arrays of that size to stay
/// in the first-level cache, and the size of numexpr's blocks.
inline constexpr std::size_t longest_stretch = 1024;

/// The number of cells.
template <std::size_t Rank>
[[nodiscard]] constexpr std::size_t
number_of_cells(const std::array<std::size_t, Rank>& extents) noexcept {
    return std::accumulate(extents.begin(), extents.end(), std::size_t{1}, std::multiplies<>());
}

/// The index along an outer axis of all cells in a row.
template <std::size_t Rank>
[[nodiscard]] std::size_t
index_of_row([[maybe_unused]] const std::array<std::size_t, Rank>& extents,
             [[maybe_unused]] std::size_t row, [[maybe_unused]] std::size_t axis) noexcept {
    if constexpr (Rank == 1) {
        return 0; // a line has no outer axis
    } else {
        for (std::size_t inner = Rank - 2; inner > axis; --inner) row /= extents[inner];
        return row % extents[axis];
    }
}

/// True when a row lies at an edge of an outer axis.
template <std::size_t Rank>
[[nodiscard]] bool is_edge_row(const std::array<std::size_t, Rank>& extents,
                               std::size_t row) noexcept {
    for (std::size_t axis = 0; axis + 1 < Rank; ++axis) {
        const std::size_t i = index_of_row(extents, row, axis);
        if (i == 0 || i + 1 == extents[axis]) return true;
    }
    return false;
}

/// Calls `f(stretch)` for stretches that make up the grid, without its edges if the boundary is
/// frozen. The stretches are distributed to threads, so f must write to its own cells only.
template <boundary B, std::size_t Rank, execution_policy Execution, class F>
void for_each_stretch(const std::array<std::size_t, Rank>& extents, B, Execution how,
                      const F& f) noexcept {
    constexpr std::size_t rim = std::same_as<B, frozen> ? 1 : 0;
    const std::size_t columns = extents[Rank - 1];
    if (columns <= 2 * rim) return;
    const std::size_t rows = number_of_cells(extents) / columns;

    const std::size_t in_row = (columns - 2 * rim + longest_stretch - 1) / longest_stretch;
    distribute(how, static_cast<std::ptrdiff_t>(rows * in_row), [&] {
        return [&](std::ptrdiff_t i) {
            const std::size_t row = static_cast<std::size_t>(i) / in_row;
            const std::size_t first = rim + static_cast<std::size_t>(i) % in_row * longest_stretch;
            if (rim != 0 && is_edge_row(extents, row)) return;
            f(stretch{row, first, (std::min)(first + longest_stretch, columns - rim)});
        };
    });
}

/// Calls `f(stretch)` for stretches that make up the edges of a grid.
template <std::size_t Rank, execution_policy Execution, class F>
void for_each_edge(const std::array<std::size_t, Rank>& extents, Execution how,
                   const F& f) noexcept {
    for_each_stretch(extents, periodic{}, how, [&](stretch s) {
        if (is_edge_row(extents, s.row)) return f(s);
        if (s.first == 0) f(stretch{s.row, 0, 1});
        if (s.last == extents[Rank - 1]) f(stretch{s.row, s.last - 1, s.last});
    });
}

} // namespace HPK_ISA
} // namespace hpk::diffusion
