// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <new>

namespace hpk {

/// The alignment of hpk's arrays in bytes: a cache line, and a vector of any instruction set.
inline constexpr std::size_t array_alignment = 64;

/// Allocates arrays that begin at a multiple of array_alignment.
template <class T>
struct aligned_allocator {
    using value_type = T; ///< what it allocates

    aligned_allocator() = default;
    /// Converts from an allocator for another type; all aligned_allocators are equal.
    template <class U>
    aligned_allocator(const aligned_allocator<U>&) noexcept {}

    /// Allocates memory for `count` elements.
    /// \throws std::bad_alloc
    [[nodiscard]] T* allocate(std::size_t count) {
        return static_cast<T*>(::operator new(count * sizeof(T), alignment));
    }
    /// Releases memory that allocate() returned.
    void deallocate(T* array, std::size_t) noexcept { ::operator delete(array, alignment); }

    /// Always true: either can release memory that the other allocated.
    friend bool operator==(aligned_allocator, aligned_allocator) noexcept { return true; }

private:
    static_assert(alignof(T) <= array_alignment);
    static constexpr std::align_val_t alignment{array_alignment};
};

} // namespace hpk
