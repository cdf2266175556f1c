// SPDX-License-Identifier: MIT
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <memory>
#include <utility>

#include "hpk/core/isa.hpp"
#include "hpk/hash_table/element.hpp"

namespace hpk::hash_table::detail {
inline namespace HPK_ISA {

/// The entries of an ordered table, in the order in which they came, and memory for its index:
///
///     value 0 ... value c-1 | hash 0 ... hash c-1 | index | state 0 ... state c
///
/// An entry is full, or a hole that an element has left, or not yet used; state c is unused for
/// ever and ends iteration. An object of this class owns the memory and the elements in it; one
/// that is moved from, or for no entries, owns nothing.
template <class Element, class Allocator>
class ordered_entries {
public:
    using value_type = typename Element::value_type;

    explicit ordered_entries(const Allocator& allocator) noexcept : allocator_(allocator) {}
    ordered_entries(const Allocator& allocator, std::size_t capacity, std::size_t index_bytes)
        : capacity_(capacity), index_bytes_(index_bytes), allocator_(allocator) {
        unit_allocator units(allocator_);
        memory_ = unit_traits::allocate(units, units_in_memory());
        std::memset(states(), unused, capacity_ + 1);
    }
    ordered_entries(const ordered_entries& other, const Allocator& allocator)
        : ordered_entries(allocator) {
        if (!other.owns_memory()) return;
        ordered_entries copy(allocator, other.capacity_, other.index_bytes_);
        if constexpr (is_bytes<Element, Allocator>) {
            std::memcpy(copy.byte(0), other.byte(0), other.bytes_in_memory());
            copy.used_ = other.used_;
        } else {
            std::memcpy(copy.index_memory(), other.index_memory(), other.index_bytes_);
            for (std::size_t k = 0; k < other.used_; ++k) {
                if (other.is_full(k))
                    std::allocator_traits<Allocator>::construct(
                        copy.allocator_, copy.value(k),
                        static_cast<const value_type&>(*other.value(k)));
                copy.note(k, other.hashes()[k], static_cast<state>(other.states()[k]));
            }
        }
        copy.first_ = other.first_;
        swap(copy);
    }
    ordered_entries(ordered_entries&& other) noexcept : ordered_entries(other.allocator_) {
        swap(other);
    }
    ordered_entries& operator=(ordered_entries&&) = delete;
    ~ordered_entries() {
        if (!owns_memory()) return;
        destroy_all();
        unit_allocator units(allocator_);
        unit_traits::deallocate(units, memory_, units_in_memory());
    }
    void swap(ordered_entries& other) noexcept {
        swap_allocators(allocator_, other.allocator_);
        std::swap(memory_, other.memory_);
        std::swap(capacity_, other.capacity_);
        std::swap(index_bytes_, other.index_bytes_);
        std::swap(used_, other.used_);
        std::swap(first_, other.first_);
    }

    [[nodiscard]] const Allocator& allocator() const noexcept { return allocator_; }
    [[nodiscard]] Allocator& allocator() noexcept { return allocator_; }

    [[nodiscard]] std::size_t capacity() const noexcept { return capacity_; }
    /// How many entries are full or holes.
    [[nodiscard]] std::size_t used() const noexcept { return used_; }
    [[nodiscard]] bool is_full(std::size_t k) const noexcept { return states()[k] == full; }
    [[nodiscard]] value_type* value(std::size_t k) const noexcept {
        return reinterpret_cast<value_type*>(byte(0)) + k;
    }
    [[nodiscard]] const auto& key(std::size_t k) const noexcept { return Element::key(*value(k)); }
    [[nodiscard]] std::size_t* hashes() const noexcept {
        return reinterpret_cast<std::size_t*>(byte(hashes_offset()));
    }
    [[nodiscard]] std::byte* index_memory() const noexcept { return byte(index_offset()); }
    [[nodiscard]] const void* memory() const noexcept { return owns_memory() ? byte(0) : nullptr; }

    /// An element of this hash has been constructed at entry k.
    void occupy(std::size_t k, std::size_t hash) noexcept { note(k, hash, full); }

    /// Destroys the element of entry k and leaves a hole.
    void vacate(std::size_t k) noexcept {
        destroy<Element>(allocator_, value(k));
        states()[k] = hole;
        while (states()[first_] == hole) ++first_;
    }

    /// Destroys the elements; all entries are unused again.
    void clear() noexcept {
        if (!owns_memory()) return;
        destroy_all();
        std::memset(states(), unused, used_);
        used_ = first_ = 0;
    }

    /// Walks through the full entries.
    class cursor {
    public:
        cursor() = default;
        cursor(value_type* value, const std::uint8_t* state) noexcept
            : value_(value), state_(state) {}

        [[nodiscard]] value_type* get() const noexcept { return value_; }

        void advance() noexcept {
            do {
                ++value_;
                ++state_;
            } while (*state_ == hole);
            if (*state_ == unused) *this = {};
        }

        friend bool operator==(cursor a, cursor b) noexcept { return a.value_ == b.value_; }

    private:
        value_type* value_ = nullptr;
        const std::uint8_t* state_ = nullptr;
    };

    [[nodiscard]] cursor at(std::size_t k) const noexcept { return {value(k), states() + k}; }
    [[nodiscard]] cursor first() const noexcept { return at(first_); }
    [[nodiscard]] std::size_t index_of(const value_type* element) const noexcept {
        return static_cast<std::size_t>(element - value(0));
    }

private:
    enum state : std::uint8_t { unused, full, hole };

    static constexpr std::size_t alignment =
        std::max(alignof(value_type), alignof(std::max_align_t));
    struct alignas(alignment) unit {
        std::byte bytes[alignment];
    };
    using unit_allocator = typename std::allocator_traits<Allocator>::template rebind_alloc<unit>;
    using unit_traits = std::allocator_traits<unit_allocator>;

    /// There may be buckets and no entries: eight that may be filled to a tenth.
    [[nodiscard]] bool owns_memory() const noexcept { return index_bytes_ != 0; }

    static constexpr std::size_t rounded_up(std::size_t bytes, std::size_t multiple) noexcept {
        return (bytes + multiple - 1) / multiple * multiple;
    }
    [[nodiscard]] std::size_t hashes_offset() const noexcept {
        return rounded_up(capacity_ * sizeof(value_type), sizeof(std::size_t));
    }
    [[nodiscard]] std::size_t index_offset() const noexcept {
        return hashes_offset() + capacity_ * sizeof(std::size_t);
    }
    [[nodiscard]] std::size_t bytes_in_memory() const noexcept {
        return index_offset() + index_bytes_ + capacity_ + 1;
    }
    [[nodiscard]] std::size_t units_in_memory() const noexcept {
        return rounded_up(bytes_in_memory(), sizeof(unit)) / sizeof(unit);
    }
    [[nodiscard]] std::byte* byte(std::size_t offset) const noexcept {
        return reinterpret_cast<std::byte*>(std::to_address(memory_)) + offset;
    }
    [[nodiscard]] std::uint8_t* states() const noexcept {
        return reinterpret_cast<std::uint8_t*>(byte(index_offset() + index_bytes_));
    }

    void note(std::size_t k, std::size_t hash, state s) noexcept {
        hashes()[k] = hash;
        states()[k] = s;
        used_ = std::max(used_, k + 1);
    }
    void destroy_all() noexcept {
        if constexpr (!is_bytes<Element, Allocator>)
            for (std::size_t k = first_; k < used_; ++k)
                if (is_full(k)) destroy<Element>(allocator_, value(k));
    }

    typename unit_traits::pointer memory_{};
    std::size_t capacity_ = 0;
    std::size_t index_bytes_ = 0;
    std::size_t used_ = 0;
    std::size_t first_ = 0; ///< the first entry that is no hole
    [[no_unique_address]] Allocator allocator_;
};

} // namespace HPK_ISA
} // namespace hpk::hash_table::detail
