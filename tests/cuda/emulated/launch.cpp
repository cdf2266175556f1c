// SPDX-License-Identifier: MIT
//
// The kernels of CUDA's runtime on a machine without a GPU: they are those of translate.py.

#include <cstddef>
#include <map>
#include <vector>

#include <cuda_runtime_api.h>

#include <hpk/core/subnormals.hpp>

#include "cuda/emulated/kernels.hpp"
#include "cuda/emulated/runtime.hpp"

namespace {

using namespace hpk::test;

/// The kernels by the address of their function on the CPU.
std::map<const void*, const emulated::kernel*>& functions() {
    static std::map<const void*, const emulated::kernel*> all;
    return all;
}

/// What `<<<>>>` says of a launch.
struct configuration {
    dim3 blocks, threads;
    std::size_t shared;
    cudaStream_t stream;
};
std::vector<configuration>& configurations() {
    static std::vector<configuration> all;
    return all;
}

/// The kernel whose function on the CPU has this address.
const emulated::kernel& kernel_of(const void* function) {
    const auto found = functions().find(function);
    if (found == functions().end()) emulated::fail("a kernel was not translated");
    return *found->second;
}

/// Begins a kernel with one argument.
void begin(const emulated::kernel& k, dim3 blocks, dim3 threads, void** arguments,
           cudaStream_t stream) {
    const auto* const argument = static_cast<const std::byte*>(arguments[0]);
    const std::vector<std::byte> parameters(argument, argument + k.parameters);
    emulated::begin(stream, [&k, blocks, threads, parameters] {
        const hpk::subnormals_kept guard; // as on a GPU
        std::vector<std::byte> shared(k.shared);
        for (unsigned block = 0; block < blocks.x; ++block)
            k.run({block, 0, threads.x, parameters.data(), shared.data(), k.shared});
    });
}

} // namespace

// What the code calls that nvcc makes of `<<<>>>`; no header declares it for programs.
// NOLINTBEGIN(*-reserved-identifier, readability-identifier-naming): CUDA's names
extern "C" {
void** __cudaRegisterFatBinary(void*) {
    static void* handle = nullptr;
    return &handle;
}
void __cudaRegisterFatBinaryEnd(void**) {}
void __cudaUnregisterFatBinary(void**) {}
void __cudaRegisterFunction(void**, const char* function, char*, const char* name, int, uint3*,
                            uint3*, dim3*, dim3*, int*) {
    for (const emulated::kernel& k : emulated::kernels())
        if (k.name == name) functions()[function] = &k;
}
unsigned __cudaPushCallConfiguration(dim3 blocks, dim3 threads, std::size_t shared,
                                     cudaStream_t stream) {
    configurations().push_back({blocks, threads, shared, stream});
    return 0;
}
cudaError_t __cudaPopCallConfiguration(dim3* blocks, dim3* threads, std::size_t* shared,
                                       void* stream) {
    const configuration last = configurations().back();
    configurations().pop_back();
    *blocks = last.blocks;
    *threads = last.threads;
    *shared = last.shared;
    *static_cast<cudaStream_t*>(stream) = last.stream;
    return cudaSuccess;
}
cudaError_t __cudaGetKernel(cudaKernel_t* k, const void* function) {
    *k = reinterpret_cast<cudaKernel_t>(const_cast<emulated::kernel*>(&kernel_of(function)));
    return cudaSuccess;
}
cudaError_t __cudaLaunchKernel(cudaKernel_t k, dim3 blocks, dim3 threads, void** arguments,
                               std::size_t, cudaStream_t stream) {
    begin(*reinterpret_cast<const emulated::kernel*>(k), blocks, threads, arguments, stream);
    return cudaSuccess;
}
}
// NOLINTEND(*-reserved-identifier, readability-identifier-naming)

// The same before CUDA 13.
cudaError_t cudaLaunchKernel(const void* function, dim3 blocks, dim3 threads, void** arguments,
                             std::size_t, cudaStream_t stream) {
    begin(kernel_of(function), blocks, threads, arguments, stream);
    return cudaSuccess;
}
