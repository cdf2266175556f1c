// SPDX-License-Identifier: MIT
#pragma once

#include <array>
#include <concepts>
#include <cstddef>
#include <type_traits>

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

/// Takes one step of R dealt rows of `length` vectors, in two or three dimensions; also renews
/// their ghosts (dealt_row::close).
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
template <class L, std::size_t Rank, std::size_t R, class Formula, std::size_t K,
          class T = typename L::value_type>
[[gnu::noinline]] void
advance(const T* const* rows, [[maybe_unused]] const slabs_around<T, R>& around,
        const std::array<std::array<const T*, K>, R>& coefficients, T* const* out_rows,
        std::size_t length, const Formula& given) noexcept {
    const Formula formula = given; // a local copy stays in registers: stores cannot alias it
    const auto beside = coefficients;
    std::array<const T*, R + 2> centre;
    std::array<T*, R> out;
    unroll<R + 2>([&](auto r) { centre[r] = rows[r]; });
    unroll<R>([&](auto r) { out[r] = out_rows[r]; });
    bundle<L, R> left, cell, right;
    unroll<R>([&](auto r) {
        left[r] = L::load_unknown(centre[r + 1] - L::size);
        cell[r] = L::load_unknown(centre[r + 1]);
    });
    const auto step = [&](std::size_t j) __attribute__((always_inline)) {
        neighbours<bundle<L, R>, Rank> lower, upper;
        unroll<R>([&](auto r) __attribute__((always_inline)) {
            right[r] = L::load_unknown(centre[r + 1] + j + L::size);
            if constexpr (r == 0)
                lower[Rank - 2][r] = L::load_unknown(centre[0] + j);
            else
                lower[Rank - 2][r] = cell[r - 1];
            if constexpr (r + 1 == R)
                upper[Rank - 2][r] = L::load_unknown(centre[R + 1] + j);
            else
                upper[Rank - 2][r] = cell[r + 1];
            if constexpr (Rank == 3) {
                lower[0][r] = L::load_unknown(around.before[r] + j);
                upper[0][r] = L::load_unknown(around.after[r] + j);
            }
        });
        lower[Rank - 1] = left;
        upper[Rank - 1] = right;
        const bundle<L, R> next = evaluate(formula, cell, lower, upper, load_all<L, R>(beside, j));
        unroll<R>([&](auto r) __attribute__((always_inline)) { next[r].store(out[r] + j); });
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

    unroll<R>([&](auto r) { dealt_row<L>{length}.close(out[r]); });
}

/// Takes one step of a single row, in one dimension; `out` may be `row`.
template <class L, class Formula, std::size_t K>
[[gnu::noinline]] void advance(const typename L::value_type* row,
                               const std::array<const typename L::value_type*, K>& coefficients,
                               typename L::value_type* out, std::size_t length,
                               const Formula& given) noexcept {
    const Formula formula = given;
    const auto beside = coefficients;
    L left = L::load_unknown(row - L::size);
    L cell = L::load_unknown(row);
    const auto step = [&](std::size_t j, auto vectors) __attribute__((always_inline)) {
        constexpr std::size_t n = vectors;
        neighbours<bundle<L, n>, 1> lower, upper;
        bundle<L, n> centre;
        std::array<bundle<L, n>, K> k;
        unroll<n>([&](auto i) __attribute__((always_inline)) {
            const L right = L::load_unknown(row + j + (i + 1) * L::size);
            lower[0][i] = left;
            centre[i] = cell;
            upper[0][i] = right;
            left = cell;
            cell = right;
            if constexpr (K > 0)
                unroll<K>([&](auto which) __attribute__((always_inline)) {
                    k[which][i] = L::load_unknown(beside[which] + j + i * L::size);
                });
        });
        const bundle<L, n> next = evaluate(formula, centre, lower, upper, k);
        auto* const to = out + j;
        unroll<n>([&](auto i) __attribute__((always_inline)) { next[i].store(to + i * L::size); });
    };
    constexpr std::integral_constant<std::size_t, 4> several{};
    constexpr std::integral_constant<std::size_t, 1> single{};
    const std::size_t end = length * L::size;
    std::size_t j = 0;
    for (; j + 3 * L::size < end; j += 4 * L::size) step(j, several);
    for (; j < end; j += L::size) step(j, single);

    dealt_row<L>{length}.close(out);
}

} // namespace HPK_ISA
} // namespace hpk::diffusion
