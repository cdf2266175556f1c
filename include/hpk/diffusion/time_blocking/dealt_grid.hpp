// SPDX-License-Identifier: MIT
#pragma once

#include <algorithm>
#include <cstddef>

#include "hpk/diffusion/boundary.hpp"
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
    }

    [[nodiscard]] std::ptrdiff_t count() const noexcept { return axis_.parts; }
    /// The shape of the rows of all strips.
    [[nodiscard]] const dealt_row<L>& row() const noexcept { return row_; }
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
};

/// A grid whose rows are cut into strips and dealt out to lanes, strip after strip. The cells
/// around a strip's own are not stored here; the reader fills them in (tile_rows.hpp).
template <class L, boundary B>
class dealt_grid {
    using T = typename L::value_type;

public:
    dealt_grid(T* data, const strips<L, B>& columns, std::size_t rows) noexcept
        : data_(data), columns_(&columns), rows_(rows) {}

    /// The number of elements that such a grid needs.
    static std::size_t size(const strips<L, B>& columns, std::size_t rows) noexcept {
        return static_cast<std::size_t>(columns.count()) * rows * columns.row().stride();
    }

    /// Vector 0 of a row of a strip.
    [[nodiscard]] T* row(std::ptrdiff_t strip, std::size_t r) const noexcept {
        return data_ + (static_cast<std::size_t>(strip) * rows_ + r) * columns_->row().stride() +
               L::size;
    }
    /// The number of elements from a row of one strip to the same row of the next.
    [[nodiscard]] std::ptrdiff_t strip_stride() const noexcept {
        return static_cast<std::ptrdiff_t>(rows_ * columns_->row().stride());
    }

private:
    T* data_;
    const strips<L, B>* columns_;
    std::size_t rows_;
};

} // namespace HPK_ISA
} // namespace hpk::diffusion
