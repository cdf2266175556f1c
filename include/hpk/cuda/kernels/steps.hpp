// SPDX-License-Identifier: MIT
#pragma once

#include <algorithm>
#include <concepts>
#include <cstddef>
#include <cstdint>
#include <utility>

#include "hpk/cuda/kernels/cells.hpp"
#include "hpk/cuda/kernels/sweep.hpp"
#include "hpk/cuda/kernels/thread.hpp"
#include "hpk/cuda/kernels/tile.hpp"
#include "hpk/diffusion/boundary.hpp"
#include "hpk/diffusion/parameters.hpp"
#include "hpk/diffusion/rule.hpp"
#include "hpk/diffusion/rungs/fused.hpp"
#include "hpk/diffusion/rungs/time_blocked.hpp"

namespace hpk::cuda {
inline namespace HPK_ISA {

/// The rungs of diffusion that have a kernel.
template <class Variant>
concept diffusion_rung =
    std::same_as<Variant, diffusion::fused> || std::same_as<Variant, diffusion::time_blocked>;

/// Takes the steps of a grid that is not empty. `run` runs a kernel, and kernels one after the
/// other.
///
/// \param extents  the number of cells along each axis
/// \param u        the cells
/// \param second   as many cells, with any values; both are overwritten
/// \param p        finite parameters
/// \param steps    the number of steps, at least 0
/// \param outside  the boundary
/// \param run      a function object that is called with kernels
/// \returns u or second, whichever holds the result
template <diffusion_rung Variant, std::size_t Rank, class T, diffusion::boundary B, class Run>
T* take_steps(const index<Rank>& extents, T* u, T* second, const diffusion::parameters<T>& p,
              std::int64_t steps, B outside, const Run& run) {
    static_assert(std::same_as<Variant, diffusion::fused> || diffusion::known_boundary<B>,
                  "time_blocked does not know this boundary: use fused");
    using L = lanes<T, thread>;
    diffusion::step_formula<L, Rank, diffusion::parameters<T>>(p).with([&](const auto& formula) {
        using formula_type = std::remove_cvref_t<decltype(formula)>;
        const cell_step<T, Rank, B, formula_type> step{extents, outside, formula};
        while (steps > 0) {
            if constexpr (std::same_as<Variant, diffusion::fused>) {
                run(sweep<T, Rank, B, formula_type>{step, u, second});
                --steps;
            } else {
                const auto some = std::min<std::int64_t>(steps, tile_steps<Rank>);
                run(tile<T, Rank, B, formula_type>{step, u, second, static_cast<int>(some)});
                steps -= some;
            }
            std::swap(u, second);
        }
    });
    return u;
}

} // namespace HPK_ISA
} // namespace hpk::cuda
