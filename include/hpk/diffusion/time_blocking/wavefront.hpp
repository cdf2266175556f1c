// SPDX-License-Identifier: MIT
#pragma once

/// \file
/// Many steps in one pass over memory.
///
/// A wavefront runs along the first axis, with the slabs of k time levels behind it: rows in two
/// dimensions, planes in three. When a band of slabs enters at level 0, each level l = 1 … k
/// advances by a band, l slabs behind the newest:
///
///     level 0   . . . . . . . . [ band ]
///     level 1   . . . . . . . [ band ] -
///     level 2   . . . . . . [ band ] - -          . there, - not yet
///
/// Only the few slabs of each level that the next one still needs are held (slab_ring.hpp). Each
/// level finds the slabs that it reads where the level before has just written them: in the
/// first-level cache.
///
/// With each level one more cell at each side of a tile is unknown, so a tile reads k more cells on
/// each side than it writes (overlapped tiling); at the edges of the grid the boundary is applied
/// at every level instead.

#include <algorithm>
#include <array>
#include <concepts>
#include <cstddef>
#include <cstdint>
#include <type_traits>

#include "hpk/diffusion/boundary.hpp"
#include "hpk/diffusion/grids.hpp"
#include "hpk/diffusion/rule.hpp"
#include "hpk/diffusion/time_blocking/dealt_coefficients.hpp"
#include "hpk/diffusion/time_blocking/plane_bands.hpp"
#include "hpk/diffusion/time_blocking/row_bands.hpp"
#include "hpk/diffusion/time_blocking/row_step.hpp"
#include "hpk/diffusion/time_blocking/slab_ring.hpp"
#include "hpk/diffusion/time_blocking/slab_transfer.hpp"
#include "hpk/diffusion/time_blocking/strips.hpp"
#include "hpk/diffusion/time_blocking/tile.hpp"

