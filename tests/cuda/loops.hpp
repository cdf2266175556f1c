// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <cstring>
#include <memory>

#include <hpk/cuda/kernels/kernel.hpp>

namespace hpk::test {

/// The order in which a phase visits the threads of a block, and a kernel its blocks.
enum class order { forwards, backwards };

/// Runs a kernel by plain loops. Each block finds its shared memory full of NaN.
template <cuda::kernel Kernel>
void run_in_loops(const Kernel& kernel, order visits) {
    const auto turned = [&](auto k, auto n) { return visits == order::forwards ? k : n - 1 - k; };
    const auto memory = std::make_unique<typename Kernel::shared>();
    const std::ptrdiff_t blocks = kernel.blocks();
    for (std::ptrdiff_t block = 0; block < blocks; ++block) {
        std::memset(static_cast<void*>(memory.get()), 0xFF, sizeof *memory);
        for (int phase = 0; phase < kernel.phases(); ++phase)
            for (int thread = 0; thread < Kernel::threads; ++thread)
                kernel.run(phase, {turned(block, blocks), turned(thread, Kernel::threads)},
                           *memory);
    }
}

} // namespace hpk::test
