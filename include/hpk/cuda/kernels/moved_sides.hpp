// SPDX-License-Identifier: MIT
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "hpk/diffusion/affine_sides.hpp"
#include "hpk/diffusion/boundary.hpp"

namespace hpk::cuda {
inline namespace HPK_ISA {

/// A boundary as kernels get it: the values to which it refers are copied to the GPU.
///
/// \param outside  the boundary
/// \param steps    the number of steps for which sides that vary are known
/// \param extents  of the grid
/// \param copy     a function object that copies a std::span to the GPU, and returns its address
///                 there
/// \{
template <diffusion::boundary B, std::size_t Rank, class Copy>
[[nodiscard]] B moved(const B& outside, std::int64_t, const std::array<std::size_t, Rank>&,
                      const Copy&) noexcept {
    return outside;
}
template <class T, std::size_t Rank, class Copy>
[[nodiscard]] diffusion::affine_sides<T, Rank>
moved(diffusion::affine_sides<T, Rank> outside, std::int64_t steps,
      const std::array<std::size_t, Rank>& extents, const Copy& copy) {
    using pairs = typename diffusion::affine_sides<T, Rank>::pairs;
    const bool varies = outside.steps != nullptr;
    std::vector<pairs> all{outside.of};
    if (varies) all.assign(outside.steps, outside.steps + steps);
    if (outside.differ) {
        std::vector<T> values;
        const auto keep = [&](const T* first, std::size_t axis) {
            values.insert(values.end(), first, first + diffusion::cells_along(axis, extents));
        };
        const auto for_each_that_differs = [&](const auto& f) {
            for (pairs& of_step : all)
                for (std::size_t axis = 0; axis < Rank; ++axis)
                    for (diffusion::affine_side<T>& side : of_step[axis])
                        if (side.differs()) f(side, axis);
        };
        for_each_that_differs([&](const diffusion::affine_side<T>& side, std::size_t axis) {
            keep(side.a_along, axis);
            keep(side.b_along, axis);
        });
        const T* next = copy(std::span<const T>(values));
        for_each_that_differs([&](diffusion::affine_side<T>& side, std::size_t axis) {
            side.a_along = next;
            side.b_along = next + diffusion::cells_along(axis, extents);
            next = side.b_along + diffusion::cells_along(axis, extents);
        });
    }
    outside.of = all.front();
    if (varies) outside.steps = copy(std::span<const pairs>(all));
    return outside;
}
/// \}

} // namespace HPK_ISA
} // namespace hpk::cuda
