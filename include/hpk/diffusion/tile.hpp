// SPDX-License-Identifier: MIT
#pragma once

#include <algorithm>
#include <array>
#include <concepts>
#include <cstddef>
#include <cstring>

#include "hpk/diffusion/boundary.hpp"

namespace hpk::diffusion {

/// The part of an axis that a tile works on: the cells that it is to advance, and around them those
/// that it needs for that. Each step uses up one of these on either side.
struct reach {
    std::ptrdiff_t first, last; ///< the cells to advance: first … last-1
    std::ptrdiff_t lower, upper; ///< the cells to hold: lower … upper-1; beyond the axis if periodic
    bool at_lower_edge, at_upper_edge; ///< lower or upper is where the boundary takes over
    bool whole; ///< the whole of a periodic axis: the cell before the first is the last

    [[nodiscard]] std::ptrdiff_t held() const noexcept { return upper - lower; }
};

/// A box of cells that is advanced by itself: a reach of each axis.
template <std::size_t Rank>
using tile = std::array<reach, Rank>;

/// The reach for cells first … last-1 of n and a number of steps. A periodic axis is taken as a
/// whole if that is possible and the caller wishes it.
template <boundary B>
[[nodiscard]] constexpr reach reach_of(std::ptrdiff_t first, std::ptrdiff_t last,
                                            std::ptrdiff_t n, std::ptrdiff_t steps,
                                            bool take_whole) noexcept {
    if constexpr (std::same_as<B, periodic>) {
        if (take_whole && first == 0 && last == n) return {0, n, 0, n, false, false, true};
        return {first, last, first - steps, last + steps, false, false, false};
    } else {
        const std::ptrdiff_t lower = std::max<std::ptrdiff_t>(0, first - steps);
        const std::ptrdiff_t upper = std::min(n, last + steps);
        return {first, last, lower, upper, lower == 0, upper == n, false};
    }
}

/// i folded into 0 … n-1.
[[nodiscard]] constexpr std::ptrdiff_t folded(std::ptrdiff_t i, std::ptrdiff_t n) noexcept {
    const std::ptrdiff_t rest = i % n;
    return rest < 0 ? rest + n : rest;
}

/// Copies `count` cells of a periodic row of n, from cell i on, which may lie beyond its edges.
template <class T>
void copy_folded(const T* row, std::ptrdiff_t n, std::ptrdiff_t i, std::ptrdiff_t count,
                 T* to) noexcept {
    for (i = folded(i, n); count > 0; i = 0) {
        const std::ptrdiff_t run = std::min(count, n - i);
        std::memcpy(to, row + i, static_cast<std::size_t>(run) * sizeof(T));
        to += run;
        count -= run;
    }
}

} // namespace hpk::diffusion
