// SPDX-License-Identifier: MIT
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <utility>

#include "hpk/core/isa.hpp"
#include "hpk/core/rounding.hpp"
#include "hpk/hash_table/storage/element.hpp"

namespace hpk::hash_table::detail {
inline namespace HPK_ISA {

/// Memory for elements and their metadata, suitably aligned, and the allocator that it comes from.
/// May own no memory.
template <class Element, class Allocator>
class owned_memory {
public:
    // NOLINTBEGIN(modernize-pass-by-value): copies of allocators are as cheap as moves
    explicit owned_memory(const Allocator& allocator) noexcept : allocator_(allocator) {}
    owned_memory(const Allocator& allocator, std::size_t bytes)
        : units_(hpk::detail::rounded_up(bytes, sizeof(unit)) / sizeof(unit)),
          allocator_(allocator) {
        // NOLINTEND(modernize-pass-by-value)
        unit_allocator units(allocator_);
        memory_ = unit_traits::allocate(units, units_);
    }
    owned_memory(const owned_memory&) = delete;
    owned_memory& operator=(const owned_memory&) = delete;
    ~owned_memory() {
        if (units_ == 0) return;
        unit_allocator units(allocator_);
        unit_traits::deallocate(units, memory_, units_);
    }
    void swap(owned_memory& other) noexcept {
        swap_allocators(allocator_, other.allocator_);
        std::swap(memory_, other.memory_);
        std::swap(units_, other.units_);
    }

    [[nodiscard]] const Allocator& allocator() const noexcept { return allocator_; }
    [[nodiscard]] Allocator& allocator() noexcept { return allocator_; }

    /// The first byte; null if there is none.
    [[nodiscard]] std::byte* begin() const noexcept {
        if (memory_ == nullptr) return nullptr;
        return reinterpret_cast<std::byte*>(std::to_address(memory_));
    }

    [[nodiscard]] std::size_t bytes() const noexcept { return units_ * sizeof(unit); }

    [[nodiscard]] bool contains(const void* where) const noexcept {
        return reinterpret_cast<std::uintptr_t>(where) - reinterpret_cast<std::uintptr_t>(begin()) <
               bytes();
    }

private:
    static constexpr std::size_t alignment =
        (std::max)(alignof(typename Element::value_type), alignof(std::max_align_t));
    struct alignas(alignment) unit {
        std::byte bytes[alignment];
    };
    using unit_allocator = typename std::allocator_traits<Allocator>::template rebind_alloc<unit>;
    using unit_traits = std::allocator_traits<unit_allocator>;

    typename unit_traits::pointer memory_{};
    std::size_t units_ = 0;
    [[no_unique_address]] Allocator allocator_;
};

} // namespace HPK_ISA
} // namespace hpk::hash_table::detail
