// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <limits>
#include <memory>
#include <new>

#if defined(__linux__)
#include <sys/mman.h>
#endif

#include "hpk/core/rounding.hpp"

namespace hpk {

/// An allocator for large tables that requests huge pages for arrays of 1 MiB or more. A table
/// larger than the caches touches another page with nearly every look-up, and the TLB of a
/// processor holds the addresses of a few thousand pages: about 8 MiB with pages of 4 KiB, but
/// gigabytes with pages of 2 MiB.
///
///     template <class Key, class T>
///     using large_map = hpk::hash_map<Key, T, hpk::hash<Key>, std::equal_to<>,
///                                     hpk::huge_page_allocator<std::pair<const Key, T>>>;
///
/// The size of such an array is rounded up to a multiple of 2 MiB. It has ordinary pages if the
/// system has no huge pages available (on Linux: /sys/kernel/mm/transparent_hugepage/enabled is
/// `never`, or memory is fragmented). On systems other than Linux this is std::allocator.
template <class T>
struct huge_page_allocator {
    using value_type = T; ///< the type of the elements

    static constexpr std::size_t page = std::size_t{2} << 20; ///< the size of a huge page, in bytes

    huge_page_allocator() = default;
    /// Converts from an allocator for another type; all huge_page_allocators are equal.
    template <class U>
    huge_page_allocator(const huge_page_allocator<U>&) noexcept {}

    /// Allocates an array of `count` elements.
    /// \throws std::bad_alloc when there is no memory
    [[nodiscard]] T* allocate(std::size_t count) {
#if defined(__linux__)
        if (is_large(count)) {
            void* const array = ::operator new(size(count), std::align_val_t{page});
            madvise(array, size(count), MADV_HUGEPAGE); // only advice: failure is harmless
            return static_cast<T*>(array);
        }
#endif
        return std::allocator<T>().allocate(count);
    }
    /// Releases an array that allocate(count) returned.
    void deallocate(T* array, std::size_t count) noexcept {
#if defined(__linux__)
        if (is_large(count)) {
            ::operator delete(array, std::align_val_t{page});
            return;
        }
#endif
        std::allocator<T>().deallocate(array, count);
    }

    /// Always true: any of them can release an array that another allocated.
    friend bool operator==(huge_page_allocator, huge_page_allocator) noexcept { return true; }

private:
    static_assert(alignof(T) <= page);

    /// Also false for impossible counts, which std::allocator rejects.
    static constexpr bool is_large(std::size_t count) noexcept {
        constexpr std::size_t most = (std::numeric_limits<std::ptrdiff_t>::max)() / sizeof(T);
        return count <= most && count * sizeof(T) >= std::size_t{1} << 20;
    }
    /// The size in bytes, rounded up to whole pages.
    static constexpr std::size_t size(std::size_t count) noexcept {
        return detail::rounded_up(count * sizeof(T), page);
    }
};

} // namespace hpk
