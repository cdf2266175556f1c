// SPDX-License-Identifier: MIT
#pragma once

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>

#include "hpk/cuda/kernels/cells.hpp"
#include "hpk/cuda/kernels/kernel.hpp"
#include "hpk/diffusion/time_blocking/tile.hpp"

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
    static constexpr std::size_t rank = Step::rank; ///< the number of axes
    static constexpr int threads = 256;             ///< per block
    /// Two sets of cells, between which the steps alternate.
    struct shared {
        T cells[2][cells_in(tile_extents<rank>())];
    };

    Step step;         ///< of each cell
    const T* from;     ///< the cells before the steps
    T* to;             ///< the cells after them
    std::int64_t done; ///< the number of steps before
    int steps;         ///< 1 … tile_steps<rank>

    /// The cells of a tile that it writes, along each axis.
    [[nodiscard]] constexpr index<rank> written() const noexcept {
        index<rank> result = tile_extents<rank>();
        for (std::ptrdiff_t& extent : result) extent -= std::ptrdiff_t{2} * steps;
        return result;
    }
    /// The number of tiles along each axis.
    [[nodiscard]] constexpr index<rank> tiles() const noexcept {
        index<rank> result{};
        for (std::size_t axis = 0; axis < rank; ++axis)
            result[axis] = quotient_up(step.extents[axis], written()[axis]);
        return result;
    }
    /// The number of blocks.
    [[nodiscard]] std::ptrdiff_t blocks() const noexcept { return cells_in(tiles()); }
    /// One to load, and one per step.
    [[nodiscard]] constexpr int phases() const noexcept { return 1 + steps; }

    /// Loads the tile, or takes a step. A thread walks along the first axis; on lines, whose
    /// neighbours would be visited by the same thread, a walk is a single cell.
    constexpr void run(int phase, place at, shared& memory) const noexcept {
        const index<rank> position = cell(at.block, tiles());
        index<rank> walks = tile_extents<rank>();
        walks[0] /= walk;
        for (std::ptrdiff_t k = at.thread; k < cells_in(walks); k += threads) {
            index<rank> in_tile = cell(k, walks), i{}; // i: in the grid, or beyond its edges
            in_tile[0] *= walk;
            for (std::size_t axis = 0; axis < rank; ++axis)
                i[axis] = position[axis] * written()[axis] - steps + in_tile[axis];
            if (!is_reached(i) || !is_known(phase, in_tile)) continue;
            if (phase == 0)
                load(in_tile, i, memory.cells[0]);
            else
                advance(phase, in_tile, i, memory.cells[(phase - 1) % 2], memory.cells[phase % 2]);
        }
    }

