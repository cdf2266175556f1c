// SPDX-License-Identifier: MIT
#pragma once

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>

#include "hpk/core/cache_line.hpp"
#include "hpk/core/lanes.hpp"
#include "hpk/core/load_each.hpp"
#include "hpk/core/vectors/bundle.hpp"
#include "hpk/core/vectors/stream.hpp"
#include "hpk/core/vectors/unroll.hpp"
#include "hpk/diffusion/affine_sides.hpp"
#include "hpk/diffusion/formulas.hpp"
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

/// The neighbours beyond the ends of R rows of F fields, where these are among the cells that are
/// swept.
template <class T, std::size_t R, std::size_t F>
struct row_ends {
    bool first, last;                         ///< the first (last) cell is the first of its row
    std::array<std::array<T, R>, F> before{}; ///< next to the first cell of each row
    std::array<std::array<T, R>, F> after{};  ///< next to the last
};

/// Advances cells first … last-1 of R rows, row_blocks or an edge_row. There must be at least as
/// many cells as a vector holds, and neighbours in their own row but at the given ends.
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
                                  const row_ends<T, R, Rows::fields>& ends,
                                  const Formula& given) noexcept {
    constexpr std::size_t line = per_cache_line<T>;
    constexpr std::size_t fields = Rows::fields;
    const Formula formula = given; // a local copy stays in registers: stores cannot alias it
    Rows blocks = rows;
    unroll<fields>([&](auto f) __attribute__((always_inline)) {
        const row_block<T, R>& from = rows.field[f];
        row_block<T, R>& to = blocks.field[f];
        load_each(from.centre, to.centre);
        load_each(from.before, to.before);
        load_each(from.after, to.after);
        load_each(from.ahead, to.ahead);
        load_each(from.out, to.out);
    });
    unroll<R>([&](auto r) __attribute__((always_inline)) {
        load_each(rows.coefficients[r], blocks.coefficients[r]);
    });
    // The new cells from j on; before(f, r, cells) and after(f, r, cells) are their neighbours in
    // their own row.
    const auto with = [&](std::size_t j, const auto& before,
                          const auto& after) __attribute__((always_inline)) {
        stars<bundle<L, R>, Rank, fields> old;
        unroll<fields>([&](auto f) __attribute__((always_inline)) {
            const row_block<T, R>& at = blocks.field[f];
            bundle<L, R>& cell = old.centre[f];
            neighbours<bundle<L, R>, Rank>&lower = old.before[f], &upper = old.after[f];
            unroll<R>([&](auto r) __attribute__((always_inline)) {
                cell[r] = L::load_unknown(at.centre[r + 1] + j);
                lower[Rank - 1][r] = before(f, r, cell[r]);
                upper[Rank - 1][r] = after(f, r, cell[r]);
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
    const auto row = [&](auto f, auto r)
                         __attribute__((always_inline)) { return blocks.field[f].centre[r + 1]; };
    const auto next = [&](std::size_t j) __attribute__((always_inline)) {
        return with(
            j,
            [&](auto f, auto r, L)
                __attribute__((always_inline)) { return L::load_unknown(row(f, r) + j - 1); },
            [&](auto f, auto r, L)
                __attribute__((always_inline)) { return L::load_unknown(row(f, r) + j + 1); });
    };
    const auto store = [&](const std::array<bundle<L, R>, fields>& v, std::size_t j)
                           __attribute__((always_inline)) {
                               unroll<fields>([&](auto f) __attribute__((always_inline)) {
                                   unroll<R>([&](auto r) __attribute__((always_inline)) {
                                       v[f][r].store(blocks.field[f].out[r] + j);
                                   });
                               });
                           };
    const auto put = [&](std::size_t j) __attribute__((always_inline)) { store(next(j), j); };
    // Cells that may be the first or the last of their rows.
    const auto put_end = [&](std::size_t j) __attribute__((always_inline)) {
        const bool is_first = ends.first && j == first, is_last = ends.last && j + L::size == last;
        store(with(
                  j,
                  [&](auto f, auto r, L cell) __attribute__((always_inline)) {
                      return is_first ? shift_up(cell, ends.before[f][r])
                                      : L::load_unknown(row(f, r) + j - 1);
                  },
                  [&](auto f, auto r, L cell) __attribute__((always_inline)) {
                      return is_last ? shift_down(cell, ends.after[f][r])
                                     : L::load_unknown(row(f, r) + j + 1);
                  }),
              j);
    };
    // The last vector may be at an end, and is then not among the whole ones before it.
    const std::size_t whole = last - (ends.last ? 1 : 0);
    const T* const out = blocks.field[0].out[0];
    put_end(first);
    const std::size_t past =
        reinterpret_cast<std::uintptr_t>(out + first) % L::alignment / sizeof(T);
    std::size_t j = first + L::size - past;
    if constexpr (Stream) {
        constexpr std::size_t step = (std::max)(line, L::size);
        const auto begins_line = [&] {
            return j >= first + L::size &&
                   reinterpret_cast<std::uintptr_t>(out + j) % cache_line == 0;
        };
        for (; j + L::size <= whole && !begins_line(); j += L::size) put(j);
        std::array<bundle<L, R>, fields> ready; // written when the next vector has been read
        if (j + step + L::size <= whole) ready = next(j);
        const auto put_streaming = [&](std::size_t i) __attribute__((always_inline)) {
            const std::array<bundle<L, R>, fields> v = next(i + L::size);
            unroll<fields>([&](auto f) __attribute__((always_inline)) {
                unroll<R>([&](auto r) __attribute__((always_inline)) {
                    stream(ready[f][r], blocks.field[f].out[r] + i);
                });
            });
            ready = v;
        };
        for (; j + step + L::size <= whole; j += step) {
            unroll<fields>([&](auto f) __attribute__((always_inline)) {
                unroll<R>([&](auto r) __attribute__((always_inline)) {
                    __builtin_prefetch(blocks.field[f].ahead[r] + j, 0, 2);
                });
            });
            for (const auto& of_row : blocks.ahead)
                for (const T* const ahead : of_row) __builtin_prefetch(ahead + j, 0, 2);
            for (std::size_t i = j; i < j + step; i += L::size) put_streaming(i);
        }
    }
    for (; j + L::size <= whole; j += L::size) put(j);
    if (j < last) put_end(last - L::size);
}

} // namespace HPK_ISA
} // namespace hpk::diffusion
