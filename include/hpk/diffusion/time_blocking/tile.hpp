// SPDX-License-Identifier: MIT
#pragma once

#include <algorithm>
#include <array>
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

/// A box of cells that is advanced independently of others: a strip of the last axis, and a reach
/// of each axis.
template <std::size_t Rank>
struct tile {
    std::array<reach, Rank> axis;
    std::ptrdiff_t strip;
};

/// An axis of n cells cut into parts whose lengths differ by one at most.
struct axis_partition {
    std::ptrdiff_t n, parts;

    /// The first cell of part i; for i = parts, the end of the axis.
    [[nodiscard]] std::ptrdiff_t begin(std::ptrdiff_t i) const noexcept {
        return n / parts * i + (std::min)(i, n % parts);
    }
    /// The part that has cell x.
    [[nodiscard]] std::ptrdiff_t part_of(std::ptrdiff_t x) const noexcept {
        std::ptrdiff_t i = x / (n / parts + 1);
        while (begin(i + 1) <= x) ++i;
        return i;
    }
    /// The reach for the cells of part i: see hpk::diffusion::reach_of.
    template <boundary B>
    [[nodiscard]] reach reach_of(std::ptrdiff_t i, std::ptrdiff_t steps,
                                 bool may_be_whole) const noexcept {
        return diffusion::reach_of<B>(begin(i), begin(i + 1), n, steps, may_be_whole);
    }
};

} // namespace hpk::diffusion
