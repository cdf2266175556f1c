// SPDX-License-Identifier: MIT
#pragma once

#include <algorithm>
#include <cstddef>

#include "hpk/diffusion/boundary.hpp"
#include "hpk/diffusion/time_blocking/axis_partition.hpp"
#include "hpk/diffusion/time_blocking/dealt_row.hpp"
#include "hpk/diffusion/time_blocking/tile.hpp"

namespace hpk::diffusion {
inline namespace HPK_ISA {

/// The last axis of a grid cut into strips, narrow enough for a few rows of a strip to stay in the
/// first cache. Besides its own cells, each strip holds those around them that it needs for a
/// number of steps.
template <class L>
class strips {
public:
    strips(axis_partition axis, std::ptrdiff_t steps) noexcept : axis_(axis), steps_(steps) {
        std::ptrdiff_t longest = 0;
        for (std::ptrdiff_t i = 0; i < axis.parts; ++i)
            longest = (std::max)(longest, (*this)[i].held());
        row_ = dealt_row<L>::holding(static_cast<std::size_t>(longest));
        stride_ = row_.stride();
    }

    [[nodiscard]] std::ptrdiff_t count() const noexcept { return axis_.parts; }
    /// The shape of the rows of all strips.
    [[nodiscard]] const dealt_row<L>& row() const noexcept { return row_; }
    /// The number of elements from one row to the next.
    [[nodiscard]] std::size_t stride() const noexcept { return stride_; }
    [[nodiscard]] reach operator[](std::ptrdiff_t i) const noexcept {
        return axis_.reach_of(i, steps_, true);
    }
    /// The strip that owns cell x.
    [[nodiscard]] std::ptrdiff_t owner_of(std::ptrdiff_t x) const noexcept {
        return axis_.part_of(x);
    }

private:
    axis_partition axis_;
    std::ptrdiff_t steps_;
    dealt_row<L> row_{1};
    std::size_t stride_ = 0;
};

/// Deals out the cells of a row in row-major order that a strip holds.
///
/// \param row   the row of the grid, which has n cells
/// \param held  the strip
/// \param line  memory for as many cells as dealt rows have
template <class L, class T = typename L::value_type>
void deal_strip(const T* row, std::ptrdiff_t n, const reach& held, const dealt_row<L>& shape,
                T* line, T* to) noexcept {
    const auto whole = static_cast<std::ptrdiff_t>(shape.cells());
    if (held.lower >= 0 && held.lower + whole <= n) return shape.deal(row + held.lower, to);
    // Gather into a contiguous line first: the row wraps, or must be padded to whole vectors.
    std::ptrdiff_t x = held.lower;
    for (T* place = line; x < held.upper;) {
        const std::ptrdiff_t cell = resolve<periodic>(x, n);
        const std::ptrdiff_t run = (std::min)(held.upper - x, n - cell);
        place = std::copy_n(row + cell, run, place);
        x += run;
    }
    std::fill(line + held.held(), line + whole, T(0));
    shape.deal(line, to);
}

} // namespace HPK_ISA
} // namespace hpk::diffusion
