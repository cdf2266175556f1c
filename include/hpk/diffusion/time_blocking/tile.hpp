// SPDX-License-Identifier: MIT
#pragma once

#include <algorithm>
#include <array>
#include <concepts>
#include <cstddef>

#include "hpk/diffusion/boundary.hpp"

namespace hpk::diffusion {

/// The boundaries that tiles and dealt rows know. Another one would need a case in reach_of below,
/// in row_edges.hpp, slab_ring.hpp and bounded.hpp.
template <class B>
inline constexpr bool tiles_know = std::same_as<B, periodic> || is_fixed<B> ||
                                   std::same_as<B, reflecting> || std::same_as<B, frozen>;

/// The indices begin … end-1.
struct index_range {
    std::ptrdiff_t begin, end;

    /// The indices that are also in `other`.
    [[nodiscard]] index_range within(index_range other) const noexcept {
        return {(std::max)(begin, other.begin), (std::min)(end, other.end)};
    }
};

/// The part of an axis that a tile works on: the cells that it advances, and the cells around them
/// that it needs for that. Each step makes one more of these unknown on either side.
struct reach {
    std::ptrdiff_t first, last;        ///< the cells to advance: first … last-1
    std::ptrdiff_t lower, upper;       ///< the cells to hold; beyond the axis if it is periodic
    bool at_lower_edge, at_upper_edge; ///< `lower` (`upper`) is the grid's edge
    bool whole;                        ///< all of a periodic axis: its ends are neighbours

    [[nodiscard]] std::ptrdiff_t held() const noexcept { return upper - lower; }
    /// The cells that are still needed when a number of steps is left: in the end exactly those to
    /// advance, as the rest belong to other tiles.
    [[nodiscard]] index_range needed(std::ptrdiff_t steps_left) const noexcept {
        return index_range{first - steps_left, last + steps_left}.within({lower, upper});
    }
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

/// A box of cells that is advanced independently of others: a reach of each axis. That of the last
/// axis is a strip.
template <std::size_t Rank>
struct tile {
    std::array<reach, Rank> axis;
    std::ptrdiff_t strip;

    /// The number of rows of a slab: of a row in two dimensions, of a plane in three.
    [[nodiscard]] std::size_t rows_in_slab() const noexcept {
        if constexpr (Rank < 3)
            return 1;
        else
            return static_cast<std::size_t>(axis[1].held());
    }
};

} // namespace hpk::diffusion
