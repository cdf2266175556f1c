// SPDX-License-Identifier: MIT
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <memory>
#include <utility>

#include "hpk/core/isa.hpp"
#include "hpk/core/rounding.hpp"
#include "hpk/hash_table/storage/element.hpp"
#include "hpk/hash_table/storage/owned_memory.hpp"

namespace hpk::hash_table::detail {
inline namespace HPK_ISA {

/// The entries of an ordered table, in insertion order, and memory for its index:
///
///     value 0 ... value c-1 | hash 0 ... hash c-1 | index | state 0 ... state c
///
/// An entry is full, a hole left by an erased element, or unused; state c is always unused and ends
/// iteration. An object of this class owns the memory and the elements in it; one without entries
/// owns nothing.
template <class Element, class Allocator>
class ordered_entries {
public:
    using value_type = typename Element::value_type;

    explicit ordered_entries(const Allocator& allocator) noexcept : memory_(allocator) {}
    ordered_entries(const Allocator& allocator, std::size_t capacity, std::size_t index_bytes)
        : memory_(allocator, layout{capacity, index_bytes}.size()), layout_{capacity, index_bytes} {
        std::memset(states(), unused, capacity + 1);
    }
    ordered_entries(const ordered_entries& other, const Allocator& allocator)
        : ordered_entries(allocator) {
        if (!other.exists()) return;
        ordered_entries copy(allocator, other.capacity(), other.layout_.index_bytes);
        if constexpr (is_copied_as_bytes<Element, Allocator>) {
            std::memcpy(copy.memory_.begin(), other.memory_.begin(), other.layout_.size());
            copy.used_ = other.used_;
        } else {
            std::memcpy(copy.index_memory(), other.index_memory(), other.layout_.index_bytes);
            for (std::size_t k = 0; k < other.used_; ++k) {
                if (other.is_full(k))
                    std::allocator_traits<Allocator>::construct(
                        copy.allocator(), copy.value(k),
                        static_cast<const value_type&>(*other.value(k)));
                copy.note(k, other.hashes()[k], static_cast<state>(other.states()[k]));
            }
        }
        copy.first_ = other.first_;
        swap(copy);
    }
    ordered_entries& operator=(const ordered_entries&) = delete;
    ~ordered_entries() { destroy_all(); }
    void swap(ordered_entries& other) noexcept {
        memory_.swap(other.memory_);
        std::swap(layout_, other.layout_);
        std::swap(used_, other.used_);
        std::swap(first_, other.first_);
    }

    [[nodiscard]] const Allocator& allocator() const noexcept { return memory_.allocator(); }
    [[nodiscard]] Allocator& allocator() noexcept { return memory_.allocator(); }

    [[nodiscard]] std::size_t capacity() const noexcept { return layout_.capacity; }
    /// The number of entries that are full or holes.
    [[nodiscard]] std::size_t used() const noexcept { return used_; }
    [[nodiscard]] bool is_full(std::size_t k) const noexcept { return states()[k] == full; }
    [[nodiscard]] value_type* value(std::size_t k) const noexcept {
        return reinterpret_cast<value_type*>(memory_.begin()) + k;
    }
    [[nodiscard]] const auto& key(std::size_t k) const noexcept { return Element::key(*value(k)); }
    [[nodiscard]] std::size_t* hashes() const noexcept {
        return reinterpret_cast<std::size_t*>(memory_.begin() + layout_.hashes());
    }
    [[nodiscard]] std::byte* index_memory() const noexcept {
        return memory_.begin() + layout_.index();
    }
    [[nodiscard]] const void* memory() const noexcept { return memory_.begin(); }
    [[nodiscard]] std::size_t bytes() const noexcept { return memory_.bytes(); }
    [[nodiscard]] bool contains(const void* where) const noexcept {
        return memory_.contains(where);
    }

    /// Marks entry k full, after an element with this hash has been constructed there.
    void occupy(std::size_t k, std::size_t hash) noexcept { note(k, hash, full); }

    /// Destroys the element of entry k and leaves a hole.
    void vacate(std::size_t k) noexcept {
        states()[k] = hole;
        while (states()[first_] == hole) ++first_;
        destroy<Element>(allocator(), value(k));
    }

    /// Destroys the elements; all entries are unused again.
    void clear() noexcept {
        if (!exists()) return;
        destroy_all();
        std::memset(states(), unused, used_);
        used_ = first_ = 0;
    }

    /// Iterates over the full entries.
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

    /// The layout of the memory, in bytes.
    struct layout {
        std::size_t capacity = 0;
        std::size_t index_bytes = 0;

        [[nodiscard]] std::size_t hashes() const noexcept {
            return hpk::detail::rounded_up(capacity * sizeof(value_type), sizeof(std::size_t));
        }
        [[nodiscard]] std::size_t index() const noexcept {
            return hashes() + capacity * sizeof(std::size_t);
        }
        [[nodiscard]] std::size_t states() const noexcept { return index() + index_bytes; }
        [[nodiscard]] std::size_t size() const noexcept { return states() + capacity + 1; }
    };

    [[nodiscard]] bool exists() const noexcept { return memory_.begin() != nullptr; }
    [[nodiscard]] std::uint8_t* states() const noexcept {
        return reinterpret_cast<std::uint8_t*>(memory_.begin() + layout_.states());
    }

    void note(std::size_t k, std::size_t hash, state s) noexcept {
        hashes()[k] = hash;
        states()[k] = s;
        used_ = (std::max)(used_, k + 1);
    }
    void destroy_all() noexcept {
        if constexpr (!is_bytes<Element, Allocator>)
            for (std::size_t k = first_; k < used_; ++k)
                if (is_full(k)) destroy<Element>(allocator(), value(k));
    }

    owned_memory<Element, Allocator> memory_;
    layout layout_;
    std::size_t used_ = 0;
    std::size_t first_ = 0; ///< the first entry that is not a hole
};

} // namespace HPK_ISA
} // namespace hpk::hash_table::detail
