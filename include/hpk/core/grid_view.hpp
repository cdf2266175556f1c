// SPDX-License-Identifier: MIT
#pragma once

#include <algorithm>
#include <array>
#include <cassert>
#include <concepts>
#include <cstddef>
#include <iterator>
#include <span>
#include <type_traits>
#include <utility>

namespace hpk {

template <class T, std::size_t Rank>
class grid_view;

/// Defines how objects of type X are viewed as grids. Specialisations have a static member function
/// `view` that takes X by reference and returns a grid_view; hpk has them for its own grids, for
/// spans, for types with mdspan's interface and, in hpk/eigen.hpp, for Eigen's arrays. If you write
/// one for your own type, every function that takes a grid accepts that type.
template <class X>
struct grid_access {};

/// A view is seen as it is.
template <class T, std::size_t Rank>
struct grid_access<grid_view<T, Rank>> {
    /// The view itself.
    static grid_view<T, Rank> view(const grid_view<T, Rank>& v) noexcept { return v; }
};

/// Sees a span as a line of cells.
template <class T, std::size_t Extent>
struct grid_access<std::span<T, Extent>> {
    /// The line.
    static grid_view<T, 1> view(std::span<T, Extent> s) noexcept { return {s.data(), {s.size()}}; }
};

/// True for grid_view<T, Rank>.
template <class X>
inline constexpr bool is_grid_view = false;
/// As above.
template <class T, std::size_t Rank>
inline constexpr bool is_grid_view<grid_view<T, Rank>> = true;

/// Types for which grid_access is specialised. X is deduced as for a forwarding reference, so a
/// temporary that owns its cells is read-only.
template <class X>
concept grid_like =
    requires(X&& x) { grid_access<std::remove_cvref_t<X>>::view(std::forward<X>(x)); };

/// A view of the cells of x; x keeps ownership.
template <grid_like X>
[[nodiscard]] auto view_of(X&& x) {
    return grid_access<std::remove_cvref_t<X>>::view(std::forward<X>(x));
}

/// The grid_view that view_of returns.
template <grid_like X>
using view_type = decltype(view_of(std::declval<X>()));

/// The types, other than views, whose objects convert to grid_view<T, Rank>.
template <class X, class T, std::size_t Rank>
concept seen_as = !is_grid_view<std::remove_cvref_t<X>> && grid_like<X> &&
                  (std::same_as<view_type<X>, grid_view<T, Rank>> ||
                   std::same_as<view_type<X>, grid_view<std::remove_const_t<T>, Rank>>);

/// A non-owning view of a grid: a pointer, extents, and the distance between rows. Rows run along
/// the last axis, and their cells are neighbours in memory; a row may be followed by cells that do
/// not belong to the grid. Copying a view copies no cell.
///
/// \tparam T     the type of a cell; const T for a read-only view
/// \tparam Rank  1, 2 or 3
template <class T, std::size_t Rank = 2>
class grid_view {
    static_assert(Rank >= 1 && Rank <= 3, "hpk's grids have one, two or three axes");

public:
    using element_type = T;                             ///< a cell; const in a read-only view
    using value_type = std::remove_const_t<T>;          ///< what a cell holds
    using extents_type = std::array<std::size_t, Rank>; ///< the number of cells along each axis
    static constexpr std::size_t rank = Rank;           ///< the number of axes
    class iterator;

    /// No cells: every extent is 0.
    grid_view() noexcept : grid_view(nullptr, {}) {}

    /// Rows that follow each other without a gap.
    grid_view(T* data, extents_type extents) noexcept
        : grid_view(data, extents, extents[Rank - 1]) {}

    /// Rows that begin `row_stride` cells apart; row_stride >= the last extent. The planes of a
    /// grid of rank 3 begin extents[1] * row_stride cells apart.
    grid_view(T* data, extents_type extents, std::size_t row_stride) noexcept
        : data_(data), extents_(extents), row_stride_(row_stride) {}

    /// A read-only view from a writable one.
    template <std::same_as<value_type> U>
    grid_view(const grid_view<U, Rank>& other) noexcept
        : grid_view(other.data(), other.extents(), other.row_stride()) {}

    /// A view of a grid, or of an object of another type for which grid_access is specialised.
    ///
    /// \throws what view_of throws, if the cells are not laid out in memory as a view needs them
    template <seen_as<T, Rank> X> // never a grid_view itself
    // NOLINTNEXTLINE(bugprone-forwarding-reference-overload)
    grid_view(X&& x) : grid_view(view_of(std::forward<X>(x))) {}

    /// The first cell.
    [[nodiscard]] T* data() const noexcept { return data_; }
    /// The number of cells along each axis.
    [[nodiscard]] const extents_type& extents() const noexcept { return extents_; }
    /// The number of cells along one axis, 0 … Rank-1.
    [[nodiscard]] std::size_t extent(std::size_t axis) const noexcept { return extents_[axis]; }
    /// The distance in memory from one row to the next, in cells.
    [[nodiscard]] std::size_t row_stride() const noexcept { return row_stride_; }

