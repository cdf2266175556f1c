// SPDX-License-Identifier: MIT
#pragma once

#include <array>
#include <concepts>
#include <cstddef>
#include <type_traits>

#include "hpk/core/load_each.hpp"
#include "hpk/core/vectors/bundle.hpp"
#include "hpk/core/vectors/unroll.hpp"
#include "hpk/diffusion/formulas.hpp"
#include "hpk/diffusion/rule.hpp"
#include "hpk/diffusion/time_blocking/dealt_row.hpp"

namespace hpk::diffusion {
inline namespace HPK_ISA {

/// In three dimensions, the neighbours along the first axis of R dealt rows that are advanced
/// together.
template <class T, std::size_t R>
struct slabs_around {
    std::array<const T*, R> before, after;
};

/// In three dimensions, a row of a plane and the row before it of the next plane, which are
/// advanced together, and the rows around them.
template <class T>
struct row_pair {
    std::array<const T*, 2> centre;           ///< the rows: y of plane q, y-1 of plane q+1
    const T* below;                           ///< y of plane q-1
    const T* before;                          ///< y-1 of plane q, next to both
    const T* after;                           ///< y+1 of plane q
    const T* before_second;                   ///< y-2 of plane q+1
    const T* after_second;                    ///< y of plane q+1, next to both
    const T* above;                           ///< y-1 of plane q+2
    std::array<T*, 2> out;                    ///< the first may be `below`, the second `before`
    std::size_t stride;                       ///< from a row to the next
    std::array<std::size_t, 2> stride_beyond; ///< the same of `below` and `above`

    /// Goes on to the next pair.
    void move_on() noexcept {
        for (const T*& row : centre) row += stride;
        for (const T** const row : {&before, &after, &before_second, &after_second}) *row += stride;
        for (T*& row : out) row += stride;
        below += stride_beyond[0];
        above += stride_beyond[1];
    }
};

/// Takes one step of R rows of cells, in two or three dimensions; also renews their ghosts
/// (dealt_row::close). A row of cells is a dealt row of `length` vectors for each of F fields,
/// which begin `stride` elements apart.
///
/// centre[1] … centre[R] are the rows, centre[0] and centre[R+1] those before and after them along
/// the last axis but one; in three dimensions around.before[r] and around.after[r] lie next to row
/// r along the first axis. out[r] may be centre[r] or before[r]: a cell is written when its old
/// value has been read for the last time. coefficients[r] are those of row r, dealt out.
///
/// A vector is loaded once, when it is the right-hand neighbour, and stays in registers until it
/// has been the cell itself, the left-hand neighbour, and the neighbour of the rows above and
/// below: in two dimensions that is (R + 2) / R loads and one store per vector. The function is not
/// inlined, so that the compiler knows nothing of the memory that it reads (see
/// lanes::load_unknown).
template <class L, std::size_t Rank, std::size_t F, std::size_t R, class Formula, std::size_t K,
          class T = typename L::value_type>
[[gnu::noinline]] void
advance(const T* const* rows, [[maybe_unused]] const slabs_around<T, R>& around,
        const std::array<std::array<const T*, K>, R>& coefficients, T* const* out_rows,
        std::size_t length, std::size_t stride, const Formula& given) noexcept {
    const Formula formula = given; // a local copy stays in registers: stores cannot alias it
    std::array<std::array<const T*, K>, R> beside;
    unroll<R>([&](auto r) { load_each(coefficients[r], beside[r]); });
    std::array<const T*, R + 2> centre;
    std::array<T*, R> out;
    unroll<R + 2>([&](auto r) { centre[r] = rows[r]; });
    unroll<R>([&](auto r) { out[r] = out_rows[r]; });
    std::array<bundle<L, R>, F> left, cell, right;
    unroll<F>([&](auto f) {
        unroll<R>([&](auto r) {
            left[f][r] = L::load_unknown(centre[r + 1] + f * stride - L::size);
            cell[f][r] = L::load_unknown(centre[r + 1] + f * stride);
        });
    });
    const auto step = [&](std::size_t j) __attribute__((always_inline)) {
        stars<bundle<L, R>, Rank, F> old;
        unroll<F>([&](auto f) __attribute__((always_inline)) {
            const std::size_t i = f * stride + j;
            neighbours<bundle<L, R>, Rank>&lower = old.before[f], &upper = old.after[f];
            unroll<R>([&](auto r) __attribute__((always_inline)) {
                right[f][r] = L::load_unknown(centre[r + 1] + i + L::size);
                if constexpr (r == 0)
                    lower[Rank - 2][r] = L::load_unknown(centre[0] + i);
                else
                    lower[Rank - 2][r] = cell[f][r - 1];
                if constexpr (r + 1 == R)
                    upper[Rank - 2][r] = L::load_unknown(centre[R + 1] + i);
                else
                    upper[Rank - 2][r] = cell[f][r + 1];
                if constexpr (Rank == 3) {
                    lower[0][r] = L::load_unknown(around.before[r] + i);
                    upper[0][r] = L::load_unknown(around.after[r] + i);
                }
            });
            lower[Rank - 1] = left[f];
            upper[Rank - 1] = right[f];
        });
        old.centre = cell;
        const auto next = evaluate(formula, old, load_all<L, R>(beside, j));
        unroll<F>([&](auto f) __attribute__((always_inline)) {
            unroll<R>([&](auto r) __attribute__((always_inline)) {
                next[f][r].store(out[r] + f * stride + j);
            });
        });
        left = cell;
        cell = right;
    };
    // Three vectors at a time, so that left, cell and right exchange their roles without a move.
    const std::size_t end = length * L::size;
    std::size_t j = 0;
    for (; j + 2 * L::size < end; j += 3 * L::size) {
        step(j);
        step(j + L::size);
        step(j + 2 * L::size);
    }
    for (; j < end; j += L::size) step(j);

    unroll<R>([&](auto r) {
        unroll<F>([&](auto f) { dealt_row<L>{length}.close(out[r] + f * stride); });
    });
}

/// Takes one step of a pair of rows and of the pairs that follow it, `count` in all, and renews
/// their ghosts. coefficients(i) are those of the rows of pair i; finish(i, rows) is called after
/// it.
///
/// Of the four planes that are read, each vector comes from the second-level cache once, that is
/// twice per vector that is written; for rows of one plane it would be three times.
template <class L, std::size_t F, class Formula, class Coefficients, class Finish,
          class T = typename L::value_type>
[[gnu::noinline]] void advance_pairs(row_pair<T> at, std::size_t count, std::size_t length,
                                     std::size_t stride, const Coefficients& coefficients,
                                     const Finish& finish, const Formula& given) noexcept {
    using pair = bundle<L, 2>;
    const Formula formula = given; // see above
    for (std::size_t i = 0; i < count; ++i, at.move_on()) {
        const auto beside = coefficients(i);
        std::array<pair, F> left, cell, right;
        unroll<F>([&](auto f) __attribute__((always_inline)) {
            unroll<2>([&](auto r) __attribute__((always_inline)) {
                left[f][r] = L::load_unknown(at.centre[r] + f * stride - L::size);
                cell[f][r] = L::load_unknown(at.centre[r] + f * stride);
            });
        });
        const auto step = [&, at](std::size_t j) __attribute__((always_inline)) {
            stars<pair, 3, F> old;
            unroll<F>([&](auto f) __attribute__((always_inline)) {
                const auto load =
                    [k = f * stride + j](const T* row)
                        __attribute__((always_inline)) { return L::load_unknown(row + k); };
                unroll<2>([&](auto r) __attribute__((always_inline)) {
                    right[f][r] = load(at.centre[r] + L::size);
                });
                const L before = load(at.before), after_second = load(at.after_second);
                neighbours<pair, 3>&lower = old.before[f], &upper = old.after[f];
                lower[0][0] = load(at.below);
                upper[0][0] = after_second;
                lower[0][1] = before;
                upper[0][1] = load(at.above);
                lower[1][0] = before;
                upper[1][0] = load(at.after);
                lower[1][1] = load(at.before_second);
                upper[1][1] = after_second;
                lower[2] = left[f];
                upper[2] = right[f];
            });
            old.centre = cell;
            const auto next = evaluate(formula, old, load_all<L, 2>(beside, j));
            unroll<F>([&](auto f) __attribute__((always_inline)) {
                unroll<2>([&](auto r) __attribute__((always_inline)) {
                    next[f][r].store(at.out[r] + f * stride + j);
                });
            });
            left = cell;
            cell = right;
        };
        const std::size_t end = length * L::size;
        std::size_t j = 0;
        for (; j + 2 * L::size < end; j += 3 * L::size) { // see above
            step(j);
            step(j + L::size);
            step(j + 2 * L::size);
        }
        for (; j < end; j += L::size) step(j);

        unroll<2>([&](auto r) __attribute__((always_inline)) {
            unroll<F>([&](auto f) __attribute__((always_inline)) {
                dealt_row<L>{length}.close(at.out[r] + f * stride);
            });
        });
        finish(i, at);
    }
}

/// Takes one step of a single row of cells, in one dimension; `out` may be `row`.
template <class L, std::size_t F, class Formula, std::size_t K>
[[gnu::noinline]] void advance(const typename L::value_type* row,
                               const std::array<const typename L::value_type*, K>& coefficients,
                               typename L::value_type* out, std::size_t length, std::size_t stride,
                               const Formula& given) noexcept {
    const Formula formula = given;
    const auto beside = coefficients;
    std::array<L, F> left, cell;
    unroll<F>([&](auto f) {
        left[f] = L::load_unknown(row + f * stride - L::size);
        cell[f] = L::load_unknown(row + f * stride);
    });
    const auto step = [&](std::size_t j, auto vectors) __attribute__((always_inline)) {
        constexpr std::size_t n = vectors;
        stars<bundle<L, n>, 1, F> old;
        std::array<bundle<L, n>, K> k;
        unroll<n>([&](auto i) __attribute__((always_inline)) {
            unroll<F>([&](auto f) __attribute__((always_inline)) {
                const L right = L::load_unknown(row + f * stride + j + (i + 1) * L::size);
                old.before[f][0][i] = left[f];
                old.centre[f][i] = cell[f];
                old.after[f][0][i] = right;
                left[f] = cell[f];
                cell[f] = right;
            });
            if constexpr (K > 0)
                unroll<K>([&](auto which) __attribute__((always_inline)) {
                    k[which][i] = L::load_unknown(beside[which] + j + i * L::size);
                });
        });
        const auto next = evaluate(formula, old, k);
        unroll<F>([&](auto f) __attribute__((always_inline)) {
            auto* const to = out + f * stride + j;
            unroll<n>([&](auto i)
                          __attribute__((always_inline)) { next[f][i].store(to + i * L::size); });
        });
    };
    constexpr std::integral_constant<std::size_t, 4> several{};
    constexpr std::integral_constant<std::size_t, 1> single{};
    const std::size_t end = length * L::size;
    std::size_t j = 0;
    for (; j + 3 * L::size < end; j += 4 * L::size) step(j, several);
    for (; j < end; j += L::size) step(j, single);

    unroll<F>([&](auto f) { dealt_row<L>{length}.close(out + f * stride); });
}

} // namespace HPK_ISA
} // namespace hpk::diffusion