private:
    using L = lanes<T, thread>;
    static constexpr std::ptrdiff_t walk = rank == 1 ? 1 : 8; ///< cells

    /// True if the first and the last cells along an axis are neighbours.
    [[nodiscard]] constexpr bool wraps(std::size_t axis) const noexcept {
        return diffusion::wraps(step.outside, axis);
    }
    /// True for walks whose indices along all axes but the first are those of a cell.
    [[nodiscard]] constexpr bool is_reached(const index<rank>& i) const noexcept {
        for (std::size_t axis = 1; axis < rank; ++axis)
            if (!wraps(axis) && (i[axis] < 0 || i[axis] >= step.extents[axis])) return false;
        return true;
    }
    /// True for walks that are known after so many steps, as far as all axes but the first matter.
    [[nodiscard]] constexpr bool is_known(int level, const index<rank>& in_tile) const noexcept {
        for (std::size_t axis = 1; axis < rank; ++axis)
            if (in_tile[axis] < level || in_tile[axis] >= tile_extents<rank>()[axis] - level)
                return false;
        return true;
    }
    /// The index along an axis of the cell of which one beyond a periodic edge is a copy.
    [[nodiscard]] constexpr std::ptrdiff_t wrapped(std::size_t axis,
                                                   std::ptrdiff_t i) const noexcept {
        if (!wraps(axis)) return i;
        return diffusion::resolve<diffusion::periodic>(i, step.extents[axis]);
    }
    /// Copies the cells of a walk into the tile.
    constexpr void load(const index<rank>& in_tile, index<rank> i, T* cells) const noexcept {
        const std::ptrdiff_t first = i[0];
        for (std::size_t axis = 1; axis < rank; ++axis) i[axis] = wrapped(axis, i[axis]);
        T* place = cells + number(in_tile, tile_extents<rank>());
        for (std::ptrdiff_t k = 0; k < walk; ++k, place += stride(0, tile_extents<rank>())) {
            i[0] = wrapped(0, first + k);
            if (i[0] >= 0 && i[0] < step.extents[0]) *place = from[number(i, step.extents)];
        }
    }
    /// Makes the cells of a walk that are known at a level from the cells of the level before.
    /// Those of the last level are written to the grid.
    constexpr void advance(int level, const index<rank>& in_tile, index<rank> i, const T* old_tile,
                           T* new_tile) const noexcept {
        const std::int64_t before = done + level - 1;
        const std::ptrdiff_t stride_0 = stride(0, tile_extents<rank>());
        // The cells of the walk: in the tile from k, in the grid from i[0].
        const std::ptrdiff_t base = i[0] - in_tile[0];
        std::ptrdiff_t k = std::max<std::ptrdiff_t>(in_tile[0], level);
        std::ptrdiff_t end = std::min(in_tile[0] + walk, tile_extents<rank>()[0] - level);
        if (!wraps(0)) {
            k = std::max(k, -base);
            end = std::min(end, step.extents[0] - base);
        }
        bool is_written = level == steps;
        index<rank> target = i;
        std::array<typename Step::source, rank> lower{}, upper{};
        for (std::size_t axis = 1; axis < rank; ++axis) {
            const std::ptrdiff_t distance = stride(axis, tile_extents<rank>());
            is_written = is_written && i[axis] >= 0 && i[axis] < step.extents[axis];
            i[axis] = wrapped(axis, i[axis]);
            lower[axis] = find(i[axis], axis, -1, distance, before);
            upper[axis] = find(i[axis], axis, 1, distance, before);
        }
        index<rank> place = in_tile;
        place[0] = k;
        target[0] = base + k;
        std::ptrdiff_t n = number(place, tile_extents<rank>()), m = number(target, step.extents);
        diffusion::stars<L, rank, 1> old{};
        for (bool first = true; k < end; ++k, n += stride_0, m += stride(0, step.extents)) {
            i[0] = wrapped(0, base + k);
            const auto neighbour = [&](const auto& source, std::size_t axis,
                                       std::ptrdiff_t distance) {
                return step.value(source, old_tile + n, i, axis, distance, before);
            };
            if (first) {
                old.before[0][0] = neighbour(find(i[0], 0, -1, stride_0, before), 0, -1);
                old.centre[0] = {old_tile[n]};
                first = false;
            }
            upper[0] = find(i[0], 0, 1, stride_0, before);
            for (std::size_t axis = 0; axis < rank; ++axis)
                old.after[0][axis] = neighbour(upper[axis], axis, 1);
            for (std::size_t axis = 1; axis < rank; ++axis)
                old.before[0][axis] = neighbour(lower[axis], axis, -1);
            const T next = step(old, i)[0].value;
            if (level < steps)
                new_tile[n] = next;
            else if (is_written && base + k >= 0 && base + k < step.extents[0])
                to[m] = next;
            old.before[0][0] = old.centre[0];
            old.centre[0] = old.after[0][0];
        }
    }
    /// Where a neighbour is found in the tile, which has copies of cells beyond periodic edges.
    [[nodiscard]] constexpr auto find(std::ptrdiff_t i, std::size_t axis, std::ptrdiff_t distance,
                                      std::ptrdiff_t stride, std::int64_t before) const noexcept {
        if (wraps(axis)) return typename Step::source{distance * stride, false};
        return step.find(i, axis, distance, stride, before);
    }
};

} // namespace HPK_ISA
} // namespace hpk::cuda
