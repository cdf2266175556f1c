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
///     level 2   . . . . . . [ band ] - -          . there, - not yet
///
/// Row q of level l replaces row q-1 of level l-1, whose last reader it is, so one ring of rows
/// serves all levels. Each level finds the rows that it reads where the level before has just
/// written them: in the first-level cache.
///
/// With each level one more cell at each side of a tile is unknown, so a tile reads k more cells on
/// each side than it writes (overlapped tiling); at the edges of the grid the boundary is applied
/// at every level instead.

#include <algorithm>
#include <array>
#include <bit>
#include <concepts>
#include <cstddef>
#include <cstdint>
#include <cstring>

#include "hpk/core/grid_view.hpp"
#include "hpk/diffusion/boundary.hpp"
#include "hpk/diffusion/formulas.hpp"
#include "hpk/diffusion/parameters.hpp"
#include "hpk/diffusion/time_blocking/advance.hpp"
#include "hpk/diffusion/time_blocking/dealt_grid.hpp"
#include "hpk/diffusion/time_blocking/row_edges.hpp"
#include "hpk/diffusion/time_blocking/tile_rows.hpp"

namespace hpk::diffusion {
inline namespace HPK_ISA {

template <class L, std::size_t Rank, boundary B>
class window : tile_rows<L, Rank, B> {
    static_assert(tiles_know<B>, "hpk::diffusion::window has no case for this boundary");
    using base = tile_rows<L, Rank, B>;
    using base::cut_;
    using base::extents_;
    using base::fetch_ahead;
    using base::find_neighbours;
    using base::line_;
    using base::loans_;
    using base::put_row;
    using base::row_;
    using base::row_number;
    using base::rows_;
    using base::stride_;
    using base::take_row;
    using base::tile_;
    using typename base::dealt;
    using typename base::T;
    using typename base::user_source;

    /// Rows that are advanced together, and in two dimensions the height of a band.
    static constexpr std::size_t block = 3;
    static constexpr std::ptrdiff_t band = Rank == 2 ? block : 1;

public:
    /// The most steps in one pass.
    static constexpr std::ptrdiff_t most_steps = base::widest_side;

    /// The number of scratch elements that a tile needs for a number of steps.
    static std::size_t scratch(const dealt_row<L>& row, std::ptrdiff_t rows_in_slab,
                               std::ptrdiff_t steps) noexcept {
        // the ring and a row in row-major order; for Rank > 1 also two frozen slabs and an outside
        // row
        if constexpr (Rank == 1) return 2 * row.stride();
        return ((ring_size(steps) + 2) * static_cast<std::size_t>(rows_in_slab) + 2) * row.stride();
    }

    /// `bounded`: the caller guarantees what bounded_c_formula requires.
    window(const parameters<T>& p, bool bounded, B outside,
           const std::array<std::size_t, Rank>& extents, const strips<L, B>& cut,
           T* scratch) noexcept
        : base(extents, cut), order_(p), bounded_order_(p), bounded_(bounded), outside_(outside),
          scratch_(scratch) {}

    /// Advances the tile's cells by `steps` and writes them to `to`, where no other cell changes.
    /// Source and Sink must be grid_view or dealt_grid, and must not share memory; in one dimension
    /// the source is line_and_surroundings, and the sink its line.
    template <class Source, class Sink>
    [[gnu::noinline]] void advance_tile(const tile<Rank>& t, std::ptrdiff_t steps, Source from,
                                        Sink to) noexcept {
        start(t, steps, ring_size(steps), from, to);
        if constexpr (Rank == 1) {
            take_slab(0, from);
            for (std::ptrdiff_t level = 1; level <= steps; ++level) advance_row();
            put_slab(0, slab(0, 0), to);
        } else {
            const reach& along = tile_.axis[0];
            for (std::ptrdiff_t front = along.lower + band;; front += band) {
                for (std::ptrdiff_t q = front - band; q < (std::min)(front, along.upper); ++q)
                    if (source_rows_ == nullptr || is_frozen_slab(q)) take_slab(q, from);
                for (std::ptrdiff_t level = 1; level <= steps; ++level) {
                    advance_band(level, front - level - band, front - level);
                    if (level <= band) // one row per level, to spread the prefetches
                        fetch_ahead(front + level - 1, front + level - 1 - steps, from, to);
                }
                const std::ptrdiff_t done = front - steps;
                for (std::ptrdiff_t q = (std::max)(done - band, along.first);
                     q < (std::min)(done, along.last); ++q)
                    if (sink_rows_ == nullptr || is_frozen_slab(q)) put_slab(q, slab(q, steps), to);
                if (done >= along.last) return;
            }
        }
    }

    /// The largest number of slabs of a resident grid.
    static constexpr std::size_t most_resident = 510;

    /// The number of scratch elements that a resident grid needs.
    static std::size_t resident_scratch(const dealt_row<L>& row, std::ptrdiff_t slabs,
                                        std::ptrdiff_t rows_in_slab) noexcept {
        return ((resident_ring(slabs) + 2) * static_cast<std::size_t>(rows_in_slab) + 2) *
               row.stride();
    }

    /// Advances a grid so small that all of it stays in the cache: the window holds the whole grid
    /// and no tile overlaps another.
    [[gnu::noinline]] void advance_resident(std::int64_t steps, grid_view<T, Rank> u) noexcept {
        const user_source from = u;
        tile<Rank> all{{}, 0};
        for (std::size_t axis = 0; axis + 1 < Rank; ++axis)
            all.axis[axis] = reach_of<B>(0, extents_[axis], extents_[axis], 0, true);
        all.axis[Rank - 1] = cut_[0];
        start(all, 0, resident_ring(extents_[0]), from, u);
        const std::ptrdiff_t slabs = extents_[0];
        for (std::ptrdiff_t q = 0; q < slabs; ++q) take_slab(q, from);
        for (std::ptrdiff_t level = 1; level <= steps; ++level) {
            if (all.axis[0].whole)
                std::memcpy(frozen_ - L::size, slab(0, level - 1) - L::size,
                            slab_stride_ * sizeof(T));
            advance_band(level, 0, slabs);
        }
        for (std::ptrdiff_t q = 0; q < slabs; ++q)
            put_slab(q, slab(q, static_cast<std::ptrdiff_t>(steps)), u);
    }

private:
    static constexpr bool is_frozen = std::same_as<B, frozen>;

    static std::size_t resident_ring(std::ptrdiff_t slabs) noexcept {
        return std::bit_ceil(static_cast<std::size_t>(slabs) + 2);
    }

    static std::size_t ring_size(std::ptrdiff_t steps) noexcept {
        return Rank == 1 ? 1 : std::bit_ceil(static_cast<std::size_t>(2 * steps + band + 2));
    }

    template <class Source, class Sink>
    void start(const tile<Rank>& t, std::ptrdiff_t steps, std::size_t ring, const Source& from,
               const Sink& to) noexcept {
        tile_ = t;
        steps_ = steps;
        rows_ = Rank == 3 ? static_cast<std::size_t>(t.axis[1].held()) : 1;
        slab_stride_ = rows_ * stride_;
        ring_size_ = ring;
        const reach& across = t.axis[Rank - 1];
        edges_ = row_edges<L, B>(row_, across, outside_);
        ring_ = scratch_ + L::size;
        for (std::size_t i = 0; i < ring_size_ + block + 2; ++i)
            turn_[i] = ring_ + (i & (ring_size_ - 1)) * slab_stride_;
        if constexpr (Rank == 1) {
            line_ = ring_ + stride_ - L::size;
        } else {
            frozen_ = ring_ + ring * slab_stride_;
            outside_row_ = frozen_ + 2 * slab_stride_;
            line_ = outside_row_ + stride_ - L::size;
            if constexpr (is_fixed<B>)
                std::fill_n(outside_row_ - L::size, row_.cells() + 2 * L::size, outside_.value);
        }
        source_rows_ = nullptr;
        if constexpr (std::same_as<Source, dealt>) {
            find_neighbours(from);
            if (Rank == 2 && loans_ == 0 && steps > 0) source_rows_ = from.row(t.strip, 0);
        }
        sink_rows_ = nullptr;
        if constexpr (std::same_as<Sink, dealt>)
            if (Rank > 1 && steps > 0) sink_rows_ = to.row(t.strip, 0);
    }

    /// Slabs q, q+1 … of a level in the ring.
    T* const* slabs(std::ptrdiff_t q, std::ptrdiff_t level) const noexcept {
        return &turn_[static_cast<std::size_t>(q - level) & (ring_size_ - 1)];
    }
    /// True for the grid's first slab: nothing precedes it in the ring.
    bool is_first(std::ptrdiff_t q) const noexcept {
        return q == 0 && (tile_.axis[0].at_lower_edge || tile_.axis[0].whole);
    }
    /// True for the grid's last slab: nothing follows it in the ring.
    bool is_last(std::ptrdiff_t q) const noexcept {
        return q == extents_[0] - 1 && (tile_.axis[0].at_upper_edge || tile_.axis[0].whole);
    }
    /// The stand-in for the missing slab before the first one, `edge`.
    const T* beyond_lower(std::ptrdiff_t level, const T* edge) const noexcept {
        if constexpr (is_frozen) return frozen_;
        if constexpr (is_fixed<B>) return outside_row_;
        if constexpr (std::same_as<B, periodic>) return slab(extents_[0] - 1, level - 1);
        return edge;
    }
    /// The stand-in for the missing slab after the last one, `edge`.
    const T* beyond_upper(const T* edge) const noexcept {
        if constexpr (is_frozen) return frozen_ + slab_stride_;
        if constexpr (is_fixed<B>) return outside_row_;
        if constexpr (std::same_as<B, periodic>) return frozen_;
        return edge;
    }
    bool is_frozen_slab(std::ptrdiff_t q) const noexcept {
        return is_frozen && (is_first(q) || is_last(q));
    }
    T* slab(std::ptrdiff_t q, std::ptrdiff_t level) const noexcept {
        if constexpr (Rank == 1) return ring_;
        if constexpr (is_frozen) {
            if (is_first(q)) return frozen_;
            if (is_last(q)) return frozen_ + slab_stride_;
        }
        return *slabs(q, level);
    }
    /// Makes slab q of `from` level 0.
    template <class Source>
    void take_slab(std::ptrdiff_t q, const Source& from) noexcept {
        T* to = slab(q, 0);
        for (std::size_t y = 0; y < rows_; ++y, to += stride_) {
            take_row(row_number(q, y), from, to);
            row_.close(to);
            edges_.mend(to);
        }
    }

    /// Writes the tile's own cells of a slab to `to`.
    template <class Sink>
    void put_slab(std::ptrdiff_t q, const T* from, const Sink& to) noexcept {
        std::size_t y = 0, end = 1;
        if constexpr (Rank == 3) {
            y = static_cast<std::size_t>(tile_.axis[1].first - tile_.axis[1].lower);
            end = static_cast<std::size_t>(tile_.axis[1].last - tile_.axis[1].lower);
        }
        for (; y < end; ++y) put_row(row_number(q, y), from + y * stride_, to);
    }

    struct cells {
        std::ptrdiff_t begin, end;
    };
    /// The cells of an axis that a level must have for the tile's own to reach the last level. At
    /// the last level these are exactly the tile's own cells; the rest belong to other tiles.
    cells wanted_at(std::ptrdiff_t level, const reach& along) const noexcept {
        const std::ptrdiff_t steps_left = std::max<std::ptrdiff_t>(0, steps_ - level);
        return {(std::max)(along.lower, along.first - steps_left),
                (std::min)(along.upper, along.last + steps_left)};
    }

    /// Advances slabs begin … end-1, as far as they are wanted, to `level`.
    void advance_band(std::ptrdiff_t level, std::ptrdiff_t begin, std::ptrdiff_t end) noexcept {
        const cells wanted = wanted_at(level, tile_.axis[0]);
        begin = (std::max)(begin, wanted.begin);
        end = (std::min)(end, wanted.end);
        if constexpr (is_frozen) { // frozen slabs are stored outside the ring and never change
            begin = std::max<std::ptrdiff_t>(begin, 1);
            end = (std::min)(end, extents_[0] - 1);
        }
        if constexpr (Rank == 2) {
            for (; begin + std::ptrdiff_t{block} <= end; begin += std::ptrdiff_t{block})
                advance_slabs<block>(level, begin);
            for (; begin < end; ++begin) advance_slabs<1>(level, begin);
        } else {
            for (; begin < end; ++begin) advance_plane(level, begin);
        }
    }

    /// Two dimensions: rows q … q+R-1.
    template <std::size_t R>
    void advance_slabs(std::ptrdiff_t level, std::ptrdiff_t q) noexcept {
        // Row q-1 of the level before, and after it the rows that are advanced; row q of this level
        // takes its place.
        T* const* const in_ring = slabs(q, level);
        const T* const* centre = in_ring;
        T* const* out = in_ring;

        std::array<const T*, R + 2> special;
        const auto beyond = static_cast<std::ptrdiff_t>(R);
        const bool taken_in_place = level == 1 && source_rows_ != nullptr;
        const bool at_lower = is_first(is_frozen ? q - 1 : q);
        const bool at_upper = is_last(is_frozen ? q + beyond : q + beyond - 1);
        if (taken_in_place || at_lower || at_upper) [[unlikely]] {
            std::copy_n(in_ring, R + 2, special.begin());
            if (taken_in_place)
                for (std::size_t r = 0; r < R + 2; ++r)
                    special[r] = source_rows_ +
                                 row_number(q + static_cast<std::ptrdiff_t>(r) - 1, 0) * stride_;
            if (at_lower) special[0] = beyond_lower(level, special[1]);
            if (at_upper) special[R + 1] = beyond_upper(special[R]);
            centre = special.data();
        }
        std::array<T*, R> put;
        if (level == steps_ && sink_rows_ != nullptr) {
            for (std::size_t r = 0; r < R; ++r)
                put[r] = sink_rows_ + row_number(q + static_cast<std::ptrdiff_t>(r), 0) * stride_;
            out = put.data();
        }
        advance_and_mend<R>(centre, {}, out);
    }

    template <std::size_t R>
    void advance_and_mend(const T* const* centre, const slabs_around<T, R>& around,
                          T* const* out) noexcept {
        std::array<typename row_edges<L, B>::pair, R> old;
        if constexpr (is_frozen)
            for (std::size_t r = 0; r < R; ++r) old[r] = edges_.of(centre[r + 1]);
        if (bounded_)
            advance<L, Rank, R>(centre, around, out, row_.length, bounded_order_);
        else
            advance<L, Rank, R>(centre, around, out, row_.length, order_);
        for (std::size_t r = 0; r < R; ++r) edges_.mend(out[r], old[r]);
    }

    /// The rows of a plane; stride 0 for a constant plane, which is stored as one row.
    struct source {
        const T* data;
        std::size_t stride;
        const T* row(std::ptrdiff_t y) const noexcept {
            return data + static_cast<std::size_t>(y) * stride;
        }
    };

    /// Three dimensions: plane q.
    void advance_plane(std::ptrdiff_t level, std::ptrdiff_t q) noexcept {
        T* const* const in_ring = slabs(q, level);
        T* const out = in_ring[0];
        const T* const centre = in_ring[1];
        source below{out, stride_}, above{in_ring[2], stride_};
        if (is_first(is_frozen ? q - 1 : q)) below.data = beyond_lower(level, centre);
        if (is_last(is_frozen ? q + 1 : q)) above.data = beyond_upper(centre);
        if constexpr (is_fixed<B>) {
            if (is_first(q)) below.stride = 0;
            if (is_last(q)) above.stride = 0;
        }
        const reach& along = tile_.axis[1];
        const cells wanted = wanted_at(level, along);
        std::ptrdiff_t y = wanted.begin - along.lower, end = wanted.end - along.lower;
        const auto out_row = [&](std::ptrdiff_t at_y) {
            const auto row = static_cast<std::size_t>(at_y);
            if (level == steps_ && sink_rows_ != nullptr)
                return sink_rows_ + row_number(q, row) * stride_;
            return out + row * stride_;
        };
        if constexpr (is_frozen) {
            const std::size_t last = (rows_ - 1) * stride_;
            if (y == 0) {
                std::memcpy(out_row(0) - L::size, centre - L::size, stride_ * sizeof(T));
                y = 1;
            }
            if (end == along.held() && y < end) {
                std::memcpy(out_row(end - 1) - L::size, centre + last - L::size,
                            stride_ * sizeof(T));
                --end;
            }
        }
        for (; y + std::ptrdiff_t{block} <= end; y += std::ptrdiff_t{block})
            advance_rows<block>(centre, below, above, out_row, y);
        for (; y < end; ++y) advance_rows<1>(centre, below, above, out_row, y);
    }

    /// Three dimensions: rows y … y+R-1 of a plane.
    template <std::size_t R, class OutRow>
    void advance_rows(const T* centre, source below, source above, const OutRow& out_row,
                      std::ptrdiff_t y) noexcept {
        const source plane{centre, stride_};
        std::array<const T*, R + 2> rows;
        slabs_around<T, R> around;
        std::array<T*, R> out;
        for (std::size_t r = 0; r < R + 2; ++r)
            rows[r] = neighbour_row(plane, y + static_cast<std::ptrdiff_t>(r) - 1);
        for (std::size_t r = 0; r < R; ++r) {
            const std::ptrdiff_t here = y + static_cast<std::ptrdiff_t>(r);
            around.before[r] = below.row(here);
            around.after[r] = above.row(here);
            out[r] = out_row(here);
        }
        advance_and_mend<R>(rows.data(), around, out.data());
    }

    /// Row y of a plane, y = -1 … the number of rows.
    const T* neighbour_row(source plane, std::ptrdiff_t y) const noexcept {
        const reach& along = tile_.axis[1];
        const std::ptrdiff_t n = along.held();
        if (y < 0) {
            if (is_fixed<B> && along.at_lower_edge) return outside_row_;
            return plane.row(along.whole ? n - 1 : 0);
        }
        if (y == n) {
            if (is_fixed<B> && along.at_upper_edge) return outside_row_;
            return plane.row(along.whole ? 0 : n - 1);
        }
        return plane.row(y);
    }

    /// One dimension: the row, in place.
    void advance_row() noexcept {
        typename row_edges<L, B>::pair old;
        if constexpr (is_frozen) old = edges_.of(ring_);
        if (bounded_)
            advance<L>(ring_, ring_, row_.length, bounded_order_);
        else
            advance<L>(ring_, ring_, row_.length, order_);
        edges_.mend(ring_, old);
    }

    c_formula<L, Rank> order_;
    bounded_c_formula<L, Rank> bounded_order_;
    bool bounded_;
    B outside_;
    T* scratch_;

    std::ptrdiff_t steps_ = 0;
    /// Row 0 of the strip in the dealt grid from which level 0 is read; null if level 0 is copied.
    const T* source_rows_ = nullptr;
    T* sink_rows_ = nullptr; ///< the same for the grid to which the last level is written
    std::size_t slab_stride_ = 0;
    row_edges<L, B> edges_{row_, reach_of<B>(0, 1, 1, 0, true), outside_};
    std::size_t ring_size_ = 1;
    /// Pointers to the ring's slabs in order, the first few repeated so that a run never wraps.
    std::array<T*, most_resident + 2 + block + 2> turn_;
    T *ring_ = nullptr, *frozen_ = nullptr, *outside_row_ = nullptr;
};

} // namespace HPK_ISA
} // namespace hpk::diffusion
