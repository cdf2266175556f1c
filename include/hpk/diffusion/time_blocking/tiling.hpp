// SPDX-License-Identifier: MIT
#pragma once

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>

#include "hpk/diffusion/boundary.hpp"
#include "hpk/diffusion/time_blocking/axis_partition.hpp"
#include "hpk/diffusion/time_blocking/strips.hpp"
#include "hpk/diffusion/time_blocking/tile.hpp"

namespace hpk::diffusion {
inline namespace HPK_ISA {

/// Cuts a grid into tiles, and its steps into rounds: passes over memory.
///
/// The constants are measured. Strips are narrow enough for the five rows read at a time to stay in
/// a 32 KiB first-level cache. More steps per round mean less memory traffic but more cells
/// computed twice; 13 and 29 are the most that rings of 32 and 64 rows allow.
template <class L, std::size_t Rank>
class tiling {
    using T = typename L::value_type;

public:
    template <boundary B>
    tiling(const std::array<std::size_t, Rank>& extents, const B& outside, std::int64_t steps,
           int threads) noexcept
        : steps_(steps), rounds_(rounds_for(steps, extents)),
          strips_(last_axis(extents, wraps(outside, Rank - 1)), steps_of(0)) {
        for (std::size_t axis = 0; axis + 1 < Rank; ++axis)
            outer_[axis] = {static_cast<std::ptrdiff_t>(extents[axis]), 1, wraps(outside, axis)};
        if constexpr (Rank > 1)
            if (threads > 1) outer_[0].parts = std::min<std::ptrdiff_t>(threads, outer_[0].n);
        if constexpr (Rank == 3) outer_[1].parts = nearest(outer_[1].n, 64);
    }

    /// The number of rounds; at least two where rounds alternate between two grids.
    [[nodiscard]] std::int64_t rounds() const noexcept { return rounds_; }
    /// The number of steps of a round. The first rounds take the most steps; of a single step, the
    /// second round takes none.
    [[nodiscard]] std::ptrdiff_t steps_of(std::int64_t round) const noexcept {
        return static_cast<std::ptrdiff_t>(steps_ / rounds_ + (round < steps_ % rounds_ ? 1 : 0));
    }

    [[nodiscard]] const diffusion::strips<L>& strips() const noexcept { return strips_; }

    [[nodiscard]] std::ptrdiff_t count() const noexcept {
        std::ptrdiff_t n = strips_.count();
        for (const axis_partition& axis : outer_) n *= axis.parts;
        return n;
    }

    [[nodiscard]] tile<Rank> operator()(std::ptrdiff_t i, std::ptrdiff_t steps) const noexcept {
        tile<Rank> result;
        result.strip = i % strips_.count();
        i /= strips_.count();
        result.axis[Rank - 1] = strips_[result.strip];
        for (std::size_t axis = Rank - 1; axis-- > 0;) {
            const std::ptrdiff_t parts = outer_[axis].parts;
            result.axis[axis] = outer_[axis].reach_of(i % parts, steps, axis != 0);
            i /= parts;
        }
        return result;
    }

    /// The largest number of rows in a slab of a tile.
    [[nodiscard]] std::ptrdiff_t rows_in_slab() const noexcept {
        if constexpr (Rank < 3)
            return 1;
        else
            return outer_[1].begin(1) + 2 * steps_of(0);
    }

private:
    static std::int64_t rounds_for(std::int64_t steps,
                                   [[maybe_unused]] const std::array<std::size_t, Rank>& extents) {
        const std::int64_t at_once = Rank == 1 ? 64 : Rank == 2 ? (extents[0] < 768 ? 13 : 29) : 6;
        return std::max<std::int64_t>(Rank == 1 ? 1 : 2,
                                      steps / at_once + (steps % at_once != 0 ? 1 : 0));
    }
    /// The number of parts of about this length into which n cells are cut.
    static std::ptrdiff_t nearest(std::ptrdiff_t n, std::ptrdiff_t length) noexcept {
        return std::max<std::ptrdiff_t>(1, (n + length / 2) / length);
    }
    static axis_partition last_axis(const std::array<std::size_t, Rank>& extents,
                                    bool is_periodic) noexcept {
        constexpr std::size_t bytes = Rank == 1 ? 16384 : 5120;
        const auto n = static_cast<std::ptrdiff_t>(extents[Rank - 1]);
        return {n, nearest(n, bytes / sizeof(T)), is_periodic};
    }

    std::int64_t steps_, rounds_;
    std::array<axis_partition, Rank - 1> outer_{};
    diffusion::strips<L> strips_;
};

} // namespace HPK_ISA
} // namespace hpk::diffusion
