// SPDX-License-Identifier: MIT
//
// The kernels of CUDA's runtime on a machine without a GPU: they are those of translate.py.

#include <cstddef>
#include <map>
#include <vector>

#include <cuda_runtime_api.h>

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

} // namespace

// What the code calls that nvcc makes of `<<<>>>`; no header declares it for programs.
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
    const auto found = functions().find(function);
    if (found == functions().end()) emulated::fail("a kernel was not translated");
    *k = reinterpret_cast<cudaKernel_t>(const_cast<emulated::kernel*>(found->second));
    return cudaSuccess;
}
cudaError_t __cudaLaunchKernel(cudaKernel_t which, dim3 blocks, dim3 threads, void** arguments,
                               std::size_t, cudaStream_t stream) {
    const auto& k = *reinterpret_cast<const emulated::kernel*>(which);
    const auto* const argument = static_cast<const std::byte*>(arguments[0]);
    emulated::begin(
        stream, [&k, blocks, threads,
                 parameters = std::vector<std::byte>(argument, argument + k.parameters)] {
            std::vector<std::byte> shared(k.shared);
            for (unsigned block = 0; block < blocks.x; ++block)
                k.run({block, 0, threads.x, parameters.data(), shared.data(), k.shared});
        });
    return cudaSuccess;
}
}
