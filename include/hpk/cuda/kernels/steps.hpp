// SPDX-License-Identifier: MIT
#pragma once

#include <algorithm>
#include <array>
#include <concepts>
#include <cstddef>
#include <cstdint>
#include <type_traits>
#include <utility>

#include "hpk/cuda/kernels/cells.hpp"
#include "hpk/cuda/kernels/moved_sides.hpp"
#include "hpk/cuda/kernels/sweep.hpp"
#include "hpk/cuda/kernels/thread.hpp"
#include "hpk/cuda/kernels/tile.hpp"
#include "hpk/diffusion/boundary.hpp"
#include "hpk/diffusion/request.hpp"
#include "hpk/diffusion/rule.hpp"
#include "hpk/diffusion/rungs/fused.hpp"
#include "hpk/diffusion/rungs/time_blocked.hpp"

namespace hpk::cuda {
inline namespace HPK_ISA {

/// The rungs of diffusion that have a kernel.
template <class Variant>
concept diffusion_rung =
    std::same_as<Variant, diffusion::fused> || std::same_as<Variant, diffusion::time_blocked>;

/// Takes the steps of a request whose grids are not empty, and lie in the memory of the GPU.
///
/// \param r        the request; its sides still refer to memory of the CPU
/// \param from     the cells of each field; afterwards those of the result
/// \param to       as many cells, with any values; afterwards the others
/// \param rows     the coefficients, if p has some
/// \param machine  has members run(kernel), which runs kernels one after the other, and
///                 copy(std::span), which copies values to the GPU until the kernels have run
template <diffusion_rung Variant, class Request, class T, std::size_t F, std::size_t K,
          class Machine>
void take_steps(const Request& r, std::array<T*, F>& from, std::array<T*, F>& to,
                const coefficient_rows<T, K>& rows, const Machine& machine) {
    constexpr std::size_t rank = Request::rank;
    using B = typename Request::boundary_type;
    constexpr bool is_fused = std::same_as<Variant, diffusion::fused>;
    static_assert(is_fused || !diffusion::resolving_boundary<B>,
                  "time_blocked does not know this boundary: use fused");
    const index<rank> extents = index_of(r.u.extents());
    const B outside = moved(r.outside, r.steps, r.u.extents(),
                            [&](const auto& values) { return machine.copy(values); });
    diffusion::step_formula<lanes<T, thread>, rank, typename Request::parameters_type>(r.p).with(
        [&](const auto& formula) {
            using step = cell_step<T, rank, F, K, B, std::remove_cvref_t<decltype(formula)>>;
            const step s{extents, outside, formula, rows};
            for (std::int64_t done = 0; done < r.steps; std::swap(from, to)) {
                std::array<const T*, F> old{};
                std::copy(from.begin(), from.end(), old.begin());
                if constexpr (is_fused) {
                    machine.run(sweep<step>{s, old, to, done});
                    ++done;
                } else {
                    const auto some = std::min<std::int64_t>(r.steps - done, tile_steps<rank>);
                    machine.run(tile<step>{s, old[0], to[0], done, static_cast<int>(some)});
                    done += some;
                }
            }
        });
}

} // namespace HPK_ISA
} // namespace hpk::cuda