namespace hpk::diffusion {
inline namespace HPK_ISA {

/// Advances tiles of two or three dimensions by many steps.
template <class L, std::size_t Rank, boundary B, class P>
class wavefront {
    using T = typename L::value_type;
    static constexpr std::size_t fields = fields_of<P>;
    using ring_type = slab_ring<L, Rank, B, fields>;
    using transfer_type = slab_transfer<L, Rank, B, fields>;
    using bands_type = std::conditional_t<Rank == 2, row_bands<L, B, P>, plane_bands<L, B, P>>;

public:
    /// The number of scratch elements for tiles with this many rows in a slab.
    [[nodiscard]] static std::size_t scratch(const strips<L>& columns, std::ptrdiff_t rows_in_slab,
                                             std::ptrdiff_t steps) noexcept {
        return elements(columns, ring_size(steps), rows_in_slab);
    }
    /// The largest number of slabs of a grid that is advanced as a whole.
    static constexpr std::ptrdiff_t most_resident = ring_type::most_slabs - 2;
    /// The number of scratch elements for such a grid.
    [[nodiscard]] static std::size_t resident_scratch(const strips<L>& columns,
                                                      std::ptrdiff_t slabs,
                                                      std::ptrdiff_t rows_in_slab) noexcept {
        return elements(columns, resident_ring_size(slabs), rows_in_slab);
    }

    /// \param r        the request that the tiles are part of
    /// \param bounded  true if the precondition of bounded_c_formula holds
    /// \param columns  the last axis
    /// \param beside   what the rule reads beside the cells
    /// \param memory   scratch
    template <class Request>
    wavefront(const Request& r, bool bounded, const strips<L>& columns,
              const dealt_coefficients<L, P>& beside, T* memory) noexcept
        : p_(r.p), bounded_(bounded), outside_(r.outside), extents_(r.u.extents()),
          columns_(columns), beside_(beside), memory_(memory) {}

    /// Advances the tile's cells by `steps` and writes them to `to`, where no other cell changes.
    /// Source and Sink must be field_views or dealt_grid, and must not share memory.
    template <class Source, class Sink>
    [[gnu::noinline]] void advance_tile(const tile<Rank>& t, std::ptrdiff_t steps, Source from,
                                        Sink to) const noexcept {
        const std::size_t size = ring_size(steps);
        T* const line = line_of(size, t);
        const ring_type ring(t, extents_, size, columns_, outside_, line, memory_);
        const row_step<L, Rank, B, P> step(p_, bounded_, columns_, t.axis[Rank - 1], outside_);
        const transfer_type transfer(extents_, columns_, t, step.edges(), line, from);
        const rows_in_place<T> in_place =
            steps > 0 ? transfer.in_place(from, to) : rows_in_place<T>{};
        const bands_type bands(ring, transfer, step, beside_, t.strip, steps, in_place);

        const reach& along = t.axis[0];
        for (std::ptrdiff_t front = along.lower + band;; front += band) {
            for (std::ptrdiff_t q = front - band; q < (std::min)(front, along.upper); ++q)
                if (in_place.read == nullptr || ring.keeps(q))
                    transfer.take(q, from, ring.slab(q, 0));
            for (std::ptrdiff_t level = 1; level <= steps; ++level) {
                const index_range entering{front - level - band, front - level};
                bands.advance(level, changing(entering.within(along.needed(steps - level))));
                if (level <= band) // one slab per level, to spread the prefetches
                    transfer.prefetch(front + level - 1, front + level - 1 - steps, from, to);
            }
            const std::ptrdiff_t done = front - steps;
            for (std::ptrdiff_t q = (std::max)(done - band, along.first);
                 q < (std::min)(done, along.last); ++q)
                if (in_place.written == nullptr || ring.keeps(q))
                    transfer.put(q, ring.slab(q, steps), to);
            if (done >= along.last) return;
        }
    }

    /// Advances a grid so small that all of it stays in the cache: the ring holds the whole grid,
    /// and no tile overlaps another.
    [[gnu::noinline]] void advance_resident(std::int64_t steps,
                                            const field_views<T, Rank, fields>& u) const noexcept {
        const auto from = to_read(u);
        tile<Rank> all{{}, 0};
        for (std::size_t axis = 0; axis + 1 < Rank; ++axis) {
            const auto n = static_cast<std::ptrdiff_t>(extents_[axis]);
            all.axis[axis] = reach_of(0, n, n, wraps(outside_, axis), 0, true);
        }
        all.axis[Rank - 1] = columns_[0];
        const std::size_t size = resident_ring_size(slabs());
        T* const line = line_of(size, all);
        const ring_type ring(all, extents_, size, columns_, outside_, line, memory_);
        const row_step<L, Rank, B, P> step(p_, bounded_, columns_, all.axis[Rank - 1], outside_);
        const transfer_type transfer(extents_, columns_, all, step.edges(), line, from);
        const auto last = static_cast<std::ptrdiff_t>(steps);
        const bands_type bands(ring, transfer, step, beside_, 0, last, {});

        for (std::ptrdiff_t q = 0; q < slabs(); ++q) transfer.take(q, from, ring.slab(q, 0));
        for (std::ptrdiff_t level = 1; level <= last; ++level) {
            if (all.axis[0].whole) ring.keep_first(level - 1);
            bands.advance(level, changing({0, slabs()}));
        }
        for (std::ptrdiff_t q = 0; q < slabs(); ++q) transfer.put(q, ring.slab(q, last), u);
    }

private:
    static constexpr std::ptrdiff_t band = bands_type::height;

    static std::size_t ring_size(std::ptrdiff_t steps) noexcept {
        return ring_type::holding(2 * steps + band + 2);
    }
    static std::size_t resident_ring_size(std::ptrdiff_t slabs) noexcept {
        return ring_type::holding(slabs + 2);
    }
    /// The number of elements of a ring and a row in row-major order.
    static std::size_t elements(const strips<L>& columns, std::size_t size,
                                std::ptrdiff_t rows_in_slab) noexcept {
        return ring_type::elements(columns, size, rows_in_slab) + columns.stride();
    }
    /// The row in row-major order.
    [[nodiscard]] T* line_of(std::size_t size, const tile<Rank>& t) const noexcept {
        const auto rows = static_cast<std::ptrdiff_t>(t.rows_in_slab());
        return memory_ + ring_type::elements(columns_, size, rows);
    }

    [[nodiscard]] std::ptrdiff_t slabs() const noexcept {
        return static_cast<std::ptrdiff_t>(extents_[0]);
    }
    /// The slabs of a range that are not frozen.
    [[nodiscard]] index_range changing(index_range all) const noexcept {
        if constexpr (std::same_as<B, frozen>) all = all.within({1, slabs() - 1});
        return all;
    }

    P p_;
    bool bounded_;
    B outside_;
    std::array<std::size_t, Rank> extents_;
    const strips<L>& columns_;
    const dealt_coefficients<L, P>& beside_;
    T* memory_;
};

} // namespace HPK_ISA
} // namespace hpk::diffusion
