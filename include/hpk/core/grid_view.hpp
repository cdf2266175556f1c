// SPDX-License-Identifier: MIT
#pragma once

#include <algorithm>
#include <array>
#include <cassert>
#include <concepts>
#include <cstddef>
#include <new>
#include <type_traits>
#include <utility>
#include <vector>

namespace hpk {

/// A grid that someone else owns: a pointer, extents, and the distance between rows. Rows run along
/// the last axis, and their cells are neighbours in memory; a row may be followed by cells that do
/// not belong to the grid. Copying a view copies no cell.
///
/// \tparam T     the type of a cell; const T for a view that only reads
/// \tparam Rank  1, 2 or 3
template <class T, std::size_t Rank = 2>
class grid_view {
    static_assert(Rank >= 1 && Rank <= 3, "hpk's grids have one, two or three axes");

public:
    using value_type = std::remove_const_t<T>;
    using extents_type = std::array<std::size_t, Rank>;

    /// Rows that follow each other without a gap.
    grid_view(T* data, extents_type extents) noexcept
        : grid_view(data, extents, extents[Rank - 1]) {}

    /// Rows that begin `row_stride` cells apart; row_stride >= the last extent. Of a grid of rank
    /// 3, planes begin extents[1] * row_stride cells apart.
    grid_view(T* data, extents_type extents, std::size_t row_stride) noexcept
        : data_(data), extents_(extents), row_stride_(row_stride) {}

    /// A view that only reads from one that also writes.
    grid_view(const grid_view<value_type, Rank>& other) noexcept requires std::is_const_v<T>
        : grid_view(other.data(), other.extents(), other.row_stride()) {}

    [[nodiscard]] T* data() const noexcept { return data_; }
    [[nodiscard]] const extents_type& extents() const noexcept { return extents_; }
    [[nodiscard]] std::size_t extent(std::size_t axis) const noexcept { return extents_[axis]; }
    [[nodiscard]] std::size_t row_stride() const noexcept { return row_stride_; }

    /// The number of cells.
    [[nodiscard]] std::size_t size() const noexcept { return rows() * columns(); }
    /// The length of a row.
    [[nodiscard]] std::size_t columns() const noexcept { return extents_[Rank - 1]; }
    /// The number of rows: the product of all extents but the last.
    [[nodiscard]] std::size_t rows() const noexcept {
        std::size_t n = 1;
        for (std::size_t axis = 0; axis + 1 < Rank; ++axis) n *= extents_[axis];
        return n;
    }
    /// The first cell of row r = 0 … rows()-1, counted through all planes.
    [[nodiscard]] T* row(std::size_t r) const noexcept { return data_ + r * row_stride_; }
    /// True when there is no gap between rows.
    [[nodiscard]] bool contiguous() const noexcept {
        return row_stride_ == columns() || rows() <= 1;
    }

    /// The cell at an index for each axis; checked in debug builds.
    template <std::convertible_to<std::size_t>... Index>
    requires(sizeof...(Index) == Rank) [[nodiscard]] T& operator()(Index... index) const noexcept {
        const extents_type at{static_cast<std::size_t>(index)...};
        for (std::size_t axis = 0; axis < Rank; ++axis) assert(at[axis] < extents_[axis]);
        std::size_t r = 0;
        for (std::size_t axis = 0; axis + 1 < Rank; ++axis) r = r * extents_[axis] + at[axis];
        return row(r)[at[Rank - 1]];
    }

private:
    T* data_;
    extents_type extents_;
    std::size_t row_stride_;
};

} // namespace hpk
