// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <cstdint>
#include <limits>

#include <cuda_runtime_api.h>

#include "hpk/core/expects.hpp"
#include "hpk/cuda/error.hpp"
#include "hpk/cuda/kernels/kernel.hpp"

namespace hpk::cuda {

/// A number of blocks, as a launch takes it.
///
/// \throws hpk::cuda::error if there are more than CUDA launches
[[nodiscard]] inline unsigned launched(std::ptrdiff_t blocks) {
    constexpr std::ptrdiff_t most = (std::numeric_limits<std::int32_t>::max)();
    expects<error>(blocks <= most, [&] {
        return "a kernel: " + hpk::detail::shown(blocks) + " blocks, but CUDA launches at most " +
               hpk::detail::shown(most);
    });
    return static_cast<unsigned>(blocks);
}

#if defined(__CUDACC__)

/// Runs a kernel as a thread of the GPU.
template <kernel Kernel>
__global__ void __launch_bounds__(Kernel::threads) run_on_gpu(const Kernel k) {
    __shared__ typename Kernel::shared memory;
    const place at{static_cast<std::ptrdiff_t>(blockIdx.x), static_cast<int>(threadIdx.x)};
    for (int phase = 0; phase < k.phases(); ++phase) {
        if (phase > 0) __syncthreads();
        k.run(phase, at, memory);
    }
}

/// Launches a kernel on the current GPU, in a stream, without waiting for it.
///
/// \throws hpk::cuda::error if it cannot be launched
template <kernel Kernel>
void launch(const Kernel& k, cudaStream_t stream) {
    run_on_gpu<<<launched(k.blocks()), Kernel::threads, 0, stream>>>(k);
    check(cudaGetLastError(), "a kernel");
}

#else

/// Only nvcc compiles kernels.
template <kernel Kernel>
void launch(const Kernel&, cudaStream_t) {
    static_assert(!sizeof(Kernel), "hpk's kernels for a GPU must be compiled by nvcc, with the "
                                   "option --expt-relaxed-constexpr: use them in a .cu file");
}

#endif

} // namespace hpk::cuda
