// SPDX-License-Identifier: MIT
//
// The memory and the streams of CUDA's runtime on a machine without a GPU, as far as hpk uses them.
// "Memory of the GPU" is memory of the CPU in a range of its own, of which each allocation ends at
// inaccessible memory, and which is never given away twice; what lies before an allocation is
// refused to kernels. What is begun in a stream is done no earlier than the stream is waited for.
// Copies are made only between the places that they name.

#include <bit>
#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <functional>
#include <map>
#include <string>
#include <utility>
#include <vector>

#include <sys/mman.h>
#include <unistd.h>

#include <cuda_runtime_api.h>

#include "cuda/emulated/kernels.hpp"
#include "cuda/emulated/runtime.hpp"

namespace {

using namespace hpk::test;

constexpr std::size_t largest = std::size_t{1} << 30; // of one allocation
constexpr std::size_t reserved = std::size_t{1} << 40;

std::size_t page_bytes() {
    static const auto bytes = static_cast<std::size_t>(sysconf(_SC_PAGESIZE));
    return bytes;
}

/// The GPU's memory.
std::byte* first_address() {
    static void* const range =
        mmap(nullptr, reserved, PROT_NONE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
    if (range == MAP_FAILED) emulated::fail("there are no addresses for the GPU's memory");
    return static_cast<std::byte*>(range);
}
/// The part of a page before the allocation that begins in it, in bytes.
std::uint16_t& unused(const std::byte* place) {
    static auto* const all = static_cast<std::uint16_t*>(
        mmap(nullptr, reserved / page_bytes() * sizeof(std::uint16_t), PROT_READ | PROT_WRITE,
             MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0));
    if (all == MAP_FAILED) emulated::fail("there is no memory for the pages of the GPU's memory");
    return all[static_cast<std::size_t>(place - first_address()) / page_bytes()];
}
std::map<const std::byte*, std::size_t>& sizes() {
    static std::map<const std::byte*, std::size_t> all;
    return all;
}

/// What was begun in each stream.
std::vector<std::pair<cudaStream_t, std::function<void()>>>& begun() {
    static std::vector<std::pair<cudaStream_t, std::function<void()>>> all;
    return all;
}

/// The whole pages of an allocation.
std::size_t in_pages(std::size_t bytes) {
    const std::size_t page = page_bytes();
    return (bytes + page - 1) / page * page;
}

bool is_on_gpu(const void* place, std::size_t bytes) {
    const auto* const at = static_cast<const std::byte*>(place);
    auto next = sizes().upper_bound(at);
    if (next == sizes().begin()) return false;
    const auto& [first, size] = *--next;
    return at + bytes <= first + size;
}

} // namespace

std::size_t emulated::allocations() {
    return sizes().size();
}

void emulated::begin(cudaStream_t stream, std::function<void()> work) {
    begun().emplace_back(stream, std::move(work));
}

void emulated::fail(const char* sentence) {
    std::fprintf(stderr, "%s\n", sentence);
    std::abort();
}

std::byte* emulated::expect_on_gpu(std::uint64_t address, std::size_t bytes) {
    auto* const place = std::bit_cast<std::byte*>(address);
    if (place < first_address() || place + bytes > first_address() + reserved ||
        static_cast<std::size_t>(place - first_address()) % page_bytes() < unused(place))
        fail("a kernel reads or writes memory that is not the GPU's");
    return place;
}

cudaError_t cudaMalloc(void** place, std::size_t bytes) {
    static std::size_t used = 0;
    if (bytes > largest || used + in_pages(bytes) > reserved / 2) return cudaErrorMemoryAllocation;
    std::byte* const first = first_address() + used;
    used += in_pages(bytes) + in_pages(1);
    if (mprotect(first, in_pages(bytes), PROT_READ | PROT_WRITE) != 0)
        return cudaErrorMemoryAllocation;
    std::byte* const cells = first + (in_pages(bytes) - bytes);
    std::memset(cells, 0xFF, bytes);
    sizes()[cells] = bytes;
    unused(cells) = static_cast<std::uint16_t>(in_pages(bytes) - bytes);
    *place = cells;
    return cudaSuccess;
}

cudaError_t cudaFree(void* place) {
    if (place == nullptr) return cudaSuccess;
    while (!begun().empty()) (void)cudaStreamSynchronize(begun().front().first);
    const auto found = sizes().find(static_cast<std::byte*>(place));
    if (found == sizes().end()) emulated::fail("memory is freed that was not allocated");
    const std::size_t bytes = in_pages(found->second);
    std::byte* const first = static_cast<std::byte*>(place) + found->second - bytes;
    constexpr int again = MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE | MAP_FIXED;
    if (mmap(first, bytes, PROT_NONE, again, -1, 0) == MAP_FAILED)
        emulated::fail("memory that is freed stays");
    sizes().erase(found);
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
    emulated::begin(stream, [=] {
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
    for (auto& [of, work] : begun())
        if (of == stream) work();
    std::erase_if(begun(), [&](const auto& work) { return work.first == stream; });
    return cudaSuccess;
}

cudaError_t cudaGetLastError() {
    return cudaSuccess;
}

const char* cudaGetErrorString(cudaError_t code) {
    return code == cudaErrorMemoryAllocation ? "out of memory" : "another error";
}
