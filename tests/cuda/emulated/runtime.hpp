// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <functional>

#include <cuda_runtime_api.h>

namespace hpk::test::emulated {

/// The number of allocations that have not been freed.
std::size_t allocations();

/// Begins work in a stream.
void begin(cudaStream_t stream, std::function<void()> work);

} // namespace hpk::test::emulated
