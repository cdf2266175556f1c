// SPDX-License-Identifier: MIT
#pragma once

#include <algorithm>
#include <cstddef>

#include "hpk/cuda/kernels/cells.hpp"
#include "hpk/cuda/kernels/kernel.hpp"

namespace hpk::cuda {
inline namespace HPK_ISA {

/// The kernel of `fused`: one step from one grid to another, in one pass over memory.
///
/// A thread walks along the first axis and keeps three cells in registers, so that a cell is
/// read little more than once from beyond the first-level cache; the threads of a warp stand side
/// by side along the last axis. On a grid of one axis a thread advances one cell.
template <class T, std::size_t Rank, diffusion::boundary B, class Formula>
struct sweep {
    static constexpr int threads = 256; ///< per block
    struct shared {};                   ///< nothing

    cell_step<T, Rank, B, Formula> step; ///< of each cell
    const T* from;                       ///< the cells before the step
    T* to;                               ///< the cells after it

    /// The length of a walk: up to 16 cells, but so few that a small grid also has enough threads.
    [[nodiscard]] constexpr std::ptrdiff_t walk() const noexcept {
        constexpr std::ptrdiff_t longest = Rank == 1 ? 1 : 16, enough_threads = 1 << 18;
        return std::clamp<std::ptrdiff_t>(cells_in(step.extents) / enough_threads, 1, longest);
    }
    /// The number of walks along each axis.
    [[nodiscard]] constexpr index<Rank> walks() const noexcept {
        index<Rank> result = step.extents;
        result[0] = quotient_up(result[0], walk());
        return result;
    }
    /// The number of blocks.
    [[nodiscard]] std::ptrdiff_t blocks() const noexcept {
        return quotient_up(cells_in(walks()), threads);
    }
    /// The number of phases.
    [[nodiscard]] constexpr int phases() const noexcept { return 1; }

    /// Takes a walk.
    constexpr void run(int, place at, shared&) const noexcept {
        using L = lanes<T, thread>;
        const std::ptrdiff_t k = at.block * threads + at.thread;
        if (k >= cells_in(walks())) return;
        index<Rank> i = cell(k, walks());
        i[0] *= walk();
        const std::ptrdiff_t end = std::min(i[0] + walk(), step.extents[0]);
        const std::ptrdiff_t stride_0 = stride(0, step.extents);
        std::ptrdiff_t n = number(i, step.extents);
        L before = step.neighbour(from + n, i[0], 0, -1, stride_0), c{from[n]};
        for (; i[0] < end; ++i[0], n += stride_0) {
            const L after = step.neighbour(from + n, i[0], 0, 1, stride_0);
            diffusion::neighbours<L, Rank> lower{before}, upper{after};
            for (std::size_t axis = 1; axis < Rank; ++axis) {
                const std::ptrdiff_t distance = stride(axis, step.extents);
                lower[axis] = step.neighbour(from + n, i[axis], axis, -1, distance);
                upper[axis] = step.neighbour(from + n, i[axis], axis, 1, distance);
            }
            to[n] = step.keeps(i) ? c.value : step.formula(c, lower, upper).value;
            before = c;
            c = after;
        }
    }
};

} // namespace HPK_ISA
} // namespace hpk::cuda
