// SPDX-License-Identifier: MIT
#pragma once

#include <stdexcept>
#include <string>

#include <cuda_runtime_api.h>

#include "hpk/core/expects.hpp"

namespace hpk::cuda {

/// An error that CUDA reports. The message names the call, and is CUDA's own sentence.
struct error : std::runtime_error {
    using std::runtime_error::runtime_error;
};

/// Throws hpk::cuda::error unless a call of CUDA's has succeeded.
///
/// \param code  the result of the call
/// \param call  its name
inline void check(cudaError_t code, const char* call) {
    if (code == cudaSuccess) return;
    (void)
        cudaGetLastError(); // forgets an error that does not last, so that no later call reports it
    hpk::detail::fail<error>(std::string(call) + ": " + cudaGetErrorString(code));
}

} // namespace hpk::cuda
