// SPDX-License-Identifier: MIT
#pragma once

#include <array>
#include <concepts>
#include <cstddef>

#include "hpk/cuda/kernels/cells.hpp"
#include "hpk/cuda/kernels/kernel.hpp"

namespace hpk::cuda {
inline namespace HPK_ISA {

/// The extents of a tile: 2048 cells, of which there are two sets in shared memory, 32 KiB in
/// double.
/// \{
template <std::size_t Rank>
inline constexpr index<Rank> tile_extents = {2048};
template <>
inline constexpr index<2> tile_extents<2> = {32, 64};
template <>
inline constexpr index<3> tile_extents<3> = {8, 16, 16};
/// \}

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
/// grid a tile has copies of the cells at the opposite edge. With other boundaries it has nothing
/// there, and the boundary is applied in each step.
template <class T, std::size_t Rank, diffusion::boundary B, class Formula>
struct tile {
    static constexpr int threads = 256; ///< per block
    /// Two sets of cells, between which the steps alternate.
    struct shared {
        T cells[2][cells_in(tile_extents<Rank>)];
    };

    cell_step<T, Rank, B, Formula> step; ///< of each cell
    const T* from;                       ///< the cells before the steps
    T* to;                               ///< the cells after them
    int steps;                           ///< 1 … tile_steps<Rank>

    /// The cells of a tile that it writes, along each axis.
    [[nodiscard]] constexpr index<Rank> written() const noexcept {
        index<Rank> result = tile_extents<Rank>;
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
        for (std::ptrdiff_t k = at.thread; k < cells_in(tile_extents<Rank>); k += threads) {
            const index<Rank> in_tile = cell(k, tile_extents<Rank>);
            index<Rank> i{}; // in the grid
            for (std::size_t axis = 0; axis < Rank; ++axis)
                i[axis] = position[axis] * written()[axis] - steps + in_tile[axis];
            if (phase == 0)
                load(i, memory.cells[0][k]);
            else if (is_known(phase, in_tile) && (is_periodic || is_inside(i)))
                advance(phase, i, memory.cells[(phase - 1) % 2] + k, memory.cells[phase % 2][k]);
        }
    }

private:
    using L = lanes<T, thread>;
    static constexpr bool is_periodic = std::same_as<B, diffusion::periodic>;

    /// True for the cells that are known after so many steps.
    [[nodiscard]] constexpr bool is_known(int done, const index<Rank>& in_tile) const noexcept {
        for (std::size_t axis = 0; axis < Rank; ++axis)
            if (in_tile[axis] < done || in_tile[axis] >= tile_extents<Rank>[axis] - done)
                return false;
        return true;
    }
    [[nodiscard]] constexpr bool is_inside(const index<Rank>& i) const noexcept {
        for (std::size_t axis = 0; axis < Rank; ++axis)
            if (i[axis] < 0 || i[axis] >= step.extents[axis]) return false;
        return true;
    }
    constexpr void load(index<Rank> i, T& in_tile) const noexcept {
        if constexpr (is_periodic)
            for (std::size_t axis = 0; axis < Rank; ++axis)
                i[axis] = diffusion::resolve<B>(i[axis], step.extents[axis]);
        if (is_inside(i)) in_tile = from[number(i, step.extents)];
    }
    /// Makes the cell `next` of a level from the cell `at` of the level before. The last level is
    /// written to the grid.
    constexpr void advance(int level, const index<Rank>& i, const T* at, T& next) const noexcept {
        const L c{*at};
        diffusion::neighbours<L, Rank> lower{}, upper{};
        for (std::size_t axis = 0; axis < Rank; ++axis) {
            const std::ptrdiff_t distance = stride(axis, tile_extents<Rank>);
            lower[axis] = neighbour(at, i[axis], axis, -1, distance);
            upper[axis] = neighbour(at, i[axis], axis, 1, distance);
        }
        const T value = step.keeps(i) ? c.value : step.formula(c, lower, upper).value;
        if (level < steps)
            next = value;
        else if (is_inside(i))
            to[number(i, step.extents)] = value;
    }
    [[nodiscard]] constexpr L neighbour(const T* at, std::ptrdiff_t i, std::size_t axis,
                                        std::ptrdiff_t distance,
                                        std::ptrdiff_t stride) const noexcept {
        if constexpr (is_periodic)
            return {at[distance * stride]};
        else
            return step.neighbour(at, i, axis, distance, stride);
    }
};

} // namespace HPK_ISA
} // namespace hpk::cuda
