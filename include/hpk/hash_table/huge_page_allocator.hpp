// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <limits>
#include <memory>
#include <new>

#if defined(__linux__)
#include <sys/mman.h>
#endif

namespace hpk {

/// An allocator for large tables: arrays of 1 MiB and more are asked of the system in huge pages.
/// A table that is larger than the caches touches another page with nearly every look-up, and a
/// processor has the addresses of a few thousand pages at hand: 8 MiB or so of pages of 4 KiB, but
/// gigabytes of those of 2 MiB.
///
///     template <class Key, class T>
///     using large_map = hpk::hash_map<Key, T, hpk::hash<Key>, std::equal_to<>,
///                                     hpk::huge_page_allocator<std::pair<const Key, T>>>;
///
/// Such arrays take a multiple of 2 MiB. The memory is ordinary where the system has no huge pages
/// to give (on Linux: /sys/kernel/mm/transparent_hugepage/enabled says `never`, or memory is
/// fragmented), and on systems other than Linux, where this is std::allocator.
template <class T>
struct huge_page_allocator {
    using value_type = T; ///< what it allocates

    static constexpr std::size_t page = std::size_t{2} << 20; ///< of a huge page, in bytes

    huge_page_allocator() = default;
    /// All are equal.
    template <class U>
    huge_page_allocator(const huge_page_allocator<U>&) noexcept {}

    /// An array of `count` elements.
    /// \throws std::bad_alloc when there is no memory
    [[nodiscard]] T* allocate(std::size_t count) {
#if defined(__linux__)
        if (is_large(count)) {
            void* const array = ::operator new (size(count), std::align_val_t{page});
            madvise(array, size(count), MADV_HUGEPAGE); // a wish: what it answers is all the same
            return static_cast<T*>(array);
        }
#endif
        return std::allocator<T>().allocate(count);
    }
    /// Gives back an array that allocate(count) returned.
    void deallocate(T* array, std::size_t count) noexcept {
#if defined(__linux__)
        if (is_large(count)) {
            ::operator delete (array, std::align_val_t{page});
            return;
        }
#endif
        std::allocator<T>().deallocate(array, count);
    }

    /// True: what one allocates another may give back.
    friend bool operator==(huge_page_allocator, huge_page_allocator) noexcept {
        return true;
    }

private:
    static_assert(alignof(T) <= page);

    /// False, too, for more than there can be: std::allocator knows what to throw.
    static constexpr bool is_large(std::size_t count) noexcept {
        constexpr std::size_t most = (std::numeric_limits<std::ptrdiff_t>::max)() / sizeof(T);
        return count >= ((std::size_t{1} << 20) + sizeof(T) - 1) / sizeof(T) && count <= most;
    }
    /// In bytes, rounded up to whole pages.
    static constexpr std::size_t size(std::size_t count) noexcept {
        return (count * sizeof(T) + page - 1) / page * page;
    }
};

} // namespace hpk
