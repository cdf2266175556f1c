// SPDX-License-Identifier: MIT
#pragma once

#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>
#include <cstdint>

#include "hpk/diffusion/boundary.hpp"
#include "hpk/diffusion/tile.hpp"

namespace hpk::diffusion {
inline namespace HPK_ISA {

inline int tune_k = 0, tune_w = 0, tune_y = 0;

/// How a grid is cut into tiles, and how many steps are taken at once.
template <class L, std::size_t Rank, boundary B>
class tiling {
    using T = typename L::value_type;

public:
    tiling(const std::array<std::size_t, Rank>& extents, std::int64_t steps, int threads) noexcept {
        for (std::size_t axis = 0; axis < Rank; ++axis)
            extents_[axis] = static_cast<std::ptrdiff_t>(extents[axis]);
        pieces_.fill(1);
        const std::ptrdiff_t cells = tune_w ? tune_w : (Rank == 1 ? 16384 : 5120) / sizeof(T);
        pieces_[Rank - 1] = std::max<std::ptrdiff_t>(1, (extents_[Rank - 1] + cells / 2) / cells);
        if constexpr (Rank == 3) {
            const std::ptrdiff_t rows = tune_y ? tune_y : 32;
            pieces_[1] = std::max<std::ptrdiff_t>(1, (extents_[1] + rows / 2) / rows);
        }
        if (Rank > 1 && threads > 1) pieces_[0] = std::min<std::ptrdiff_t>(threads, extents_[0]);
        std::int64_t at_once = tune_k ? tune_k : Rank == 1 ? 64 : Rank == 2 ? 16 : 4;
        rounds_ = (steps + at_once - 1) / at_once;
        if (steps > 1) rounds_ += rounds_ % 2;
        steps_ = steps;
    }

    [[nodiscard]] std::int64_t rounds() const noexcept { return rounds_; }
    [[nodiscard]] std::ptrdiff_t steps_of(std::int64_t round) const noexcept {
        return static_cast<std::ptrdiff_t>(steps_ / rounds_ + (round < steps_ % rounds_ ? 1 : 0));
    }

    [[nodiscard]] std::ptrdiff_t tiles() const noexcept {
        std::ptrdiff_t n = 1;
        for (const std::ptrdiff_t p : pieces_) n *= p;
        return n;
    }

    [[nodiscard]] tile<Rank> operator()(std::ptrdiff_t i, std::ptrdiff_t steps) const noexcept {
        tile<Rank> result;
        for (std::size_t axis = Rank; axis-- > 0;) {
            const std::ptrdiff_t piece = i % pieces_[axis];
            i /= pieces_[axis];
            const std::ptrdiff_t n = extents_[axis];
            const bool last = axis == Rank - 1;
            // Along the last axis the cell before the first is in the last lane only if the lanes
            // have equally many cells.
            const bool take_whole = last ? n % static_cast<std::ptrdiff_t>(L::size) == 0 : axis != 0;
            result[axis] = reach_of<B>(cut(axis, piece), cut(axis, piece + 1), n, steps, take_whole);
        }
        return result;
    }

private:
    /// Where a piece of an axis begins.
    std::ptrdiff_t cut(std::size_t axis, std::ptrdiff_t piece) const noexcept {
        if (piece == pieces_[axis]) return extents_[axis];
        return extents_[axis] * piece / pieces_[axis];
    }

    std::array<std::ptrdiff_t, Rank> extents_, pieces_;
    std::int64_t steps_, rounds_;
};

} // namespace HPK_ISA
} // namespace hpk::diffusion
