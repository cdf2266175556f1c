// SPDX-License-Identifier: MIT
//
// Replaces the global operator new and delete by versions that count.

#include "allocations.hpp"

#include <atomic>
#include <cstdlib>
#include <new>

namespace {

std::atomic<std::size_t> calls{0};
std::atomic<std::size_t> total{0};

void* counted(void* p, std::size_t size) {
    if (p == nullptr) throw std::bad_alloc();
    ++calls;
    total += size;
    return p;
}

} // namespace

void* operator new(std::size_t size) {
    return counted(std::malloc(size), size);
}
void* operator new(std::size_t size, const std::nothrow_t&) noexcept {
    void* const p = std::malloc(size);
    return p == nullptr ? p : counted(p, size);
}
void* operator new(std::size_t size, std::align_val_t alignment) {
    const auto unit = static_cast<std::size_t>(alignment);
    // aligned_alloc needs a multiple of the alignment.
    return counted(std::aligned_alloc(unit, (size + unit - 1) / unit * unit), size);
}
void operator delete(void* p) noexcept {
    std::free(p);
}
void operator delete(void* p, std::size_t) noexcept {
    std::free(p);
}
void operator delete(void* p, std::align_val_t) noexcept {
    std::free(p);
}
void operator delete(void* p, std::size_t, std::align_val_t) noexcept {
    std::free(p);
}

namespace hpk::test {

allocations allocations::so_far() {
    return {calls, total};
}

} // namespace hpk::test
