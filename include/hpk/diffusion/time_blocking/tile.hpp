// SPDX-License-Identifier: MIT
#pragma once

#include <algorithm>
#include <concepts>
#include <cstddef>

#include "hpk/diffusion/boundary.hpp"

namespace hpk::diffusion {

/// The boundaries that tiles, windows and dealt rows know. Another one would need a case in
/// reach_of below, in row_edges.hpp, window.hpp and bounded.hpp.
template <class B>
inline constexpr bool tiles_know = std::same_as<B, periodic> || is_fixed<B> ||
                                   std::same_as<B, reflecting> || std::same_as<B, frozen>;

/// The part of an axis that a tile works on: the cells that it advances, and the cells around them
/// that it needs for that. Each step makes one more of these unknown on either side.
struct reach {
    std::ptrdiff_t first, last;        ///< the cells to advance: first … last-1
    std::ptrdiff_t lower, upper;       ///< the cells to hold; beyond the axis if it is periodic
    bool at_lower_edge, at_upper_edge; ///< `lower` (`upper`) is the grid's edge
    bool whole;                        ///< all of a periodic axis: its ends are neighbours

    [[nodiscard]] std::ptrdiff_t held() const noexcept { return upper - lower; }
};

/// The reach for cells first … last-1 of n and a number of steps. With `may_be_whole`, all of a
/// periodic axis needs no cells around it.
template <boundary B>
[[nodiscard]] constexpr reach reach_of(std::ptrdiff_t first, std::ptrdiff_t last, std::ptrdiff_t n,
                                       std::ptrdiff_t steps, bool may_be_whole) noexcept {
    static_assert(tiles_know<B>, "hpk::diffusion::reach_of has no case for this boundary");
    if constexpr (std::same_as<B, periodic>) {
        if (may_be_whole && first == 0 && last == n) return {0, n, 0, n, false, false, true};
        return {first, last, first - steps, last + steps, false, false, false};
    } else {
        const std::ptrdiff_t lower = std::max<std::ptrdiff_t>(0, first - steps);
        const std::ptrdiff_t upper = (std::min)(n, last + steps);
        return {first, last, lower, upper, lower == 0, upper == n, false};
    }
}

/// An axis of n cells cut into pieces whose lengths differ by one at most.
struct pieces {
    std::ptrdiff_t n, count;

    /// The first cell of piece i; for i = count, the end of the axis.
    [[nodiscard]] std::ptrdiff_t begin(std::ptrdiff_t i) const noexcept {
        return n / count * i + (std::min)(i, n % count);
    }
    /// The piece that has cell x.
    [[nodiscard]] std::ptrdiff_t of(std::ptrdiff_t x) const noexcept {
        std::ptrdiff_t i = x / (n / count + 1);
        while (begin(i + 1) <= x) ++i;
        return i;
    }
    template <boundary B>
    [[nodiscard]] reach reach_of(std::ptrdiff_t i, std::ptrdiff_t steps,
                                 bool may_be_whole) const noexcept {
        return diffusion::reach_of<B>(begin(i), begin(i + 1), n, steps, may_be_whole);
    }
};

/// i folded into 0 … n-1.
[[nodiscard]] constexpr std::ptrdiff_t folded(std::ptrdiff_t i, std::ptrdiff_t n) noexcept {
    const std::ptrdiff_t rest = i % n;
    return rest < 0 ? rest + n : rest;
}

} // namespace hpk::diffusion
