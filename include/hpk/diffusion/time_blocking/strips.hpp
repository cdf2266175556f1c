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
template <class L, boundary B>
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
        return axis_.reach_of<B>(i, steps_, true);
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

} // namespace HPK_ISA
} // namespace hpk::diffusion
