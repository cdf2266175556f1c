// SPDX-License-Identifier: MIT
#pragma once

#include <array>
#include <cstddef>

#include "hpk/core/unroll.hpp"
#include "hpk/diffusion/orders.hpp"

namespace hpk::diffusion {
inline namespace HPK_ISA {

/// R dealt rows that are advanced together, and the rows around them.
///
/// centre[1] … centre[R] are the rows, centre[0] and centre[R+1] those before and after them along
/// the last axis but one; in three dimensions before[r] and after[r] lie next to row r along the
/// first axis. out[r] may be the row centre[r], before[r] (never one that comes later): a cell is
/// written when its old value has been read for the last time.
template <class T, std::size_t Rank, std::size_t R>
struct row_block {
    std::array<const T*, R + 2> centre;
    std::array<const T*, R> before, after;
    std::array<T*, R> out;
};

/// One step of the first `length` vectors of R rows.
///
/// A vector is loaded once, when it is the right-hand neighbour, and stays in registers until it
/// has been the cell itself, the left-hand neighbour, and the neighbour of the rows above and
/// below: (R + 2) / R loads and one store a vector.
template <class L, std::size_t Rank, std::size_t R, class Order>
[[gnu::noinline]] void advance(const row_block<typename L::value_type, Rank, R>& rows, std::size_t length,
             const Order& order_) noexcept {
    using T = typename L::value_type;
    const Order order = order_;
    const auto [centre, before, after, out] = rows;
    std::array<L, R> left, cell;
    unroll<R>([&](auto r) {
        left[r] = L::load(centre[r + 1] - L::size);
        cell[r] = L::load(centre[r + 1]);
    });
    const auto step = [&](std::size_t j) __attribute__((always_inline)) {
        neighbours<L, Rank> lower, upper;
        L above = Rank > 1 ? L::load(centre[0] + j) : cell[0];
        unroll<R>([&](auto r) __attribute__((always_inline)) {
            const L right = L::load(centre[r + 1] + j + L::size);
            lower[Rank - 1] = left[r];
            upper[Rank - 1] = right;
            if constexpr (Rank > 1) {
                lower[Rank - 2] = above;
                if constexpr (r + 1 < R)
                    upper[Rank - 2] = cell[r + 1];
                else
                    upper[Rank - 2] = L::load(centre[R + 1] + j);
            }
            if constexpr (Rank > 2) {
                lower[0] = L::load(before[r] + j);
                upper[0] = L::load(after[r] + j);
            }
            order(cell[r], lower, upper).store(out[r] + j);
            above = cell[r];
            left[r] = cell[r];
            cell[r] = right;
        });
    };
    // Three vectors at a time: then left, cell and right exchange their roles without a move.
    const std::size_t end = length * L::size;
    std::size_t j = 0;
    for (; j + 2 * L::size < end; j += 3 * L::size) {
        step(j);
        step(j + L::size);
        step(j + 2 * L::size);
    }
    for (; j < end; j += L::size) step(j);
    (void)sizeof(T);
}

} // namespace HPK_ISA
} // namespace hpk::diffusion
