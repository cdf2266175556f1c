// SPDX-License-Identifier: MIT
#pragma once

#include <array>
#include <concepts>
#include <cstddef>

#include "hpk/cuda/kernels/thread.hpp"
#include "hpk/diffusion/boundary.hpp"
#include "hpk/diffusion/formulas.hpp"

namespace hpk::cuda {
inline namespace HPK_ISA {

/// The index of a cell along each axis, or a number of cells along each axis.
template <std::size_t Rank>
using index = std::array<std::ptrdiff_t, Rank>;

/// Extents as a grid has them.
template <std::size_t Rank>
[[nodiscard]] index<Rank> index_of(const std::array<std::size_t, Rank>& extents) noexcept {
    index<Rank> result{};
    for (std::size_t axis = 0; axis < Rank; ++axis)
        result[axis] = static_cast<std::ptrdiff_t>(extents[axis]);
    return result;
}

/// The number of cells of a grid or a part of one.
template <std::size_t Rank>
[[nodiscard]] constexpr std::ptrdiff_t cells_in(const index<Rank>& extents) noexcept {
    std::ptrdiff_t cells = 1;
    for (std::size_t axis = 0; axis < Rank; ++axis) cells *= extents[axis];
    return cells;
}

/// The index of the k-th cell. The last axis runs fastest.
template <std::size_t Rank>
[[nodiscard]] constexpr index<Rank> cell(std::ptrdiff_t k, const index<Rank>& extents) noexcept {
    index<Rank> i{};
    for (std::size_t axis = Rank; axis-- > 1; k /= extents[axis]) i[axis] = k % extents[axis];
    i[0] = k;
    return i;
}

/// The number of the cell with this index: the inverse of `cell`.
template <std::size_t Rank>
[[nodiscard]] constexpr std::ptrdiff_t number(const index<Rank>& i,
                                              const index<Rank>& extents) noexcept {
    std::ptrdiff_t k = i[0];
    for (std::size_t axis = 1; axis < Rank; ++axis) k = k * extents[axis] + i[axis];
    return k;
}

/// The distance in memory between neighbours along an axis, in cells.
template <std::size_t Rank>
[[nodiscard]] constexpr std::ptrdiff_t stride(std::size_t axis,
                                              const index<Rank>& extents) noexcept {
    std::ptrdiff_t cells = 1;
    for (std::size_t inner = axis + 1; inner < Rank; ++inner) cells *= extents[inner];
    return cells;
}

/// a / b, rounded up. Both are positive.
[[nodiscard]] constexpr std::ptrdiff_t quotient_up(std::ptrdiff_t a, std::ptrdiff_t b) noexcept {
    return (a + b - 1) / b;
}

/// The step of a single cell of a grid.
template <class T, std::size_t Rank, diffusion::boundary B, class Formula>
struct cell_step {
    using L = lanes<T, thread>; ///< a cell

    index<Rank> extents; ///< of the whole grid
    B outside;           ///< what lies beyond its edges
    Formula formula;     ///< makes a cell from a cell and its neighbours

    /// True for the edges of a frozen grid, which keep their values.
    [[nodiscard]] constexpr bool keeps([[maybe_unused]] const index<Rank>& i) const noexcept {
        if constexpr (std::same_as<B, diffusion::frozen>)
            for (std::size_t axis = 0; axis < Rank; ++axis)
                if (i[axis] == 0 || i[axis] + 1 == extents[axis]) return true;
        return false;
    }

    /// The neighbour at a distance of 1 or -1 along an axis.
    ///
    /// \param at        the cell itself, in the grid or in a copy of a part of it
    /// \param i         its index along the axis
    /// \param axis      the axis
    /// \param distance  1 or -1
    /// \param stride    the distance in memory between neighbours along the axis
    [[nodiscard]] constexpr L neighbour(const T* at, std::ptrdiff_t i, std::size_t axis,
                                        std::ptrdiff_t distance,
                                        std::ptrdiff_t stride) const noexcept {
        const std::ptrdiff_t j = diffusion::resolve<B>(i + distance, extents[axis]);
        if constexpr (diffusion::is_fixed<B>)
            if (j < 0) return {outside.value};
        if constexpr (std::same_as<B, diffusion::frozen>)
            if (j < 0) return {*at}; // the neighbour of a cell that keeps its value
        return {at[(j - i) * stride]};
    }
};

} // namespace HPK_ISA
} // namespace hpk::cuda
