// SPDX-License-Identifier: MIT
#pragma once

#include <algorithm>
#include <array>
#include <concepts>
#include <cstddef>
#include <cstring>
#include <utility>

#include "hpk/core/cache_line.hpp"
#include "hpk/diffusion/boundary.hpp"
#include "hpk/diffusion/grids.hpp"
#include "hpk/diffusion/time_blocking/dealt_grid.hpp"
#include "hpk/diffusion/time_blocking/dealt_row.hpp"
#include "hpk/diffusion/time_blocking/row_edges.hpp"
#include "hpk/diffusion/time_blocking/strips.hpp"
#include "hpk/diffusion/time_blocking/tile.hpp"

namespace hpk::diffusion {
inline namespace HPK_ISA {

/// Grids of one axis that their tiles change in place, and the old cells around a tile's own: of
/// each field `sides` cells, first those below, then those above.
template <class T, std::size_t F>
struct lines_and_surroundings {
    field_views<const T, 1, F> lines;
    const T* around;
    std::size_t sides;
};

/// The rows of a tile in dealt grids that are read or written there and not in a ring of slabs.
/// Either pointer is to row 0 of the tile's strip, or null.
template <class T>
struct rows_in_place {
    const T* read = nullptr; ///< at level 0
    T* written = nullptr;    ///< at the last level
};

/// Reads the slabs of a tile from a grid, and writes them to one. A row of a slab is dealt out to
/// the lanes and includes cells around the strip's own; the row of the grid is in row-major order
/// or already dealt out. With F fields each row of cells is F dealt rows, in slabs and in dealt
/// grids.
template <class L, std::size_t Rank, boundary B, std::size_t F>
class slab_transfer {
    using T = typename L::value_type;
    using user_grid = field_views<T, Rank, F>;
    using user_source = field_views<const T, Rank, F>;
    using dealt = dealt_grid<L>;

public:
    /// \param extents  those of the grid
    /// \param t        the tile
    /// \param edges    what the boundary does to the ends of a row of the tile
    /// \param line     memory for a row
    /// \param from     the grid that will be read
    template <class Source>
    slab_transfer(const std::array<std::size_t, Rank>& extents, const strips<L>& columns,
                  const tile<Rank>& t, const row_edges<L, B>& edges, T* line,
                  const Source& from) noexcept
        : columns_(columns), tile_(t), edges_(edges), line_(line) {
        for (std::size_t axis = 0; axis < Rank; ++axis)
            extents_[axis] = static_cast<std::ptrdiff_t>(extents[axis]);
        if constexpr (std::same_as<Source, dealt>) find_neighbours(from);
    }

    /// The number, in the grid, of row y of slab q.
    [[nodiscard]] std::size_t row_number(std::ptrdiff_t q, std::size_t y) const noexcept {
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

    /// The number of cells of the grid along an axis.
    [[nodiscard]] std::ptrdiff_t extent(std::size_t axis) const noexcept { return extents_[axis]; }

    /// The part of an axis that the tile works on.
    [[nodiscard]] const reach& part(std::size_t axis) const noexcept { return tile_.axis[axis]; }

    /// The rows that need not be copied when the tile is advanced, by one step or more. (The ghosts
    /// of a plane beyond affine sides are made of consecutive rows, which those in place may not
    /// be.)
    template <class Source, class Sink>
    [[nodiscard]] rows_in_place<T> in_place([[maybe_unused]] const Source& from,
                                            [[maybe_unused]] const Sink& to) const noexcept {
        rows_in_place<T> rows;
        if constexpr (std::same_as<Source, dealt>)
            if (loans_ == 0 && !(is_affine<B> && Rank == 3)) rows.read = from.row(tile_.strip, 0);
        if constexpr (std::same_as<Sink, dealt>) rows.written = to.row(tile_.strip, 0);
        return rows;
    }

    /// Reads slab q.
    template <class Source>
    void take(std::ptrdiff_t q, const Source& from, T* slab) const noexcept {
        for (std::size_t y = 0; y < tile_.rows_in_slab(); ++y)
            for (std::size_t f = 0; f < F; ++f, slab += columns_.stride()) {
                take_row(f, row_number(q, y), from, slab);
                columns_.row().close(slab);
                edges_.mend(slab, 0, [&] { return row_number(q, y); });
            }
    }

    /// Writes the tile's own cells of slab q.
    template <class Sink>
    void put(std::ptrdiff_t q, const T* slab, const Sink& to) const noexcept {
        std::size_t y = 0, end = 1;
        if constexpr (Rank == 3) {
            y = static_cast<std::size_t>(tile_.axis[1].first - tile_.axis[1].lower);
            end = static_cast<std::size_t>(tile_.axis[1].last - tile_.axis[1].lower);
        }
        for (; y < end; ++y)
            for (std::size_t f = 0; f < F; ++f)
                put_row(f, row_number(q, y), slab + (y * F + f) * columns_.stride(), to);
    }

    /// Prefetches the slab that will soon be read, and the one that will soon be written.
    template <class Source, class Sink>
    void prefetch(std::ptrdiff_t in, std::ptrdiff_t out, const Source& from,
                  const Sink& to) const noexcept {
        const std::size_t rows = tile_.rows_in_slab();
        if (in < tile_.axis[0].upper)
            for (std::size_t y = 0; y < rows; ++y)
                for (std::size_t f = 0; f < F; ++f) fetch<0>(cells_of(f, row_number(in, y), from));
        if (out >= tile_.axis[0].first && out < tile_.axis[0].last)
            for (std::size_t y = 0; y < rows; ++y)
                for (std::size_t f = 0; f < F; ++f) fetch<1>(cells_of(f, row_number(out, y), to));
    }

private:
    [[nodiscard]] const reach& across() const noexcept { return tile_.axis[Rank - 1]; }
    [[nodiscard]] std::size_t cells() const noexcept { return columns_.row().cells(); }

    /// Finds which strips own the cells around this one.
    void find_neighbours(const dealt& from) noexcept {
        const dealt_row<L>& row = columns_.row();
        const auto borrow = [&](std::ptrdiff_t x) {
            const std::ptrdiff_t cell = resolve<periodic>(x, extents_[Rank - 1]);
            const std::ptrdiff_t owner = columns_.owner_of(cell);
            const auto there = static_cast<std::size_t>(cell - columns_[owner].lower);
            const auto here = static_cast<std::size_t>(x - across().lower);
            loan_[loans_++] = {(owner - tile_.strip) * from.strip_stride() +
                                   static_cast<std::ptrdiff_t>(row.index(there)),
                               row.index(here)};
        };
        for (std::ptrdiff_t x = across().lower; x < across().first; ++x) borrow(x);
        for (std::ptrdiff_t x = across().last; x < across().upper; ++x) borrow(x);
    }

    void take_row(std::size_t f, std::size_t number, const user_source& from,
                  T* to) const noexcept {
        deal_strip(from[f].row(number), extents_[Rank - 1], across(), columns_.row(), line_, to);
    }

    void take_row(std::size_t f, std::size_t, const lines_and_surroundings<T, F>& from,
                  T* to) const noexcept {
        const reach& own = across();
        const T* const line = from.lines[f].row(0);
        const T* const around = from.around + f * from.sides;
        const auto below = own.first - own.lower;
        T* place = std::copy_n(around, below, line_);
        place = std::copy(line + own.first, line + own.last, place);
        place = std::copy_n(around + below, own.upper - own.last, place);
        std::fill(place, line_ + cells(), T(0));
        columns_.row().deal(line_, to);
    }

    void take_row(std::size_t f, std::size_t number, const dealt& from, T* to) const noexcept {
        const T* row = from.row(tile_.strip, number * F + f);
        std::memcpy(to, row, cells() * sizeof(T));
        for (std::size_t i = 0; i < loans_; ++i) to[loan_[i].here] = row[loan_[i].there];
    }

    void put_row(std::size_t f, std::size_t number, const T* from,
                 const user_grid& to) const noexcept {
        const auto own = static_cast<std::size_t>(across().last - across().first);
        T* const place = to[f].row(number) + across().first;
        if (own == cells()) return columns_.row().gather(from, place);
        columns_.row().gather(from, line_);
        std::copy_n(line_ + (across().first - across().lower), own, place);
    }

    void put_row(std::size_t f, std::size_t number, const T* from, const dealt& to) const noexcept {
        std::memcpy(to.row(tile_.strip, number * F + f), from, cells() * sizeof(T));
    }

    template <int Write>
    static void fetch(std::pair<const T*, const T*> cells) noexcept {
        for (const T* line = cells.first; line < cells.second; line += per_cache_line<T>)
            __builtin_prefetch(line, Write, 2);
    }
    template <class U>
    std::pair<const T*, const T*> cells_of(std::size_t f, std::size_t number,
                                           const field_views<U, Rank, F>& g) const noexcept {
        return {g[f].row(number) + across().first, g[f].row(number) + across().last};
    }
    std::pair<const T*, const T*> cells_of(std::size_t f, std::size_t number,
                                           const dealt& g) const noexcept {
        const T* row = g.row(tile_.strip, number * F + f);
        return {row, row + cells()};
    }

    /// A cell that is copied from another strip.
    struct loan {
        std::ptrdiff_t there; ///< from vector 0 of the row in the tile's own strip
        std::size_t here;
    };
    /// The most cells on each side of a strip's own.
    static constexpr std::size_t widest_side = 64;

    const strips<L>& columns_;
    const tile<Rank>& tile_;
    const row_edges<L, B>& edges_;
    T* line_; ///< one row in row-major order
    std::array<std::ptrdiff_t, Rank> extents_{};
    std::size_t loans_ = 0;
    std::array<loan, 2 * widest_side> loan_;
};

} // namespace HPK_ISA
} // namespace hpk::diffusion
