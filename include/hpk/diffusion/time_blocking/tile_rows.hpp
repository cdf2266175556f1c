// SPDX-License-Identifier: MIT
#pragma once

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstring>
#include <utility>

#include "hpk/core/cache_line.hpp"
#include "hpk/core/grid_view.hpp"
#include "hpk/diffusion/boundary.hpp"
#include "hpk/diffusion/time_blocking/dealt_grid.hpp"
#include "hpk/diffusion/time_blocking/tile.hpp"

namespace hpk::diffusion {
inline namespace HPK_ISA {

/// A grid of one axis that its tiles change in place, and the old cells around a tile's own: first
/// those below, then those above.
template <class T>
struct line_and_surroundings {
    grid_view<const T, 1> line;
    const T* around;
};

/// Reads the rows of a tile from a grid, and writes them to one. A tile's row is dealt out to the
/// lanes and includes cells around the strip's own; the row of the grid is in row-major order or
/// already dealt out.
template <class L, std::size_t Rank, boundary B>
class tile_rows {
protected:
    using T = typename L::value_type;
    using user_grid = grid_view<T, Rank>;
    using user_source = grid_view<const T, Rank>;
    using dealt = dealt_grid<L, B>;

    tile_rows(const std::array<std::size_t, Rank>& extents, const strips<L, B>& cut) noexcept
        : cut_(cut), row_(cut.row()), stride_(row_.stride()) {
        for (std::size_t axis = 0; axis < Rank; ++axis)
            extents_[axis] = static_cast<std::ptrdiff_t>(extents[axis]);
    }
    ~tile_rows() = default;

    /// Finds which strips own the cells around this one.
    void find_neighbours(const dealt& from) noexcept {
        const reach& across = tile_.axis[Rank - 1];
        const std::ptrdiff_t n = extents_[Rank - 1];
        loans_ = 0;
        const auto borrow = [&](std::ptrdiff_t x) {
            const std::ptrdiff_t cell = resolve<periodic>(x, n);
            const std::ptrdiff_t owner = cut_.owner_of(cell);
            const auto there = static_cast<std::size_t>(cell - cut_[owner].lower);
            const auto here = static_cast<std::size_t>(x - across.lower);
            loan_[loans_++] = {(owner - tile_.strip) * from.strip_stride() +
                                   static_cast<std::ptrdiff_t>(row_.index(there)),
                               row_.index(here)};
        };
        for (std::ptrdiff_t x = across.lower; x < across.first; ++x) borrow(x);
        for (std::ptrdiff_t x = across.last; x < across.upper; ++x) borrow(x);
    }

    /// The number, in the grid, of row y of slab q.
    std::size_t row_number(std::ptrdiff_t q, std::size_t y) const noexcept {
        if constexpr (Rank == 1) {
            return 0;
        } else {
            std::ptrdiff_t number = resolve<periodic>(q, extents_[0]);
            if constexpr (Rank == 3)
                number = number * extents_[1] +
                         resolve<periodic>(tile_.axis[1].lower + static_cast<std::ptrdiff_t>(y),
                                           extents_[1]);
            return static_cast<std::size_t>(number);
        }
    }

    void take_row(std::size_t number, const user_source& from, T* to) noexcept {
        const reach& across = tile_.axis[Rank - 1];
        const std::ptrdiff_t n = extents_[Rank - 1];
        const auto cells = static_cast<std::ptrdiff_t>(row_.cells());
        const T* row = from.row(number);
        if (across.lower >= 0 && across.lower + cells <= n)
            return row_.deal(row + across.lower, to);
        // Gather into a contiguous line first: the row wraps, or must be padded to whole vectors.
        std::ptrdiff_t x = across.lower;
        for (T* place = line_; x < across.upper;) {
            const std::ptrdiff_t cell = resolve<periodic>(x, n);
            const std::ptrdiff_t run = (std::min)(across.upper - x, n - cell);
            place = std::copy_n(row + cell, run, place);
            x += run;
        }
        std::fill(line_ + across.held(), line_ + cells, T(0));
        row_.deal(line_, to);
    }

    void take_row(std::size_t, const line_and_surroundings<T>& from, T* to) noexcept {
        const reach& across = tile_.axis[Rank - 1];
        const auto below = across.first - across.lower;
        T* place = std::copy_n(from.around, below, line_);
        place = std::copy(from.line.row(0) + across.first, from.line.row(0) + across.last, place);
        place = std::copy_n(from.around + below, across.upper - across.last, place);
        std::fill(place, line_ + row_.cells(), T(0));
        row_.deal(line_, to);
    }

    void take_row(std::size_t number, const dealt& from, T* to) noexcept {
        const T* row = from.row(tile_.strip, number);
        std::memcpy(to, row, row_.cells() * sizeof(T));
        for (std::size_t i = 0; i < loans_; ++i) to[loan_[i].here] = row[loan_[i].there];
    }

    void put_row(std::size_t number, const T* from, const user_grid& to) noexcept {
        const reach& across = tile_.axis[Rank - 1];
        const auto own = static_cast<std::size_t>(across.last - across.first);
        T* const place = to.row(number) + across.first;
        if (own == row_.cells()) return row_.gather(from, place);
        row_.gather(from, line_);
        std::copy_n(line_ + (across.first - across.lower), own, place);
    }

    void put_row(std::size_t number, const T* from, const dealt& to) noexcept {
        std::memcpy(to.row(tile_.strip, number), from, row_.cells() * sizeof(T));
    }

    /// Prefetches the slab that will soon be read, and the one that will soon be written.
    template <class Source, class Sink>
    void fetch_ahead(std::ptrdiff_t in, std::ptrdiff_t out, const Source& from,
                     const Sink& to) const noexcept {
        if (in < tile_.axis[0].upper)
            for (std::size_t y = 0; y < rows_; ++y) fetch<0>(cells_of(row_number(in, y), from));
        if (out >= tile_.axis[0].first && out < tile_.axis[0].last)
            for (std::size_t y = 0; y < rows_; ++y) fetch<1>(cells_of(row_number(out, y), to));
    }
    template <int Write>
    static void fetch(std::pair<const T*, const T*> cells) noexcept {
        for (const T* line = cells.first; line < cells.second; line += per_cache_line<T>)
            __builtin_prefetch(line, Write, 2);
    }
    template <class U>
    std::pair<const T*, const T*> cells_of(std::size_t number,
                                           const grid_view<U, Rank>& g) const noexcept {
        const reach& across = tile_.axis[Rank - 1];
        return {g.row(number) + across.first, g.row(number) + across.last};
    }
    std::pair<const T*, const T*> cells_of(std::size_t number, const dealt& g) const noexcept {
        const T* row = g.row(tile_.strip, number);
        return {row, row + row_.cells()};
    }

    /// The most cells on each side of a strip's own.
    static constexpr std::size_t widest_side = 64;

    const strips<L, B>& cut_;
    dealt_row<L> row_;
    std::size_t stride_;
    std::array<std::ptrdiff_t, Rank> extents_;

    tile<Rank> tile_{};
    std::size_t rows_ = 1;  ///< rows per slab
    T* line_ = nullptr;     ///< one row in row-major order
    std::size_t loans_ = 0; ///< cells copied from other strips

private:
    struct loan {
        std::ptrdiff_t there; ///< from vector 0 of the tile's own row
        std::size_t here;
    };

    std::array<loan, 2 * widest_side> loan_;
};

} // namespace HPK_ISA
} // namespace hpk::diffusion