    /// The number of cells.
    [[nodiscard]] std::size_t size() const noexcept { return rows() * columns(); }
    /// True when there are no cells.
    [[nodiscard]] bool empty() const noexcept { return size() == 0; }
    /// The length of a row.
    [[nodiscard]] std::size_t columns() const noexcept { return extents_[Rank - 1]; }
    /// The number of rows: the product of all extents but the last.
    [[nodiscard]] std::size_t rows() const noexcept {
        std::size_t n = 1;
        for (std::size_t axis = 0; axis + 1 < Rank; ++axis) n *= extents_[axis];
        return n;
    }
    /// The distance in memory between neighbours along each axis, in cells.
    [[nodiscard]] extents_type strides() const noexcept {
        extents_type result{};
        std::size_t distance = 1;
        for (std::size_t axis = Rank; axis-- > 0;) {
            result[axis] = distance;
            distance = axis + 1 == Rank ? row_stride_ : distance * extents_[axis];
        }
        return result;
    }
    /// The first cell of row r = 0 … rows()-1, counted through all planes.
    [[nodiscard]] T* row(std::size_t r) const noexcept { return data_ + r * row_stride_; }
    /// True when there is no gap between rows.
    [[nodiscard]] bool contiguous() const noexcept {
        return row_stride_ == columns() || rows() <= 1;
    }

    /// The cell at an index for each axis; checked in debug builds.
    template <std::convertible_to<std::size_t>... Index>
        requires(sizeof...(Index) == Rank)
    [[nodiscard]] T& operator()(Index... index) const noexcept {
        const extents_type at{static_cast<std::size_t>(index)...};
        for (std::size_t axis = 0; axis < Rank; ++axis) assert(at[axis] < extents_[axis]);
        std::size_t r = 0;
        for (std::size_t axis = 0; axis + 1 < Rank; ++axis) r = r * extents_[axis] + at[axis];
        return row(r)[at[Rank - 1]];
    }

    /// All cells, row by row.
    /// \{
    [[nodiscard]] iterator begin() const noexcept { return iterator(*this, 0); }
    [[nodiscard]] iterator end() const noexcept {
        return iterator(*this, columns() == 0 ? 0 : rows());
    }
    /// \}

    /// Exchanges two views; no cell moves.
    friend void swap(grid_view& a, grid_view& b) noexcept { std::swap(a, b); }

private:
    T* data_;
    extents_type extents_;
    std::size_t row_stride_;
};

/// The view of anything that is seen as a grid.
template <grid_like X>
grid_view(X&&) -> grid_view<typename view_type<X>::element_type, view_type<X>::rank>;

/// Steps through the cells of a row, then on to the next row: a forward iterator.
template <class T, std::size_t Rank>
class grid_view<T, Rank>::iterator {
public:
    /// The members that the standard requires of a forward iterator.
    /// \{
    using iterator_category = std::forward_iterator_tag;
    using value_type = std::remove_const_t<T>;
    using difference_type = std::ptrdiff_t;
    using pointer = T*;
    using reference = T&;

    iterator() = default;
    T& operator*() const noexcept { return row_[column_]; }
    T* operator->() const noexcept { return row_ + column_; }
    iterator& operator++() noexcept {
        if (++column_ == columns_) {
            column_ = 0;
            row_ += row_stride_;
        }
        return *this;
    }
    iterator operator++(int) noexcept {
        const iterator before = *this;
        ++*this;
        return before;
    }
    friend bool operator==(const iterator& a, const iterator& b) noexcept {
        return a.row_ == b.row_ && a.column_ == b.column_;
    }
    /// \}

private:
    friend grid_view;
    iterator(const grid_view& view, std::size_t row) noexcept
        : row_(view.row(row)), columns_(view.columns()), row_stride_(view.row_stride()) {}

    T* row_ = nullptr;
    std::size_t column_ = 0, columns_ = 0, row_stride_ = 0;
};

/// True when extents and cells are equal, by the == of T.
template <class T, class U, std::size_t Rank>
    requires std::same_as<std::remove_const_t<T>, std::remove_const_t<U>>
[[nodiscard]] bool operator==(grid_view<T, Rank> a, grid_view<U, Rank> b) {
    return a.extents() == b.extents() && std::equal(a.begin(), a.end(), b.begin());
}

} // namespace hpk

// Iterators stay valid when the view they came from is destroyed, as with std::span. (The header of
// std::span declares these two templates.)
template <class T, std::size_t Rank>
inline constexpr bool std::ranges::enable_view<hpk::grid_view<T, Rank>> = true;
template <class T, std::size_t Rank>
inline constexpr bool std::ranges::enable_borrowed_range<hpk::grid_view<T, Rank>> = true;
