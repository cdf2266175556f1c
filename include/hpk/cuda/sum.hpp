// SPDX-License-Identifier: MIT
#pragma once

#include <concepts>
#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include <cuda_runtime_api.h>

#include "hpk/cuda/grid.hpp"
#include "hpk/cuda/kernels/exact_sum.hpp"
#include "hpk/cuda/kernels/launch.hpp"

namespace hpk::cuda {
inline namespace HPK_ISA {

/// The sum of all cells, rounded once: the bits of reductions::exact_sum.
///
/// \param u       a grid of float or double
/// \param stream  the stream that adds; the call waits for it
/// \throws hpk::cuda::error
///
/// Cost: O(cells), which are read once, and half a megabyte of memory on the GPU.
template <std::floating_point T, std::size_t Rank>
[[nodiscard]] T sum(const grid<T, Rank>& u, cudaStream_t stream = nullptr) {
    static_assert(std::same_as<T, float> || std::same_as<T, double>,
                  "sum works in float or double");
    using integers = waiting_sum<T>;
    if (u.empty()) return 0;
    exact_sum<T> kernel{u.data(), static_cast<std::ptrdiff_t>(u.size()), nullptr};
    const auto places = static_cast<std::size_t>(kernel.blocks() * integers::places);
    grid<std::int64_t, 1> of_blocks({places});
    kernel.sums = of_blocks.data();
    launch(kernel, stream);
    std::vector<std::int64_t> sums(places);
    of_blocks.copy_to(std::span(sums), stream);
    return integers::value(sums);
}

} // namespace HPK_ISA
} // namespace hpk::cuda
