// SPDX-License-Identifier: MIT
//
// CUDA's runtime on a machine without a GPU, as far as hpk::cuda::grid uses it. "Memory of the GPU"
// is memory of the CPU. Copies are made no earlier than their stream is waited for, and only
// between the places that they name.

#include <cstddef>
#include <cstdlib>
#include <cstring>
#include <functional>
#include <map>
#include <utility>
#include <vector>

#include <cuda_runtime_api.h>

#include "cuda/fake/runtime.hpp"

namespace {

constexpr std::size_t memory = std::size_t{1} << 30;

std::map<const std::byte*, std::size_t>& allocations() {
    static std::map<const std::byte*, std::size_t> all;
    return all;
}
std::vector<std::pair<cudaStream_t, std::function<void()>>>& begun() {
    static std::vector<std::pair<cudaStream_t, std::function<void()>>> copies;
    return copies;
}

bool is_on_gpu(const void* place, std::size_t bytes) {
    const auto* const at = static_cast<const std::byte*>(place);
    auto next = allocations().upper_bound(at);
    if (next == allocations().begin()) return false;
    const auto& [first, size] = *--next;
    return at + bytes <= first + size;
}

} // namespace

std::size_t hpk::test::fake_allocations() {
    return allocations().size();
}

cudaError_t cudaMalloc(void** place, std::size_t bytes) {
    if (bytes > memory) return cudaErrorMemoryAllocation;
    *place = std::malloc(bytes);
    std::memset(*place, 0xFF, bytes);
    allocations()[static_cast<const std::byte*>(*place)] = bytes;
    return cudaSuccess;
}

cudaError_t cudaFree(void* place) {
    if (place == nullptr) return cudaSuccess;
    if (allocations().erase(static_cast<const std::byte*>(place)) != 1) std::abort();
    std::free(place);
    return cudaSuccess;
}

cudaError_t cudaMemcpy2DAsync(void* to, std::size_t to_pitch, const void* from,
                              std::size_t from_pitch, std::size_t width, std::size_t height,
                              cudaMemcpyKind direction, cudaStream_t stream) {
    if (width > to_pitch || width > from_pitch) return cudaErrorInvalidPitchValue;
    const bool to_gpu = direction == cudaMemcpyHostToDevice;
    if (is_on_gpu(to, (height - 1) * to_pitch + width) != to_gpu ||
        is_on_gpu(from, (height - 1) * from_pitch + width) == to_gpu)
        return cudaErrorInvalidValue;
    begun().emplace_back(stream, [=] {
        for (std::size_t row = 0; row < height; ++row)
            std::memcpy(static_cast<std::byte*>(to) + row * to_pitch,
                        static_cast<const std::byte*>(from) + row * from_pitch, width);
    });
    return cudaSuccess;
}

cudaError_t cudaMemcpyAsync(void* to, const void* from, std::size_t bytes, cudaMemcpyKind direction,
                            cudaStream_t stream) {
    return cudaMemcpy2DAsync(to, bytes, from, bytes, bytes, 1, direction, stream);
}

cudaError_t cudaStreamSynchronize(cudaStream_t stream) {
    for (auto& [of, copy] : begun())
        if (of == stream) copy();
    std::erase_if(begun(), [&](const auto& copy) { return copy.first == stream; });
    return cudaSuccess;
}

cudaError_t cudaGetLastError() {
    return cudaSuccess;
}

const char* cudaGetErrorString(cudaError_t code) {
    return code == cudaErrorMemoryAllocation ? "out of memory" : "another error";
}
