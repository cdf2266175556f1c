// SPDX-License-Identifier: MIT
#pragma once

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>

#include "hpk/diffusion/boundary.hpp"
#include "hpk/diffusion/dealt_grid.hpp"
#include "hpk/diffusion/tile.hpp"
#include "hpk/diffusion/window.hpp"

namespace hpk::diffusion {
inline namespace HPK_ISA {

inline int tune_k = 0, tune_w = 0, tune_y = 0;

/// How a grid is cut into tiles, and its steps into rounds: passes over memory.
template <class L, std::size_t Rank, boundary B>
class tiling {
    using T = typename L::value_type;

public:
    tiling(const std::array<std::size_t, Rank>& extents, std::int64_t steps, int threads) noexcept
        : steps_(steps), rounds_(std::max<std::int64_t>(2, (steps + steps_at_once() - 1) / steps_at_once())),
          outer_(), cut_(cut_last(extents), steps_of(0)) {
        for (std::size_t axis = 0; axis + 1 < Rank; ++axis)
            outer_[axis] = {static_cast<std::ptrdiff_t>(extents[axis]), 1};
        if constexpr (Rank > 1)
            if (threads > 1) outer_[0].count = std::min<std::ptrdiff_t>(threads, outer_[0].n);
        if constexpr (Rank == 3) {
            const std::ptrdiff_t rows = tune_y ? tune_y : 32;
            outer_[1].count = std::max<std::ptrdiff_t>(1, (outer_[1].n + rows / 2) / rows);
        }
    }

    /// At least two: what a round reads and what it writes are different grids.
    [[nodiscard]] std::int64_t rounds() const noexcept { return rounds_; }
    /// The first round takes the most steps. A single step leaves none to the second.
    [[nodiscard]] std::ptrdiff_t steps_of(std::int64_t round) const noexcept {
        return static_cast<std::ptrdiff_t>(steps_ / rounds_ + (round < steps_ % rounds_ ? 1 : 0));
    }

    [[nodiscard]] const strips<L, B>& cut() const noexcept { return cut_; }

    [[nodiscard]] std::ptrdiff_t tiles() const noexcept {
        std::ptrdiff_t n = cut_.count();
        for (const pieces& p : outer_) n *= p.count;
        return n;
    }

    [[nodiscard]] tile<Rank> operator()(std::ptrdiff_t i, std::ptrdiff_t steps) const noexcept {
        tile<Rank> result;
        result.strip = i % cut_.count();
        i /= cut_.count();
        result.axis[Rank - 1] = cut_[result.strip];
        for (std::size_t axis = Rank - 1; axis-- > 0;) {
            const std::ptrdiff_t count = outer_[axis].count;
            result.axis[axis] = outer_[axis].template reach_of<B>(i % count, steps, axis != 0);
            i /= count;
        }
        return result;
    }

    [[nodiscard]] std::ptrdiff_t rows_in_slab() const noexcept {
        if constexpr (Rank == 3)
            return std::max((*this)(0, steps_of(0)).axis[1].held(),
                            (*this)(tiles() - 1, steps_of(0)).axis[1].held()) + 2 * steps_of(0);
        return 1;
    }

private:
    static constexpr std::int64_t default_steps = Rank == 1 ? 64 : Rank == 2 ? 16 : 4;
    static std::int64_t steps_at_once() noexcept { return tune_k ? tune_k : default_steps; }

    static pieces cut_last(const std::array<std::size_t, Rank>& extents) noexcept {
        const auto n = static_cast<std::ptrdiff_t>(extents[Rank - 1]);
        const std::ptrdiff_t cells = tune_w ? tune_w : static_cast<std::ptrdiff_t>((Rank == 1 ? 16384 : 4096) / sizeof(T));
        return {n, std::max<std::ptrdiff_t>(1, (n + cells / 2) / cells)};
    }

    std::int64_t steps_, rounds_;
    std::array<pieces, Rank - 1> outer_;
    strips<L, B> cut_;
};

} // namespace HPK_ISA
} // namespace hpk::diffusion
