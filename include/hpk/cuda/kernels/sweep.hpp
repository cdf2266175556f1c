// SPDX-License-Identifier: MIT
#pragma once

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>

#include "hpk/cuda/kernels/cells.hpp"
#include "hpk/cuda/kernels/kernel.hpp"

namespace hpk::cuda {
inline namespace HPK_ISA {

/// The kernel of `fused`: one step from one grid to another, in one pass over memory.
///
/// A thread walks along the first axis and keeps three cells in registers, so that a cell is
/// read little more than once from beyond the first-level cache; the threads of a warp stand side
/// by side along the last axis. On a grid of one axis a thread advances one cell.
template <class Step>
struct sweep {
    using T = typename Step::value_type;                ///< float or double
    static constexpr std::size_t rank = Step::rank;     ///< the number of axes
    static constexpr std::size_t fields = Step::fields; ///< the number of fields
    static constexpr int threads = 256;                 ///< per block
    struct shared {};                                   ///< nothing

    Step step;                         ///< of each cell
    std::array<const T*, fields> from; ///< the cells of each field before the step
    std::array<T*, fields> to;         ///< the cells after it
    std::int64_t done;                 ///< the number of steps before

    /// The length of a walk: up to 16 cells, but so few that a small grid also has enough threads.
    [[nodiscard]] constexpr std::ptrdiff_t walk() const noexcept {
        constexpr std::ptrdiff_t longest = rank == 1 ? 1 : 16, enough_threads = 1 << 18;
        return std::clamp<std::ptrdiff_t>(cells_in(step.extents) / enough_threads, 1, longest);
    }
    /// The number of walks along each axis.
    [[nodiscard]] constexpr index<rank> walks() const noexcept {
        index<rank> result = step.extents;
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
        index<rank> i = cell(k, walks());
        i[0] *= walk();
        const std::ptrdiff_t end = std::min(i[0] + walk(), step.extents[0]);
        const std::ptrdiff_t stride_0 = stride(0, step.extents);
        std::ptrdiff_t n = number(i, step.extents);
        // Along the other axes, neighbours lie equally far from all cells of the walk.
        std::array<typename Step::source, rank> lower{}, upper{};
        for (std::size_t axis = 1; axis < rank; ++axis) {
            const std::ptrdiff_t distance = stride(axis, step.extents);
            lower[axis] = step.find(i[axis], axis, -1, distance, done);
            upper[axis] = step.find(i[axis], axis, 1, distance, done);
        }
        diffusion::stars<L, rank, fields> old{};
        lower[0] = step.find(i[0], 0, -1, stride_0, done);
        for (std::size_t f = 0; f < fields; ++f) {
            old.before[f][0] = step.value(lower[0], from[f] + n, i, 0, -1, done);
            old.centre[f] = {from[f][n]};
        }
        for (; i[0] < end; ++i[0], n += stride_0) {
            upper[0] = step.find(i[0], 0, 1, stride_0, done);
            for (std::size_t f = 0; f < fields; ++f) {
                for (std::size_t axis = 0; axis < rank; ++axis)
                    old.after[f][axis] = step.value(upper[axis], from[f] + n, i, axis, 1, done);
                for (std::size_t axis = 1; axis < rank; ++axis)
                    old.before[f][axis] = step.value(lower[axis], from[f] + n, i, axis, -1, done);
            }
            const std::array<L, fields> next = step(old, i);
            for (std::size_t f = 0; f < fields; ++f) {
                to[f][n] = next[f].value;
                old.before[f][0] = old.centre[f];
                old.centre[f] = old.after[f][0];
            }
        }
    }
};

} // namespace HPK_ISA
} // namespace hpk::cuda
