// SPDX-License-Identifier: MIT
#pragma once

#include <array>
#include <concepts>
#include <cstddef>
#include <limits>
#include <ostream>
#include <stdexcept>
#include <utility>
#include <vector>

#include "hpk/core/aligned_allocator.hpp"
#include "hpk/core/expects.hpp"
#include "hpk/core/grid_print.hpp"
#include "hpk/core/grid_view.hpp"
#include "hpk/core/mdspan.hpp"

/// Numerical kernels, each a ladder of interchangeable variants.
namespace hpk {

/// Cells on a line, in a rectangle or in a box: one block of memory, row-major (the last axis runs
/// fastest), without gaps, 64-byte aligned. New cells are zero. Copies are deep; a grid that was
/// moved from is empty.
///
///     hpk::grid<double> g(rows, columns);
///     g(i, j) = 1;
///
/// \tparam T     the type of a cell
/// \tparam Rank  1, 2 or 3
template <class T, std::size_t Rank = 2>
class grid {
    using cells = std::vector<T, aligned_allocator<T>>;

public:
    using value_type = T;                               ///< what a cell holds
    using extents_type = std::array<std::size_t, Rank>; ///< the number of cells along each axis
    static constexpr std::size_t rank = Rank;           ///< the number of axes
    using iterator = T*;                                ///< through the cells, in order of memory
    using const_iterator = const T*;                    ///< the same, read-only

    /// No cells: every extent is 0.
    grid() noexcept = default;

    /// \throws std::length_error if the grid would be larger than the address space
    explicit grid(extents_type extents) : cells_(count(extents)), extents_(extents) {}

    /// The same, with an extent for each axis.
    template <std::convertible_to<std::size_t>... Extent>
        requires(sizeof...(Extent) == Rank)
    explicit grid(Extent... extent) : grid(extents_type{static_cast<std::size_t>(extent)...}) {}

    /// \throws std::bad_alloc when there is no memory for the copy
    /// \{
    grid(const grid&) = default;
    grid& operator=(const grid&) = default;
    /// \}

    /// Takes the cells of the other grid, which is then empty, in constant time.
    /// \{
    grid(grid&& other) noexcept
        : cells_(std::exchange(other.cells_, {})), extents_(std::exchange(other.extents_, {})) {}
    grid& operator=(grid&& other) noexcept {
        grid(std::move(other)).swap(*this);
        return *this;
    }
    /// \}
    ~grid() = default;

    /// Exchanges the cells of two grids in constant time.
    /// \{
    void swap(grid& other) noexcept {
        cells_.swap(other.cells_);
        extents_.swap(other.extents_);
    }
    friend void swap(grid& a, grid& b) noexcept { a.swap(b); }
    /// \}

    /// A pointer to the first cell. The cells of a row are contiguous, and each row follows the one
    /// before without a gap.
    /// \{
    [[nodiscard]] T* data() noexcept { return cells_.data(); }
    [[nodiscard]] const T* data() const noexcept { return cells_.data(); }
    /// \}
    /// The number of cells along each axis.
    [[nodiscard]] const extents_type& extents() const noexcept { return extents_; }
    /// The number of cells along one axis, 0 … Rank-1.
    [[nodiscard]] std::size_t extent(std::size_t axis) const noexcept { return extents_[axis]; }

    /// The number of cells.
    [[nodiscard]] std::size_t size() const noexcept { return cells_.size(); }
    /// True when there are no cells.
    [[nodiscard]] bool empty() const noexcept { return cells_.empty(); }
    /// The length of a row.
    [[nodiscard]] std::size_t columns() const noexcept { return view().columns(); }
    /// The number of rows: the product of all extents but the last.
    [[nodiscard]] std::size_t rows() const noexcept { return view().rows(); }

    /// The first cell of row r = 0 … rows()-1, counted through all planes.
    /// \{
    [[nodiscard]] T* row(std::size_t r) noexcept { return view().row(r); }
    [[nodiscard]] const T* row(std::size_t r) const noexcept { return view().row(r); }
    /// \}

    /// All cells, in the order of memory.
    /// \{
    [[nodiscard]] iterator begin() noexcept { return data(); }
    [[nodiscard]] iterator end() noexcept { return data() + size(); }
    [[nodiscard]] const_iterator begin() const noexcept { return data(); }
    [[nodiscard]] const_iterator end() const noexcept { return data() + size(); }
    /// \}

    /// The cell at an index for each axis; checked in debug builds.
    /// \{
    template <std::convertible_to<std::size_t>... Index>
        requires(sizeof...(Index) == Rank)
    [[nodiscard]] T& operator()(Index... index) noexcept {
        return view()(index...);
    }
    template <std::convertible_to<std::size_t>... Index>
        requires(sizeof...(Index) == Rank)
    [[nodiscard]] const T& operator()(Index... index) const noexcept {
        return view()(index...);
    }
    /// \}

    /// A view of the cells; the grid keeps ownership. A grid also converts to views implicitly.
    /// \{
    [[nodiscard]] grid_view<T, Rank> view() noexcept { return {data(), extents_}; }
    [[nodiscard]] grid_view<const T, Rank> view() const noexcept { return {data(), extents_}; }
    /// \}

    /// True when extents and cells are equal, by the == of T.
    friend bool operator==(const grid& a, const grid& b) {
        return a.extents_ == b.extents_ && a.cells_ == b.cells_;
    }

    /// Prints like grid_view.
    friend std::ostream& operator<<(std::ostream& out, const grid& g) { return out << g.view(); }

private:
    static std::size_t count(const extents_type& extents) {
        std::size_t room = (std::numeric_limits<std::ptrdiff_t>::max)() / sizeof(T);
        std::size_t product = 1;
        for (const std::size_t extent : extents) {
            product *= extent;
            room /= extent == 0 ? 1 : extent;
        }
        expects<std::length_error>(room != 0, [&] {
            return "a grid of " + detail::shown(extents, " x ") +
                   " cells is larger than the address space";
        });
        return product;
    }

    cells cells_;
    extents_type extents_{};
};

/// A grid is viewed through its member function view().
template <class T, std::size_t Rank>
struct grid_access<grid<T, Rank>> {
    /// A view of the cells; g keeps ownership.
    /// \{
    static grid_view<T, Rank> view(grid<T, Rank>& g) noexcept { return g.view(); }
    static grid_view<const T, Rank> view(const grid<T, Rank>& g) noexcept { return g.view(); }
    /// \}
};

} // namespace hpk
