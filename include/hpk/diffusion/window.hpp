// SPDX-License-Identifier: MIT
#pragma once

/// \file
/// Many steps in one pass over memory.
///
/// A window slides along the first axis and holds, of each of k time levels, the few rows that the
/// next level still needs. When a band of rows enters at level 0, each level l = 1 … k advances by
/// a band, l rows behind the newest:
///
///     level 0   . . . . . . . . [ band ]
///     level 1   . . . . . . . [ band ] -
///     level 2   . . . . . . [ band ] - -          . written, - not yet there
///
/// Row q of level l replaces row q-1 of level l-1, whose last reader it is, so one ring of rows
/// serves all levels. Each level finds the rows that it reads where the level before has just
/// written them: in the first-level cache.
///
/// At the sides of a tile the cells that are not known go on one by one as the levels go up, so a
/// tile takes k cells more on each side than it gives back (overlapped, or trapezoidal, tiling); at
/// the edges of the grid the boundary is applied at every level instead.

#include <algorithm>
#include <array>
#include <concepts>
#include <cstddef>
#include <cstring>

#include "hpk/core/grid.hpp"
#include "hpk/diffusion/advance.hpp"
#include "hpk/diffusion/boundary.hpp"
#include "hpk/diffusion/row_edges.hpp"
#include "hpk/diffusion/tile.hpp"

