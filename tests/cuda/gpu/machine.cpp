// SPDX-License-Identifier: MIT

#include <cstdint>
#include <limits>
#include <string>

#include <cuda_runtime_api.h>

#include <hpk/cuda/error.hpp>

#include "cuda/machine.hpp"

namespace hpk::test {

std::string machine() {
    cudaDeviceProp properties{};
    cuda::check(cudaGetDeviceProperties(&properties, 0), "cudaGetDeviceProperties");
    return "The kernels run on a GPU: " + std::string(properties.name) + ".";
}

std::int64_t most_work() {
    return std::numeric_limits<std::int64_t>::max();
}

} // namespace hpk::test
