// SPDX-License-Identifier: MIT
#pragma once

#include <algorithm>
#include <array>
#include <concepts>
#include <cstddef>
#include <cstdint>

#include "hpk/core/cache_line.hpp"
#include "hpk/core/grid_view.hpp"
#include "hpk/core/lanes.hpp"
#include "hpk/core/vectors/bundle.hpp"
#include "hpk/core/vectors/stream.hpp"
#include "hpk/core/vectors/unroll.hpp"
#include "hpk/diffusion/affine_sides.hpp"
#include "hpk/diffusion/boundary.hpp"
#include "hpk/diffusion/formulas.hpp"
#include "hpk/diffusion/grids.hpp"
#include "hpk/diffusion/rule.hpp"

namespace hpk::diffusion {
inline namespace HPK_ISA {

/// Rows that are swept together, and those around them: centre[0] and centre[R+1] along the last
/// axis but one, before[r] and after[r], in three dimensions, along the first.
template <class T, std::size_t R>
struct row_block {
    std::array<const T*, R + 2> centre;
    std::array<const T*, R> before, after;
    std::array<const T*, R> ahead; ///< rows that will be swept soon
    std::array<T*, R> out;
};

/// The rows of all fields that are swept together.
template <class T, std::size_t R, std::size_t F, std::size_t K>
struct row_blocks {
    static constexpr std::size_t fields = F;
    std::array<row_block<T, R>, F> field;
    std::array<std::array<const T*, K>, R> coefficients; ///< of the rule, for each row
    std::array<std::array<const T*, K>, R> ahead;        ///< those of rows that will be swept soon
    std::size_t first_row;                               ///< its number in the grid

    /// The neighbours along an outer axis of the cells from j on, where `loaded` are the cells of
    /// the rows around.
    template <class L>
    [[gnu::always_inline]] static L neighbour(L loaded, std::size_t /*j*/, std::size_t /*axis*/,
                                              std::size_t /*which*/) noexcept {
        return loaded;
    }
};

/// A row of all fields, some of whose neighbours are computed, from the rows around, because they
/// lie beyond affine sides. `Differ`: true if these may differ from cell to cell.
template <class T, std::size_t Rank, std::size_t F, std::size_t K, bool Differ>
struct edge_row : row_blocks<T, 1, F, K> {
    std::array<std::array<affine_side<T>, 2>, Rank> side; ///< before and after, for each axis

    /// The neighbours along an outer axis: 0 for those before the row, 1 for those after it.
    template <class L>
    [[gnu::always_inline]] L neighbour(L loaded, [[maybe_unused]] std::size_t j, std::size_t axis,
                                       std::size_t which) const noexcept {
        if constexpr (Differ)
            return side[axis][which].ghost(loaded, j);
        else
            return side[axis][which].ghost(loaded);
    }
};

/// Advances cells first … last-1 of R rows, row_blocks or an edge_row, which must have neighbours
/// in their own row. There must be at least as many cells as a vector holds.
///
/// Vectors are written where they are aligned in the first row; the first and the last overlap with
/// their neighbours. With `Stream`, whole cache lines are written with non-temporal stores, and the
/// next rows are prefetched, because distant rows are more streams than the hardware prefetcher
/// tracks. These stores lag behind the loads by a vector, so that rows in the same place modulo
/// hpk::aliasing_distance, as those of large grids often are, do not alias. A line is never written
/// partly with non-temporal and partly with ordinary stores: that would fetch it.
template <class L, std::size_t Rank, std::size_t R, bool Stream, class Formula, class Rows,
          class T = typename L::value_type>
[[gnu::noinline]] void sweep_rows(const Rows& rows, std::size_t first, std::size_t last,
                                  const Formula& given) noexcept {
    constexpr std::size_t line = per_cache_line<T>;
    constexpr std::size_t fields = Rows::fields;
    const Formula formula = given; // a local copy stays in registers: stores cannot alias it
    const Rows blocks = rows;
    const auto next = [&](std::size_t j) __attribute__((always_inline)) {
        stars<bundle<L, R>, Rank, fields> old;
        unroll<fields>([&](auto f) __attribute__((always_inline)) {
            const row_block<T, R>& at = blocks.field[f];
            bundle<L, R>& cell = old.centre[f];
            neighbours<bundle<L, R>, Rank>&lower = old.before[f], &upper = old.after[f];
            unroll<R>([&](auto r) __attribute__((always_inline)) {
                cell[r] = L::load_unknown(at.centre[r + 1] + j);
                lower[Rank - 1][r] = L::load_unknown(at.centre[r + 1] + j - 1);
                upper[Rank - 1][r] = L::load_unknown(at.centre[r + 1] + j + 1);
            });
            unroll<R>([&]([[maybe_unused]] auto r) __attribute__((always_inline)) {
                const auto value = [&](const T* row, std::size_t axis,
                                       std::size_t which) __attribute__((always_inline)) {
                    return blocks.neighbour(L::load_unknown(row + j), j, axis, which);
                };
                if constexpr (Rank > 1) {
                    constexpr std::size_t axis = Rank - 2;
                    if constexpr (r == 0)
                        lower[axis][r] = value(at.centre[0], axis, 0);
                    else
                        lower[axis][r] = cell[r - 1];
                    if constexpr (r + 1 == R)
                        upper[axis][r] = value(at.centre[R + 1], axis, 1);
                    else
                        upper[axis][r] = cell[r + 1];
                }
                if constexpr (Rank > 2) {
                    lower[0][r] = value(at.before[r], 0, 0);
                    upper[0][r] = value(at.after[r], 0, 1);
                }
            });
        });
        return evaluate(formula, old, load_all<L, R>(blocks.coefficients, j));
    };
    const auto put = [&](std::size_t j) __attribute__((always_inline)) {
        const std::array<bundle<L, R>, fields> v = next(j);
        unroll<fields>([&](auto f) __attribute__((always_inline)) {
            unroll<R>([&](auto r) __attribute__((always_inline)) {
                v[f][r].store(blocks.field[f].out[r] + j);
            });
        });
    };
    const T* const out = blocks.field[0].out[0];
    put(first);
    const std::size_t past =
        reinterpret_cast<std::uintptr_t>(out + first) % L::alignment / sizeof(T);
    std::size_t j = first + L::size - past;
    if constexpr (Stream) {
        constexpr std::size_t step = (std::max)(line, L::size);
        const auto begins_line = [&] {
            return j >= first + L::size &&
                   reinterpret_cast<std::uintptr_t>(out + j) % cache_line == 0;
        };
        for (; j + L::size <= last && !begins_line(); j += L::size) put(j);
        std::array<bundle<L, R>, fields> ready; // written when the next vector has been read
        if (j + step + L::size <= last) ready = next(j);
        const auto put_streaming = [&](std::size_t i) __attribute__((always_inline)) {
            const std::array<bundle<L, R>, fields> v = next(i + L::size);
            unroll<fields>([&](auto f) __attribute__((always_inline)) {
                unroll<R>([&](auto r) __attribute__((always_inline)) {
                    stream(ready[f][r], blocks.field[f].out[r] + i);
                });
            });
            ready = v;
        };
        for (; j + step + L::size <= last; j += step) {
            unroll<fields>([&](auto f) __attribute__((always_inline)) {
                unroll<R>([&](auto r) __attribute__((always_inline)) {
                    __builtin_prefetch(blocks.field[f].ahead[r] + j, 0, 2);
                });
            });
            for (const auto& of_row : blocks.ahead)
                for (const T* const row : of_row) __builtin_prefetch(row + j, 0, 2);
            for (std::size_t i = j; i < j + step; i += L::size) put_streaming(i);
        }
    }
    for (; j + L::size <= last; j += L::size) put(j);
    if (j < last) put(last - L::size);
}

/// One step, from some grids to others, in chunks that can be done in any order.
template <class L, std::size_t Rank, boundary B, class P>
class sweep {
    using T = typename L::value_type;
    using single = lanes<T, scalar>;
    using extents_type = std::array<std::size_t, Rank>;
    static constexpr std::size_t fields = fields_of<P>;
    using source = field_views<const T, Rank, fields>;
    using sink = field_views<T, Rank, fields>;

public:
    /// `outside_row`: a row of the outside value, if that is fixed.
    sweep(const P& p, B outside, const extents_type& extents, const T* outside_row) noexcept
        : p_(p), formula_(p), single_formula_(p), outside_(outside), extents_(extents),
          outside_row_(outside_row), columns_(extents[Rank - 1]),
          in_slab_(Rank == 1 ? (columns_ + cells_per_chunk - 1) / cells_per_chunk
                             : (extents[Rank == 1 ? 0 : Rank - 2] + rows_per_chunk - 1) /
                                   rows_per_chunk) {}

    /// Changes the boundary, for the next step.
    void set_sides(const B& outside) noexcept { outside_ = outside; }

    [[nodiscard]] std::ptrdiff_t chunks() const noexcept {
        return static_cast<std::ptrdiff_t>(in_slab_ * (Rank == 3 ? extents_[0] : 1));
    }

    /// `aliased`: loads would have to wait for stores to rows that lie close to theirs, modulo
    /// hpk::aliasing_distance. Rows are then
    /// swept one at a time, so that those that are read and those that are written still fit the
    /// ways of a set of the first-level cache.
    template <bool Stream>
    [[gnu::noinline]] void chunk(std::ptrdiff_t i, const source& from, const sink& to,
                                 bool aliased) const noexcept {
        const auto number = static_cast<std::size_t>(i);
        if constexpr (Rank == 1) {
            const std::size_t first = number * cells_per_chunk;
            rows<1, Stream>(0, 0, first, (std::min)(columns_, first + cells_per_chunk), from, to);
        } else {
            const std::size_t slab = number / in_slab_;
            std::size_t y = number % in_slab_ * rows_per_chunk;
            const std::size_t end = (std::min)(y + rows_per_chunk, extents_[Rank - 2]);
            if (Rank == 3 && is_frozen && is_edge(slab, extents_[0])) return;
            const bool has_edges =
                y == 0 || end == extents_[Rank - 2] || (Rank == 3 && is_edge(slab, extents_[0]));
            const bool one_by_one = (is_frozen || is_affine<B>) && has_edges;
            // Only aligned lines can be streamed.
            const bool alike = !Stream || to[0].row_stride() * sizeof(T) % cache_line == 0;
            constexpr std::size_t several = together<Stream>;
            if (several > 1 && !one_by_one && alike && !aliased)
                for (; y + several <= end; y += several)
                    rows<several, Stream>(slab, y, 0, columns_, from, to);
            for (; y < end; ++y)
                if (!(is_frozen && is_edge(y, extents_[Rank - 2])))
                    rows<1, Stream>(slab, y, 0, columns_, from, to);
        }
    }

private:
    template <std::size_t R>
    using blocks = row_blocks<T, R, fields, coefficients_of<P>>;
    static constexpr bool is_frozen = std::same_as<B, frozen>;
    static constexpr std::size_t rows_per_chunk = 4;
    static constexpr std::size_t cells_per_chunk = 8192; ///< in one dimension
    /// Rows that are swept together. In three dimensions each row adds two neighbour streams, and
    /// the prefetcher runs out; with several fields registers do.
    template <bool Stream>
    static constexpr std::size_t together = Rank < 3 ? (fields == 1 ? rows_per_chunk : 2)
                                            : Stream ? 2
                                                     : 1;

    static bool is_edge(std::size_t i, std::size_t n) noexcept { return i == 0 || i + 1 == n; }
    /// Cells first … last-1 of rows y … y+R-1 of a slab.
    template <std::size_t R, bool Stream>
    void rows(std::size_t slab, std::size_t y, std::size_t first, std::size_t last,
              const source& from, const sink& to) const noexcept {
        blocks<R> at;
        if constexpr (is_affine<B>) at.first_row = row_number(slab, y);
        for (std::size_t f = 0; f < fields; ++f) at.field[f] = block_of<R>(slab, y, from[f], to[f]);
        for (std::size_t r = 0; r < R; ++r)
            at.coefficients[r] = coefficient_rows<T>(p_, outside_, row_number(slab, y + r));
        if constexpr (Stream && coefficients_of<P> > 0)
            for (std::size_t r = 0; r < R; ++r)
                at.ahead[r] = coefficient_rows<T>(p_, outside_, row_ahead(slab, y + r, from[0]));
        if constexpr (is_affine<B> && Rank > 1 && R == 1) {
            if (is_edge(y, extents_[Rank - 2]) || (Rank == 3 && is_edge(slab, extents_[0])))
                return outside_.differ ? advance_edge_row<true>(at, slab, y, first, last)
                                       : advance_edge_row<false>(at, slab, y, first, last);
        }
        advance<R, Stream>(at, first, last);
    }

    /// Cells first … last-1 of a row at an edge of an outer axis.
    template <bool Differ>
    [[gnu::noinline]] void advance_edge_row(const blocks<1>& at, std::size_t slab, std::size_t y,
                                            std::size_t first, std::size_t last) const noexcept {
        edge_row<T, Rank, fields, coefficients_of<P>, Differ> row{at, {}};
        extents_type first_cell{slab};
        first_cell[Rank - 2] = y;
        const auto find = [&](std::size_t axis, std::size_t i) {
            const auto n = static_cast<std::ptrdiff_t>(extents_[axis]);
            const auto place = static_cast<std::ptrdiff_t>(i);
            const std::size_t along = number_along(axis, extents_, first_cell);
            row.side[axis] = {outside_.side(axis, place - 1, n).from(along),
                              outside_.side(axis, place + 1, n).from(along)};
        };
        if constexpr (Rank > 1) find(Rank - 2, y);
        if constexpr (Rank > 2) find(0, slab);
        advance<1, false>(row, first, last);
    }

    /// Cells first … last-1 of R rows.
    template <std::size_t R, bool Stream, class Rows>
    void advance(const Rows& at, std::size_t first, std::size_t last) const noexcept {
        const std::size_t inner_first = std::max<std::size_t>(first, 1);
        const std::size_t inner_last = (std::min)(last, columns_ - 1);
        if (inner_last >= inner_first + L::size)
            formula_.with([&](const auto& formula) {
                sweep_rows<L, Rank, R, Stream>(at, inner_first, inner_last, formula);
            });
        else
            for (std::size_t j = inner_first; j < inner_last; ++j) cells<R>(at, j);
        if constexpr (!is_frozen) {
            if (first == 0) cells<R>(at, 0);
            if (last == columns_ && columns_ > 1) cells<R>(at, columns_ - 1);
        }
    }

    /// Rows y … y+R-1 of a slab of a field, and those around them.
    template <std::size_t R>
    [[nodiscard]] row_block<T, R> block_of(std::size_t slab, std::size_t y,
                                           grid_view<const T, Rank> from,
                                           grid_view<T, Rank> to) const noexcept {
        row_block<T, R> at;
        for (std::size_t r = 0; r < R + 2; ++r) at.centre[r] = neighbour(slab, y + r, 0, from);
        for (std::size_t r = 0; r < R; ++r) {
            if constexpr (Rank == 3) {
                at.before[r] = neighbour(slab, y + r + 1, -1, from);
                at.after[r] = neighbour(slab, y + r + 1, 1, from);
            }
            at.out[r] = to.row(row_number(slab, y + r));
            at.ahead[r] = from.row(row_ahead(slab, y + r, from));
        }
        return at;
    }

    /// The number of the row to prefetch while a row is swept.
    std::size_t row_ahead(std::size_t slab, std::size_t y,
                          grid_view<const T, Rank> from) const noexcept {
        const std::size_t entering = row_number(Rank == 3 ? slab + 1 : slab, y);
        return (std::min)(entering + 2 * rows_per_chunk, from.rows() - 1);
    }

    std::size_t row_number(std::size_t slab, std::size_t y) const noexcept {
        if constexpr (Rank == 3) return slab * extents_[1] + y;
        return y;
    }

    /// Row y_after - 1 of a slab, or of its neighbour `step` slabs away; rows -1 and n are what
    /// lies outside.
    const T* neighbour(std::size_t slab, std::size_t y_after, std::ptrdiff_t step,
                       grid_view<const T, Rank> from) const noexcept {
        if constexpr (Rank == 1) {
            return from.row(0);
        } else {
            const auto y = resolve(outside_, Rank - 2, static_cast<std::ptrdiff_t>(y_after) - 1,
                                   static_cast<std::ptrdiff_t>(extents_[Rank - 2]));
            const auto s = Rank == 3
                               ? resolve(outside_, 0, static_cast<std::ptrdiff_t>(slab) + step,
                                         static_cast<std::ptrdiff_t>(extents_[0]))
                               : 0;
            if (y < 0 || s < 0) return outside_row_;
            return from.row(row_number(static_cast<std::size_t>(s), static_cast<std::size_t>(y)));
        }
    }

    /// The value at position x = -1 … n of a row of n cells, given the row's number in the grid.
    [[nodiscard, gnu::always_inline]] single value_in_row(const T* row,
                                                          [[maybe_unused]] std::size_t number,
                                                          std::ptrdiff_t x) const noexcept {
        const auto n = static_cast<std::ptrdiff_t>(columns_);
        if (x >= 0 && x < n) return single::load(row + x);
        const std::ptrdiff_t there = resolve(outside_, Rank - 1, x, n);
        if constexpr (is_fixed<B>)
            if (there < 0) return single::load(&outside_.value);
        const single cell = single::load(row + there);
        if constexpr (is_affine<B>) return outside_.value(Rank - 1, x, n, cell, number);
        return cell;
    }

    /// Advances cell j of R rows, which may be the first or last of its row.
    template <std::size_t R, class Rows>
    [[gnu::noinline]] void cells(const Rows& all, std::size_t j) const noexcept {
        const auto x = static_cast<std::ptrdiff_t>(j);
        single_formula_.with([&](const auto& formula) {
            for (std::size_t r = 0; r < R; ++r) {
                stars<single, Rank, fields> old{};
                for (std::size_t f = 0; f < fields; ++f) {
                    const row_block<T, R>& at = all.field[f];
                    auto &lower = old.before[f], &upper = old.after[f];
                    old.centre[f] = single::load(at.centre[r + 1] + j);
                    lower[Rank - 1] = value_in_row(at.centre[r + 1], all.first_row + r, x - 1);
                    upper[Rank - 1] = value_in_row(at.centre[r + 1], all.first_row + r, x + 1);
                    if constexpr (Rank > 1) {
                        constexpr std::size_t axis = Rank - 2;
                        lower[axis] = all.neighbour(single::load(at.centre[r] + j), j, axis, 0);
                        upper[axis] = all.neighbour(single::load(at.centre[r + 2] + j), j, axis, 1);
                    }
                    if constexpr (Rank > 2) {
                        lower[0] = all.neighbour(single::load(at.before[r] + j), j, 0, 0);
                        upper[0] = all.neighbour(single::load(at.after[r] + j), j, 0, 1);
                    }
                }
                const auto next = evaluate(formula, old, load_all<single>(all.coefficients[r], j));
                for (std::size_t f = 0; f < fields; ++f) next[f].store(all.field[f].out[r] + j);
            }
        });
    }

    P p_;
    step_formula<L, Rank, P> formula_;
    step_formula<single, Rank, P> single_formula_;
    B outside_;
    extents_type extents_;
    const T* outside_row_;
    std::size_t columns_;
    std::size_t in_slab_; ///< chunks per slab
};

} // namespace HPK_ISA
} // namespace hpk::diffusion
