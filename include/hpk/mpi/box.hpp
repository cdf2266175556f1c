// SPDX-License-Identifier: MIT
#pragma once

#include <algorithm>
#include <array>
#include <cstddef>

#include "hpk/core/grid_view.hpp"

namespace hpk::mpi {

/// Cells first … last - 1 along each axis. Coordinates may be negative: a halo lies before the
/// first cell.
template <std::size_t Rank>
struct box {
    /// A coordinate for each axis.
    using coordinates = std::array<std::ptrdiff_t, Rank>;

    coordinates first{}; ///< the least coordinates
    coordinates last{};  ///< one past the largest

    /// A box of these extents that starts at the origin.
    template <class Extents>
    [[nodiscard]] static box of(const Extents& extents) noexcept {
        box result;
        std::copy(extents.begin(), extents.end(), result.last.begin());
        return result;
    }

    /// The number of cells along an axis.
    [[nodiscard]] std::size_t extent(std::size_t axis) const noexcept {
        return static_cast<std::size_t>(std::max<std::ptrdiff_t>(0, last[axis] - first[axis]));
    }
    /// The number of cells along each axis.
    [[nodiscard]] std::array<std::size_t, Rank> extents() const noexcept {
        std::array<std::size_t, Rank> result;
        for (std::size_t axis = 0; axis < Rank; ++axis) result[axis] = extent(axis);
        return result;
    }
    /// The number of cells.
    [[nodiscard]] std::size_t size() const noexcept {
        std::size_t cells = 1;
        for (std::size_t axis = 0; axis < Rank; ++axis) cells *= extent(axis);
        return cells;
    }

    /// The cells that are in both.
    friend box operator&(const box& a, const box& b) noexcept {
        box both;
        for (std::size_t axis = 0; axis < Rank; ++axis) {
            both.first[axis] = (std::max)(a.first[axis], b.first[axis]);
            both.last[axis] = (std::min)(a.last[axis], b.last[axis]);
        }
        return both;
    }
    /// True if both have the same coordinates.
    friend bool operator==(const box&, const box&) = default;
};

namespace detail {

/// Cells in memory and the box of their coordinates.
template <class T, std::size_t Rank>
struct placed {
    box<Rank> where;
    grid_view<T, Rank> cells;

    /// A pointer to the cell at a coordinate; the rest of its row follows.
    [[nodiscard]] T* at(const typename box<Rank>::coordinates& c) const noexcept {
        std::ptrdiff_t row = 0;
        for (std::size_t axis = 0; axis + 1 < Rank; ++axis)
            row =
                row * static_cast<std::ptrdiff_t>(cells.extent(axis)) + c[axis] - where.first[axis];
        return cells.row(static_cast<std::size_t>(row)) + (c[Rank - 1] - where.first[Rank - 1]);
    }
};

/// Calls f(c) for the first coordinate of each row of a box, in the order of memory.
template <std::size_t Rank, class F>
void for_each_row(const box<Rank>& b, F&& f) {
    if (b.size() == 0) return;
    auto c = b.first;
    for (;;) {
        f(c);
        std::size_t axis = Rank - 1;
        for (;; c[axis] = b.first[axis]) {
            if (axis-- == 0) return;
            if (++c[axis] < b.last[axis]) break;
        }
    }
}

/// Copies the cells of `part`, which both must have.
template <class T, class U, std::size_t Rank>
void copy(const placed<T, Rank>& from, const placed<U, Rank>& to, const box<Rank>& part) {
    for_each_row(part,
                 [&](const auto& c) { std::copy_n(from.at(c), part.extent(Rank - 1), to.at(c)); });
}

} // namespace detail
} // namespace hpk::mpi
