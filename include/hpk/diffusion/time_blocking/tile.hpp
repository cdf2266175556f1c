// SPDX-License-Identifier: MIT
#pragma once

#include <algorithm>
#include <array>
#include <concepts>
#include <cstddef>

#include "hpk/diffusion/boundary.hpp"

namespace hpk::diffusion {

/// The boundaries that tiles and dealt rows know. Another one would need a case in wraps below, in
/// row_edges.hpp, slab_ring.hpp and bounded.hpp.
template <class B>
inline constexpr bool tiles_know = known_boundary<B> || is_affine<B>;

/// True if the ends of an axis are neighbours.
template <boundary B>
[[nodiscard]] constexpr bool wraps([[maybe_unused]] const B& outside,
                                   [[maybe_unused]] std::size_t axis) noexcept {
    static_assert(tiles_know<B>, "hpk::diffusion::wraps has no case for this boundary");
    if constexpr (is_affine<B>)
        return outside.wraps[axis];
    else
        return std::same_as<B, periodic>;
}

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

/// The reach for cells first … last-1 of n and a number of steps; `wraps` is true for a periodic
/// axis. With `may_be_whole`, all of a periodic axis needs no cells around it.
[[nodiscard]] constexpr reach reach_of(std::ptrdiff_t first, std::ptrdiff_t last, std::ptrdiff_t n,
                                       bool wraps, std::ptrdiff_t steps,
                                       bool may_be_whole) noexcept {
    if (wraps) {
        if (may_be_whole && first == 0 && last == n) return {0, n, 0, n, false, false, true};
        return {first, last, first - steps, last + steps, false, false, false};
    }
    const std::ptrdiff_t lower = std::max<std::ptrdiff_t>(0, first - steps);
    const std::ptrdiff_t upper = (std::min)(n, last + steps);
    return {first, last, lower, upper, lower == 0, upper == n, false};
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
