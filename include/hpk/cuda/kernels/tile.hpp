// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <cstdint>

#include "hpk/cuda/kernels/cells.hpp"
#include "hpk/cuda/kernels/kernel.hpp"

namespace hpk::cuda {
inline namespace HPK_ISA {

/// The extents of a tile: 2048 cells, of which there are two sets in shared memory, 32 KiB in
/// double. (A function, because a GPU cannot read a variable of the CPU, even if it is constant.)
template <std::size_t Rank>
[[nodiscard]] constexpr index<Rank> tile_extents() noexcept {
    if constexpr (Rank == 1)
        return {2048};
    else if constexpr (Rank == 2)
        return {32, 64};
    else
        return {8, 16, 16};
}

/// The most steps that are taken within a tile. With each step one more cell on each side of the
/// tile is not known.
template <std::size_t Rank>
inline constexpr int tile_steps = Rank == 1   ? 64
                                  : Rank == 2 ? 4
                                              : 2;

/// The kernel of `time_blocked`: several steps from one grid to another, in one pass over memory.
///
/// A block copies a tile into shared memory, takes the steps there, and writes those cells that
/// are then known: as many fewer on each side as there were steps. So tiles overlap, and cells
/// near their sides are computed more than once, with the same bits. Beyond the edges of a periodic
/// axis a tile has copies of the cells at the opposite edge. Beyond others it has nothing, and the
/// boundary is applied in each step. Coefficients are read from the memory of the GPU in each step.
template <class Step>
struct tile {
    static_assert(Step::fields == 1, "on a GPU, time_blocked takes a single field: use fused");
    using T = typename Step::value_type;            ///< float or double
    static constexpr std::size_t Rank = Step::rank; ///< the number of axes
    static constexpr int threads = 256;             ///< per block
    /// Two sets of cells, between which the steps alternate.
    struct shared {
        T cells[2][cells_in(tile_extents<Rank>())];
    };

    Step step;         ///< of each cell
    const T* from;     ///< the cells before the steps
    T* to;             ///< the cells after them
    std::int64_t done; ///< the number of steps before
    int steps;         ///< 1 … tile_steps<Rank>

    /// The cells of a tile that it writes, along each axis.
    [[nodiscard]] constexpr index<Rank> written() const noexcept {
        index<Rank> result = tile_extents<Rank>();
        for (std::ptrdiff_t& extent : result) extent -= std::ptrdiff_t{2} * steps;
        return result;
    }
    /// The number of tiles along each axis.
    [[nodiscard]] constexpr index<Rank> tiles() const noexcept {
        index<Rank> result{};
        for (std::size_t axis = 0; axis < Rank; ++axis)
            result[axis] = quotient_up(step.extents[axis], written()[axis]);
        return result;
    }
    /// The number of blocks.
    [[nodiscard]] std::ptrdiff_t blocks() const noexcept { return cells_in(tiles()); }
    /// One to load, and one per step.
    [[nodiscard]] constexpr int phases() const noexcept { return 1 + steps; }

    /// Loads the tile, or takes a step.
    constexpr void run(int phase, place at, shared& memory) const noexcept {
        const index<Rank> position = cell(at.block, tiles());
        for (std::ptrdiff_t k = at.thread; k < cells_in(tile_extents<Rank>()); k += threads) {
            const index<Rank> in_tile = cell(k, tile_extents<Rank>());
            index<Rank> i{}; // in the grid, or beyond its edges
            for (std::size_t axis = 0; axis < Rank; ++axis)
                i[axis] = position[axis] * written()[axis] - steps + in_tile[axis];
            const index<Rank> original = wrapped(i);
            if (!is_inside(original)) continue;
            if (phase == 0)
                memory.cells[0][k] = from[number(original, step.extents)];
            else if (is_known(phase, in_tile))
                advance(phase, i, original, memory.cells[(phase - 1) % 2] + k,
                        memory.cells[phase % 2][k]);
        }
    }

private:
    using L = lanes<T, thread>;

    /// True for the cells that are known after so many steps.
    [[nodiscard]] constexpr bool is_known(int level, const index<Rank>& in_tile) const noexcept {
        for (std::size_t axis = 0; axis < Rank; ++axis)
            if (in_tile[axis] < level || in_tile[axis] >= tile_extents<Rank>()[axis] - level)
                return false;
        return true;
    }
    /// The cell of which a cell beyond periodic edges is a copy.
    [[nodiscard]] constexpr index<Rank> wrapped(index<Rank> i) const noexcept {
        for (std::size_t axis = 0; axis < Rank; ++axis)
            if (step.wraps(axis))
                i[axis] = diffusion::resolve<diffusion::periodic>(i[axis], step.extents[axis]);
        return i;
    }
    [[nodiscard]] constexpr bool is_inside(const index<Rank>& i) const noexcept {
        for (std::size_t axis = 0; axis < Rank; ++axis)
            if (i[axis] < 0 || i[axis] >= step.extents[axis]) return false;
        return true;
    }
    /// Makes the cell `next` of a level from the cell `at` of the level before. The last level is
    /// written to the grid.
    constexpr void advance(int level, const index<Rank>& i, const index<Rank>& original,
                           const T* at, T& next) const noexcept {
        const auto neighbour = [&](std::size_t axis, std::ptrdiff_t distance) -> L {
            const std::ptrdiff_t away = stride(axis, tile_extents<Rank>());
            if (step.wraps(axis)) return {at[distance * away]};
            return step.neighbour(at, original, axis, distance, away, done + level - 1);
        };
        diffusion::stars<L, Rank, 1> old{};
        old.centre[0] = {*at};
        for (std::size_t axis = 0; axis < Rank; ++axis) {
            old.before[0][axis] = neighbour(axis, -1);
            old.after[0][axis] = neighbour(axis, 1);
        }
        const T value = step(old, original)[0].value;
        if (level < steps)
            next = value;
        else if (is_inside(i))
            to[number(i, step.extents)] = value;
    }
};

} // namespace HPK_ISA
} // namespace hpk::cuda
