// SPDX-License-Identifier: MIT
#pragma once

#include <algorithm>
#include <concepts>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <memory>
#include <type_traits>
#include <utility>

#include "hpk/hash_table/element.hpp"

namespace hpk::hash_table::detail {
inline namespace HPK_ISA {

/// An integer with the bits of a key.
template <std::size_t Size>
using bits_of_size = std::conditional_t<
    Size == 1, std::uint8_t,
    std::conditional_t<Size == 2, std::uint16_t,
                       std::conditional_t<Size == 4, std::uint32_t, std::uint64_t>>>;

/// The buckets of a table in which the keys themselves say which buckets are full: two keys, of all
/// ones and of all ones but the last, stand for empty and blocked buckets. An element that has one
/// of these keys lies apart.
///
///     two apart | slot 0 | slot 1 | ... | slot n-1 | keys of slots 0 ... 14 | a vector's length
///
/// n is a power of two from 16 on. The first keys stand once more behind the last slot, so that a
/// window of keys may begin at every bucket, and be loaded in longer vectors. The two apart have
/// the numbers -2 and -1.
template <class Element, class Allocator>
class key_buckets {
public:
    using value_type = typename Element::value_type;
    using key_type = typename Element::key_type;
    using key_bits = bits_of_size<sizeof(key_type)>;

    static constexpr std::size_t fewest = 16;
    static constexpr std::size_t apart_below = 2;
    static constexpr std::size_t copies = 15;
    static constexpr std::size_t longest_vector = 64;
    static constexpr key_bits empty = static_cast<key_bits>(~key_bits{0});
    static constexpr key_bits blocked = static_cast<key_bits>(empty - 1);

    static key_bits bits(const key_type& key) noexcept {
        key_bits result;
        std::memcpy(&result, &key, sizeof result);
        return result;
    }
    static bool is_apart(key_bits key) noexcept { return key >= blocked; }

    explicit key_buckets(const Allocator& allocator) noexcept : allocator_(allocator) {}
    key_buckets(const Allocator& allocator, std::size_t count) : allocator_(allocator) {
        unit_allocator units(allocator_);
        memory_ = unit_traits::allocate(units, units_in(count));
        slots_ = reinterpret_cast<value_type*>(std::to_address(memory_)) + 2;
        mask_ = count - 1;
        std::memset(static_cast<void*>(slots_ - 2), 0, 2 * sizeof(value_type));
        std::memset(static_cast<void*>(slots_), 0xff, bytes_in(count) - 2 * sizeof(value_type));
    }
    key_buckets(const key_buckets& other, const Allocator& allocator) : key_buckets(allocator) {
        if (other.count() == 0) return;
        key_buckets copy(allocator, other.count());
        if constexpr (is_bytes<Element, Allocator>) {
            std::memcpy(static_cast<void*>(copy.slots_ - 2),
                        static_cast<const void*>(other.slots_ - 2), bytes_in(other.count()));
        } else {
            struct undone {
                key_buckets* all;
                std::size_t k = 0;
                ~undone() { // a copy threw, and may have left half an element
                    if (all != nullptr) all->vacate(k);
                }
            } guard{&copy};
            other.for_each_full([&](const value_type* from) {
                guard.k = static_cast<std::size_t>(from - other.slots_);
                std::allocator_traits<Allocator>::construct(copy.allocator_, copy.slot(guard.k),
                                                            *from);
                copy.copy_key(guard.k);
            });
            guard.all = nullptr;
        }
        swap(copy);
    }
    key_buckets& operator=(key_buckets&&) = delete;
    ~key_buckets() {
        destroy_all();
        release();
    }
    void swap(key_buckets& other) noexcept {
        swap_allocators(allocator_, other.allocator_);
        std::swap(memory_, other.memory_);
        std::swap(slots_, other.slots_);
        std::swap(mask_, other.mask_);
    }

    [[nodiscard]] const Allocator& allocator() const noexcept { return allocator_; }
    [[nodiscard]] Allocator& allocator() noexcept { return allocator_; }

    [[nodiscard]] std::size_t count() const noexcept { return slots_ == nullptr ? 0 : mask_ + 1; }
    [[nodiscard]] std::size_t mask() const noexcept { return mask_; }
    [[nodiscard]] value_type* slot(std::size_t k) const noexcept {
        return slots_ + static_cast<std::ptrdiff_t>(k);
    }
    [[nodiscard]] key_bits key_at(std::size_t k) const noexcept { return key_of(slot(k)); }

    /// The bucket of an element apart, and whether there is one.
    static std::size_t apart(key_bits key) noexcept {
        return key == empty ? ~std::size_t{0} : ~std::size_t{1};
    }
    [[nodiscard]] bool has_apart(key_bits key) const noexcept { return key_at(apart(key)) == key; }

    /// The bucket's element has been made: its key is in its place.
    void copy_key(std::size_t k) noexcept {
        if (k < copies) set_key(k + mask_ + 1, key_at(k));
    }
    /// The bucket's element has been destroyed.
    void vacate(std::size_t k) noexcept { mark(k, empty); }
    void block(std::size_t k) noexcept { mark(k, blocked); }

    void clear() noexcept {
        destroy_all();
        forget();
    }
    /// All buckets are empty: their elements have been destroyed.
    void forget() noexcept {
        if (slots_ == nullptr) return;
        for (std::size_t k = 0; k <= mask_ + copies; ++k) set_key(k, empty);
        vacate(apart(empty));
        vacate(apart(blocked));
    }

    /// Walks through the full buckets, downwards, then to the two apart.
    class cursor {
    public:
        cursor() = default;
        cursor(value_type* slot, value_type* begin) noexcept : slot_(slot), begin_(begin) {}

        [[nodiscard]] value_type* get() const noexcept { return slot_; }

        void advance() noexcept {
            while (slot_ > begin_)
                if (!is_apart(key_of(--slot_))) return;
            while (slot_ > begin_ - 2)
                if (is_apart(key_of(--slot_))) return;
            *this = {};
        }

        friend bool operator==(cursor a, cursor b) noexcept { return a.slot_ == b.slot_; }

    private:
        value_type* slot_ = nullptr;
        value_type* begin_ = nullptr;
    };

    [[nodiscard]] cursor at(std::size_t k) const noexcept { return {slot(k), slots_}; }
    [[nodiscard]] cursor first() const noexcept { return below(count()); }
    /// The first full bucket below one.
    [[nodiscard]] cursor below(std::size_t k) const noexcept {
        cursor result = at(k);
        result.advance();
        return result;
    }

    /// Calls f(slot) for the full buckets, upwards; f may destroy the element.
    template <class F>
    [[gnu::always_inline]] void for_each_full(F f) const {
        if (slots_ == nullptr) return;
        for (std::ptrdiff_t k = -2; k < 0; ++k)
            if (is_apart(key_of(slots_ + k))) f(slots_ + k);
        const std::size_t n = count();
        for (std::size_t k = 0; k < n; ++k)
            if (!is_apart(key_at(k))) f(slots_ + k);
    }

    [[nodiscard]] std::size_t index_of(cursor c) const noexcept {
        return static_cast<std::size_t>(c.get() - slots_);
    }

private:
    static constexpr std::size_t alignment =
        std::max(alignof(value_type), alignof(std::max_align_t));
    struct alignas(alignment) unit {
        std::byte bytes[alignment];
    };
    using unit_allocator = typename std::allocator_traits<Allocator>::template rebind_alloc<unit>;
    using unit_traits = std::allocator_traits<unit_allocator>;

    static std::size_t bytes_in(std::size_t count) noexcept {
        return (2 + count + copies) * sizeof(value_type) + longest_vector;
    }
    static std::size_t units_in(std::size_t count) noexcept {
        return (bytes_in(count) + sizeof(unit) - 1) / sizeof(unit);
    }

    /// Of a slot with or without an element; the key comes first in both kinds of element.
    static key_bits key_of(const value_type* slot) noexcept {
        key_bits result;
        std::memcpy(&result, static_cast<const void*>(slot), sizeof result);
        return result;
    }
    void set_key(std::size_t k, key_bits key) noexcept {
        std::memcpy(static_cast<void*>(slot(k)), &key, sizeof key);
    }
    void mark(std::size_t k, key_bits with) noexcept {
        if (k > mask_) { // apart: any key but its own
            set_key(k, 0);
        } else {
            set_key(k, with);
            copy_key(k);
        }
    }

    void destroy_all() noexcept {
        if constexpr (!is_bytes<Element, Allocator>)
            for_each_full([this](value_type* slot) { destroy<Element>(allocator_, slot); });
    }
    void release() noexcept {
        if (slots_ == nullptr) return;
        unit_allocator units(allocator_);
        unit_traits::deallocate(units, memory_, units_in(count()));
    }

    typename unit_traits::pointer memory_{};
    value_type* slots_ = nullptr;
    std::size_t mask_ = 0;
    [[no_unique_address]] Allocator allocator_;
};

} // namespace HPK_ISA
} // namespace hpk::hash_table::detail