namespace hpk::diffusion {
inline namespace HPK_ISA {

template <class L, std::size_t Rank, boundary B, class Order>
class window {
    using T = typename L::value_type;

    /// Rows that are advanced together, and in two dimensions the height of a band.
    static constexpr std::size_t block = Rank == 1 ? 1 : 4;
    static constexpr std::ptrdiff_t band = Rank == 2 ? block : 1;

public:
    /// Elements of scratch that a tile of this shape needs for a number of steps.
    static std::size_t scratch(const tile<Rank>& t, std::ptrdiff_t steps) noexcept {
        const shape s(t);
        // the ring, two frozen slabs, a row of what is outside, a row in its own order
        return (ring_size(steps) + 2) * s.slab + 2 * s.row.stride();
    }

    window(const parameters<T>& p, B outside, T* scratch) noexcept
        : order_(p), outside_(outside), scratch_(scratch) {}

    /// Advances the tile's cells by `steps` and writes them to `to`. The rest of `to` is untouched.
    void advance_tile(const tile<Rank>& t, std::ptrdiff_t steps, grid_view<const T, Rank> from,
                      grid_view<T, Rank> to) noexcept {
        start(t, steps, from);
        if constexpr (Rank == 1) {
            deal_slab(0, from);
            for (std::ptrdiff_t level = 1; level <= steps; ++level) advance_row();
            gather_slab(0, slab_at(0), to);
        } else {
            const reach& along = tile_[0];
            for (std::ptrdiff_t front = along.lower + band;; front += band) {
                const std::ptrdiff_t newest = std::min(front, along.upper);
                for (std::ptrdiff_t q = front - band; q < newest; ++q) deal_slab(q, from);
                for (std::ptrdiff_t level = 1; level <= steps; ++level)
                    advance_band(level, front - level - band, front - level);
                const std::ptrdiff_t done = front - steps;
                for (std::ptrdiff_t q = std::max(done - band, along.first);
                     q < std::min(done, along.last); ++q)
                    gather_slab(q, slab(q, steps), to);
                if (done >= along.last) return;
            }
        }
    }

private:
    static constexpr bool is_frozen = std::same_as<B, frozen>;

    /// Distances in memory: of cells, rows and slabs (a slab is what has one index along the first
    /// axis: a row in two dimensions, a plane in three).
    struct shape {
        explicit shape(const tile<Rank>& t) noexcept
            : row(dealt_row<L>::holding(static_cast<std::size_t>(t[Rank - 1].held()))),
              rows(Rank == 3 ? static_cast<std::size_t>(t[1].held()) : 1),
              slab(rows * row.stride()) {}
        dealt_row<L> row;
        std::size_t rows, slab;
    };

    static std::size_t ring_size(std::ptrdiff_t steps) noexcept {
        return Rank == 1 ? 1 : static_cast<std::size_t>(2 * steps + band + 2);
    }

    void start(const tile<Rank>& t, std::ptrdiff_t steps, grid_view<const T, Rank> from) noexcept {
        tile_ = t;
        shape_ = shape(t);
        extent_ = static_cast<std::ptrdiff_t>(from.extent(0));
        ring_size_ = static_cast<std::ptrdiff_t>(ring_size(steps));
        base_ = 2 * steps - t[0].lower;
        const reach& across = t[Rank - 1];
        edges_ = row_edges<L, B>(shape_.row, static_cast<std::size_t>(across.held()),
                                 across.at_lower_edge, across.at_upper_edge, outside_);
        ring_ = scratch_ + L::size;
        frozen_ = ring_ + ring_size(steps) * shape_.slab;
        outside_row_ = frozen_ + 2 * shape_.slab;
        line_ = outside_row_ + shape_.row.stride() - L::size;
        if constexpr (is_fixed<B>)
            std::fill_n(outside_row_ - L::size, shape_.row.cells() + 2 * L::size, outside_.value);
    }

    T* slab_at(std::ptrdiff_t place) const noexcept {
        return ring_ + static_cast<std::size_t>(place) * shape_.slab;
    }
    /// Where slab q of a level is in the ring.
    std::ptrdiff_t place(std::ptrdiff_t q, std::ptrdiff_t level) const noexcept {
        return (q - level + base_) % ring_size_;
    }
    std::ptrdiff_t after(std::ptrdiff_t place) const noexcept {
        return place + 1 == ring_size_ ? 0 : place + 1;
    }
    bool is_lower_edge(std::ptrdiff_t q) const noexcept {
        return q == 0 && tile_[0].at_lower_edge;
    }
    bool is_upper_edge(std::ptrdiff_t q) const noexcept {
        return q == extent_ - 1 && tile_[0].at_upper_edge;
    }
    T* slab(std::ptrdiff_t q, std::ptrdiff_t level) const noexcept {
        if constexpr (Rank == 1) return ring_;
        if constexpr (is_frozen) {
            if (is_lower_edge(q)) return frozen_;
            if (is_upper_edge(q)) return frozen_ + shape_.slab;
        }
        return slab_at(place(q, level));
    }

    /// Deals out slab q of `from`, which becomes level 0.
    void deal_slab(std::ptrdiff_t q, grid_view<const T, Rank> from) noexcept {
        const reach& across = tile_[Rank - 1];
        const auto n = static_cast<std::ptrdiff_t>(from.columns());
        T* to = slab(q, 0);
        for (std::size_t y = 0; y < shape_.rows; ++y, to += shape_.row.stride()) {
            const T* row = from.row(row_number(q, y, from.extents()));
            const auto cells = static_cast<std::ptrdiff_t>(shape_.row.cells());
            if (across.lower >= 0 && across.lower + cells <= n) {
                row += across.lower;
            } else {
                if constexpr (std::same_as<B, periodic>) {
                    copy_folded(row, n, across.lower, cells, line_);
                } else {
                    std::copy_n(row + across.lower, across.held(), line_);
                    std::fill(line_ + across.held(), line_ + cells, T(0));
                }
                row = line_;
            }
            shape_.row.deal(row, to);
            edges_.close(to);
        }
    }

    /// Puts what the tile owns of a slab into place in `to`.
    void gather_slab(std::ptrdiff_t q, const T* from, grid_view<T, Rank> to) noexcept {
        const reach& across = tile_[Rank - 1];
        const auto keep = static_cast<std::size_t>(across.last - across.first);
        std::ptrdiff_t y = 0, y_end = 1;
        if constexpr (Rank == 3) {
            y = tile_[1].first - tile_[1].lower;
            y_end = tile_[1].last - tile_[1].lower;
        }
        for (; y < y_end; ++y) {
            const auto row_in_slab = static_cast<std::size_t>(y);
            const T* row = from + row_in_slab * shape_.row.stride();
            T* const place = to.row(row_number(q, row_in_slab, to.extents())) + across.first;
            if (keep == shape_.row.cells()) {
                shape_.row.gather(row, place);
            } else {
                shape_.row.gather(row, line_);
                std::memcpy(place, line_ + (across.first - across.lower), keep * sizeof(T));
            }
        }
    }

    /// The number, in the grid, of row y of slab q.
    std::size_t row_number(std::ptrdiff_t q, std::size_t y,
                           const std::array<std::size_t, Rank>& extents) const noexcept {
        if constexpr (Rank == 1) {
            return 0;
        } else {
            const auto slab = static_cast<std::size_t>(folded(q, extent_));
            if constexpr (Rank == 2) return slab;
            const auto n = static_cast<std::ptrdiff_t>(extents[1]);
            return slab * extents[1] +
                   static_cast<std::size_t>(
                       folded(tile_[1].lower + static_cast<std::ptrdiff_t>(y), n));
        }
    }

    /// Advances slabs begin … end-1, as far as the tile has them, to `level`.
    void advance_band(std::ptrdiff_t level, std::ptrdiff_t begin, std::ptrdiff_t end) noexcept {
        const reach& along = tile_[0];
        begin = std::max(begin, along.at_lower_edge ? (is_frozen ? 1 : 0) : along.lower + level);
        end = std::min(end, along.at_upper_edge ? extent_ - (is_frozen ? 1 : 0)
                                                : along.upper - level);
        if constexpr (Rank == 2) {
            for (; begin + std::ptrdiff_t(block) <= end; begin += block)
                advance_slabs<block>(level, begin);
            for (; begin < end; ++begin) advance_slabs<1>(level, begin);
        } else {
            for (; begin < end; ++begin) advance_plane(level, begin);
        }
    }

    /// Two dimensions: rows q … q+R-1.
    template <std::size_t R>
    void advance_slabs(std::ptrdiff_t level, std::ptrdiff_t q) noexcept {
        row_block<T, Rank, R> rows;
        std::ptrdiff_t at = place(q, level);
        for (std::size_t r = 0; r < R + 2; ++r, at = after(at)) {
            rows.centre[r] = slab_at(at);
            if (r < R) rows.out[r] = slab_at(at);
        }
        const auto beyond = static_cast<std::ptrdiff_t>(R);
        if constexpr (is_frozen) {
            if (is_lower_edge(q - 1)) rows.centre[0] = frozen_;
            if (is_upper_edge(q + beyond)) rows.centre[R + 1] = frozen_ + shape_.slab;
        } else {
            if (is_lower_edge(q)) rows.centre[0] = is_fixed<B> ? outside_row_ : rows.centre[1];
            if (is_upper_edge(q + beyond - 1))
                rows.centre[R + 1] = is_fixed<B> ? outside_row_ : rows.centre[R];
        }
        advance_and_close(rows);
    }

    template <std::size_t R>
    void advance_and_close(const row_block<T, Rank, R>& rows) noexcept {
        std::array<typename row_edges<L, B>::pair, R> old;
        if constexpr (is_frozen)
            for (std::size_t r = 0; r < R; ++r) old[r] = edges_.of(rows.centre[r + 1]);
        advance<L>(rows, shape_.row.length, order_);
        for (std::size_t r = 0; r < R; ++r) edges_.close(rows.out[r], old[r]);
    }

    /// Three dimensions: plane q.
    void advance_plane(std::ptrdiff_t level, std::ptrdiff_t q) noexcept {
        std::ptrdiff_t at = place(q, level);
        T* const out = slab_at(at);
        const T* const centre = slab_at(at = after(at));
        source below{out, shape_.row.stride()}, above{slab_at(after(at)), shape_.row.stride()};
        if constexpr (is_frozen) {
            if (is_lower_edge(q - 1)) below.data = frozen_;
            if (is_upper_edge(q + 1)) above.data = frozen_ + shape_.slab;
        } else if constexpr (is_fixed<B>) {
            if (is_lower_edge(q)) below = {outside_row_, 0};
            if (is_upper_edge(q)) above = {outside_row_, 0};
        } else {
            if (is_lower_edge(q)) below.data = centre;
            if (is_upper_edge(q)) above.data = centre;
        }
        std::ptrdiff_t y = 0, end = tile_[1].held();
        if constexpr (is_frozen) {
            const std::size_t row_bytes = shape_.row.stride() * sizeof(T);
            const std::size_t last = (shape_.rows - 1) * shape_.row.stride();
            if (tile_[1].at_lower_edge) {
                std::memcpy(out - L::size, centre - L::size, row_bytes);
                y = 1;
            }
            if (tile_[1].at_upper_edge && y < end) {
                std::memcpy(out + last - L::size, centre + last - L::size, row_bytes);
                --end;
            }
        }
        for (; y + std::ptrdiff_t(block) <= end; y += block)
            advance_rows<block>(centre, below, above, out, y);
        for (; y < end; ++y) advance_rows<1>(centre, below, above, out, y);
    }

    /// Rows of a plane; of one that is the same everywhere, a single row.
    struct source {
        const T* data;
        std::size_t stride;
        const T* row(std::ptrdiff_t y) const noexcept {
            return data + static_cast<std::size_t>(y) * stride;
        }
    };

    /// Three dimensions: rows y … y+R-1 of a plane.
    template <std::size_t R>
    void advance_rows(const T* centre, source below, source above, T* out,
                      std::ptrdiff_t y) noexcept {
        const source plane{centre, shape_.row.stride()};
        row_block<T, Rank, R> rows;
        for (std::size_t r = 0; r < R + 2; ++r)
            rows.centre[r] = neighbour_row(plane, y + static_cast<std::ptrdiff_t>(r) - 1);
        for (std::size_t r = 0; r < R; ++r) {
            const std::ptrdiff_t here = y + static_cast<std::ptrdiff_t>(r);
            rows.before[r] = below.row(here);
            rows.after[r] = above.row(here);
            rows.out[r] = out + static_cast<std::size_t>(here) * shape_.row.stride();
        }
        advance_and_close(rows);
    }

    /// Row y of a plane, y = -1 … the number of rows.
    const T* neighbour_row(source plane, std::ptrdiff_t y) const noexcept {
        const std::ptrdiff_t n = tile_[1].held();
        if (y < 0) {
            if (is_fixed<B> && tile_[1].at_lower_edge) return outside_row_;
            return plane.row(tile_[1].whole ? n - 1 : 0);
        }
        if (y == n) {
            if (is_fixed<B> && tile_[1].at_upper_edge) return outside_row_;
            return plane.row(tile_[1].whole ? 0 : n - 1);
        }
        return plane.row(y);
    }

    /// One dimension: the row, in place.
    void advance_row() noexcept {
        row_block<T, Rank, 1> rows;
        rows.centre[1] = ring_;
        rows.out[0] = ring_;
        advance_and_close(rows);
    }

    Order order_;
    B outside_;
    T* scratch_;
    tile<Rank> tile_{};
    shape shape_{tile_};
    row_edges<L, B> edges_{dealt_row<L>{1}, 1, false, false, outside_};
    std::ptrdiff_t extent_ = 0, ring_size_ = 1, base_ = 0;
    T *ring_ = nullptr, *frozen_ = nullptr, *outside_row_ = nullptr, *line_ = nullptr;
};

} // namespace HPK_ISA
} // namespace hpk::diffusion
