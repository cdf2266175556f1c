// SPDX-License-Identifier: MIT
#pragma once

#include <concepts>
#include <cstddef>
#include <cstdint>
#include <type_traits>

#include <cuda_runtime_api.h>

#include "hpk/cuda/grid.hpp"
#include "hpk/cuda/kernels/cells.hpp"
#include "hpk/cuda/kernels/launch.hpp"
#include "hpk/cuda/kernels/steps.hpp"
#include "hpk/diffusion/boundary.hpp"
#include "hpk/diffusion/calls/checks.hpp"
#include "hpk/diffusion/parameters.hpp"
#include "hpk/diffusion/sides.hpp"

namespace hpk::cuda {
inline namespace HPK_ISA {

/// Takes `steps` steps on the GPU, with the bits of diffusion::evolve.
///
/// The steps are begun in the stream, and the call does not wait for them. So an error on the GPU
/// is reported by a later call, such as a copy.
///
/// \tparam Variant  diffusion::fused, or diffusion::time_blocked, which takes several steps in one
///                  pass over memory and supports hpk's own boundaries
/// \param  u        the cells; afterwards their address may be another
/// \param  p        as for diffusion::evolve
/// \param  steps    the number of steps, at least 0
/// \param  outside  periodic, fixed, reflecting or frozen; with `fused` also a type with a
///                  constexpr resolve(i, n): see diffusion::resolving_boundary
/// \param  stream   the stream that takes the steps
/// \param  second   scratch memory, to be kept from call to call: another grid than u; it gets the
///                  extents of u if it has others
/// \throws std::invalid_argument as diffusion::evolve, and hpk::cuda::error
///
/// Cost: O(cells · steps) operations; `fused` makes one pass over memory per step.
template <diffusion_rung Variant = diffusion::fused, class T, std::size_t Rank,
          diffusion::boundary Boundary>
void evolve(grid<T, Rank>& u, const diffusion::parameters<std::type_identity_t<T>>& p,
            std::int64_t steps, Boundary outside, cudaStream_t stream, grid<T, Rank>& second) {
    static_assert(std::same_as<T, float> || std::same_as<T, double>,
                  "evolve works in float or double");
    static_assert(!std::same_as<Boundary, diffusion::sides>, "cuda::evolve does not take sides");
    diffusion::detail::expect_parameters<Rank>(p);
    diffusion::detail::expect_at_least(steps, 0, "steps");
    const auto beyond = diffusion::detail::expect_boundary<T, Rank>(outside);
    if (steps == 0 || u.empty()) return;
    if (second.extents() != u.extents()) second = grid<T, Rank>(u.extents());
    const T* const result =
        take_steps<Variant>(index_of(u.extents()), u.data(), second.data(), p, steps, beyond,
                            [&](const auto& kernel) { launch(kernel, stream); });
    if (result != u.data()) u.swap(second);
}

/// The same, with scratch memory that is allocated for this call; it ends when all steps are
/// taken.
template <diffusion_rung Variant = diffusion::fused, class T, std::size_t Rank,
          diffusion::boundary Boundary = diffusion::periodic>
void evolve(grid<T, Rank>& u, const diffusion::parameters<std::type_identity_t<T>>& p,
            std::int64_t steps, Boundary outside = {}, cudaStream_t stream = nullptr) {
    grid<T, Rank> second;
    evolve<Variant>(u, p, steps, outside, stream, second);
    check(cudaStreamSynchronize(stream), "cudaStreamSynchronize");
}

} // namespace HPK_ISA
} // namespace hpk::cuda
