// SPDX-License-Identifier: MIT
#pragma once

#include <algorithm>
#include <array>
#include <concepts>
#include <cstddef>

#include "hpk/core/cache_line.hpp"
#include "hpk/core/grid_view.hpp"
#include "hpk/core/lanes.hpp"
#include "hpk/diffusion/affine_sides.hpp"
#include "hpk/diffusion/boundary.hpp"
#include "hpk/diffusion/formulas.hpp"
#include "hpk/diffusion/grids.hpp"
#include "hpk/diffusion/rule.hpp"
#include "hpk/diffusion/sweeps/sweep_rows.hpp"

namespace hpk::diffusion {
inline namespace HPK_ISA {

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

    /// `singly`: sweeps rows one at a time. Those that are read and those that are written then fit
    /// the ways of a set of the first-level cache even if they alias.
    template <bool Stream>
    [[gnu::noinline]] void chunk(std::ptrdiff_t i, const source& from, const sink& to,
                                 bool singly) const noexcept {
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
            if (!one_by_one && alike && !singly)
                for (; y + together <= end; y += together)
                    rows<together, Stream>(slab, y, 0, columns_, from, to);
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
    /// Rows that are swept together; more need too many registers.
    static constexpr std::size_t together = Rank == 2 && fields == 1 ? rows_per_chunk : 2;

    static bool is_edge(std::size_t i, std::size_t n) noexcept { return i == 0 || i + 1 == n; }
    /// Cells first … last-1 of rows y … y+R-1 of a slab.
    template <std::size_t R, bool Stream>
    void rows(std::size_t slab, std::size_t y, std::size_t first, std::size_t last,
              const source& from, const sink& to) const noexcept {
        blocks<R> at;
        at.first_row = row_number(slab, y);
        for (std::size_t f = 0; f < fields; ++f)
            find<R, Stream>(at.field[f], slab, y, from[f], to[f]);
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
        if constexpr (is_frozen) {
            first = std::max<std::size_t>(first, 1);
            last = (std::min)(last, columns_ - 1);
        }
        if (last < first + L::size) {
            for (std::size_t j = first; j < last; ++j) cells<R>(at, j);
            return;
        }
        row_ends<T, R, fields> ends{first == 0, last == columns_};
        for (std::size_t f = 0; f < fields; ++f)
            for (std::size_t r = 0; r < R; ++r) {
                const auto neighbour = [&](std::size_t x) {
                    return value_in_row(at.field[f].centre[r + 1], at.first_row + r,
                                        static_cast<std::ptrdiff_t>(x))
                        .value;
                };
                if (ends.first) ends.before[f][r] = neighbour(std::size_t(-1));
                if (ends.last) ends.after[f][r] = neighbour(columns_);
            }
        formula_.with([&](const auto& formula) {
            sweep_rows<L, Rank, R, Stream>(at, first, last, ends, formula);
        });
    }

    /// Finds rows y … y+R-1 of a slab of a field, and those around them.
    template <std::size_t R, bool Stream>
    void find(row_block<T, R>& at, std::size_t slab, std::size_t y, grid_view<const T, Rank> from,
              grid_view<T, Rank> to) const noexcept {
        const std::size_t row = row_number(slab, y);
        for (std::size_t r = 0; r < R; ++r) at.out[r] = to.row(row + r);
        if constexpr (Stream)
            for (std::size_t r = 0; r < R; ++r)
                at.ahead[r] = from.row(row_ahead(slab, y + r, from));
        if (Rank > 1 && y > 0 && y + R < extents_[Rank == 1 ? 0 : Rank - 2] &&
            (Rank < 3 || !is_edge(slab, extents_[0]))) {
            for (std::size_t r = 0; r < R + 2; ++r) at.centre[r] = from.row(row + r - 1);
            if constexpr (Rank == 3)
                for (std::size_t r = 0; r < R; ++r) {
                    at.before[r] = from.row(row + r - extents_[1]);
                    at.after[r] = from.row(row + r + extents_[1]);
                }
            return;
        }
        for (std::size_t r = 0; r < R + 2; ++r) at.centre[r] = neighbour(slab, y + r, 0, from);
        if constexpr (Rank == 3)
            for (std::size_t r = 0; r < R; ++r) {
                at.before[r] = neighbour(slab, y + r + 1, -1, from);
                at.after[r] = neighbour(slab, y + r + 1, 1, from);
            }
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
                // Without this g++ 12 loses these stores with -O3 where a rule has several fields
                // and coefficients.
                asm("" : : : "memory");
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
