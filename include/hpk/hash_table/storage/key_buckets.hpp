// SPDX-License-Identifier: MIT
#pragma once

#include <algorithm>
#include <array>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <memory>
#include <type_traits>

#include "hpk/hash/mixing/digest.hpp"
#include "hpk/hash_table/storage/element.hpp"
#include "hpk/hash_table/storage/slot_array.hpp"

namespace hpk::hash_table::detail {
inline namespace HPK_ISA {

/// An unsigned integer of the size of a key, for its bits.
template <std::size_t Size>
using bits_of_size = std::conditional_t<
    Size == 1, std::uint8_t,
    std::conditional_t<
        Size == 2, std::uint16_t,
        std::conditional_t<Size == 4, std::uint32_t,
                           std::conditional_t<Size == 8, std::uint64_t, hpk::detail::uint128>>>>;

/// The buckets of a table in which the keys themselves mark the full buckets: two reserved bit
/// patterns, ~0 and ~0 - 1, mark empty and blocked buckets. An element whose key has one of these
/// patterns is stored apart, behind all others.
///
///     slot 0 | slot 1 | ... | slot n-1 | two apart | a vector's length
///
/// Searches look at whole windows: the slots of a cache line if slots are small, but at least four.
template <class Element, class Allocator>
class key_buckets : public slot_array<Element, Allocator> {
    using slots = slot_array<Element, Allocator>;

public:
    using typename slots::value_type;
    using key_type = typename Element::key_type;
    using key_bits = bits_of_size<sizeof(key_type)>;

    static constexpr std::size_t window = std::clamp<std::size_t>(
        std::bit_floor(64 / std::min<std::size_t>(sizeof(value_type), 64)), 4, slots::fewest);
    static constexpr key_bits empty = static_cast<key_bits>(~key_bits{0});
    static constexpr key_bits blocked = static_cast<key_bits>(empty - 1);

    static key_bits bits(const key_type& key) noexcept {
        key_bits result;
        std::memcpy(&result, &key, sizeof result);
        return result;
    }
    static bool is_apart(key_bits key) noexcept { return key >= blocked; }

    explicit key_buckets(const Allocator& allocator) noexcept : slots(allocator, nothing()) {}
    key_buckets(const Allocator& allocator, std::size_t count)
        : slots(allocator, count, bytes_in(count)) {
        forget();
    }
    key_buckets(const key_buckets& other, const Allocator& allocator) : key_buckets(allocator) {
        if (!other.exists()) return;
        key_buckets copy(allocator, other.count());
        if constexpr (is_copied_as_bytes<Element, Allocator>) {
            std::memcpy(static_cast<void*>(copy.slot(0)), static_cast<const void*>(other.slot(0)),
                        bytes_in(other.count()));
        } else {
            other.for_each_full([&](const value_type* from) {
                copy.construct(other.index_of(from), [&](Allocator& by, value_type* to) {
                    std::allocator_traits<Allocator>::construct(by, to, *from);
                });
            });
            for (std::size_t k = 0; k < other.count(); ++k)
                if (other.is_blocked(k)) copy.block(k); // searches must continue past it
        }
        swap(copy);
    }
    ~key_buckets() { destroy_all(); }
    void swap(key_buckets& other) noexcept { slots::swap(other); }

    [[nodiscard]] key_bits key_at(std::size_t k) const noexcept {
        key_bits result; // the key comes first in a slot, with or without an element
        std::memcpy(&result, static_cast<const void*>(slots::slot(k)), sizeof result);
        return result;
    }
    [[nodiscard]] bool is_full(std::size_t k) const noexcept {
        return is_apart(key_at(k)) == (k > slots::mask());
    }
    [[nodiscard]] bool is_blocked(std::size_t k) const noexcept {
        return key_at(k) == blocked && k <= slots::mask();
    }

    /// The bucket of an element that is stored apart.
    [[nodiscard]] std::size_t apart(key_bits key) const noexcept {
        return slots::mask() + (key == empty ? 1 : 2);
    }

    /// Calls `make(allocator, slot)` for an empty bucket. If that throws, the bucket stays empty.
    template <class Make>
    [[gnu::always_inline]] void construct(std::size_t k, Make&& make) {
        struct undone {
            key_buckets* all;
            std::size_t k;
            ~undone() { // the constructor may have written parts of the element
                if (all != nullptr) all->vacate(k);
            }
        } guard{this, k};
        make(this->allocator(), slots::slot(k));
        guard.all = nullptr;
    }
    /// Marks a bucket empty, after its element has been destroyed.
    void vacate(std::size_t k) noexcept { mark(k, empty); }
    /// Marks a bucket blocked: like an empty one, but searches continue past it.
    void block(std::size_t k) noexcept { mark(k, blocked); }

    [[gnu::always_inline]] void prefetch_for_glance(std::size_t home) const noexcept {
        __builtin_prefetch(slots::slot(home));
    }

    /// Destroys the elements.
    void clear() noexcept {
        destroy_all();
        forget();
    }
    /// Marks all buckets empty, after their elements have been destroyed.
    void forget() noexcept {
        if (!slots::exists()) return;
        std::memset(static_cast<void*>(slots::slot(0)), 0xff, bytes_in(slots::count()));
        vacate(apart(empty));
        vacate(apart(blocked));
    }

    /// Iterates over the full buckets, downwards, beginning with the two apart.
    class cursor {
    public:
        cursor() = default;
        cursor(const key_buckets& of, std::size_t k) noexcept
            : of_(&of), slot_(of.slot(k)), below_(k) {}

        [[nodiscard]] value_type* get() const noexcept { return slot_; }

        void advance() noexcept {
            while (left_ == 0) {
                if (below_ == 0) return void(*this = {});
                const std::size_t n = (std::min)(below_, group_size);
                below_ -= n;
                left_ = of_->full_among(below_, n);
            }
            const int place = 31 - std::countl_zero(left_);
            left_ ^= std::uint32_t{1} << place;
            slot_ = of_->slot(below_ + static_cast<std::size_t>(place));
        }

        friend bool operator==(cursor a, cursor b) noexcept { return a.slot_ == b.slot_; }

    private:
        const key_buckets* of_ = nullptr;
        value_type* slot_ = nullptr;
        std::size_t below_ = 0;  ///< first bucket of the current group
        std::uint32_t left_ = 0; ///< its full buckets still to visit
    };

    [[nodiscard]] cursor at(std::size_t k) const noexcept { return {*this, k}; }
    [[nodiscard]] cursor first() const noexcept { return below(slots::count() + apart_slots); }
    /// The first full bucket below bucket k.
    [[nodiscard]] cursor below(std::size_t k) const noexcept {
        cursor result = at(k);
        result.advance();
        return result;
    }

    /// Calls f(slot) for the full buckets, upwards; f may destroy the element.
    template <class F>
    [[gnu::always_inline]] void for_each_full(F f) const {
        for_each_full(0, slots::count(), f);
    }
    /// The same for the buckets from `first` to before `last`, multiples of 16, and for the two
    /// apart if `last` is the last of all.
    template <class F>
    [[gnu::always_inline]] void for_each_full(std::size_t first, std::size_t last, F f) const {
        const auto call_among = [&](std::size_t k, std::size_t n) {
            for (std::uint32_t full = full_among(k, n); full != 0; full &= full - 1)
                f(slots::slot(k + static_cast<std::size_t>(std::countr_zero(full))));
        };
        if (!slots::exists()) return;
        for (std::size_t k = first; k < last; k += group_size) call_among(k, group_size);
        if (last == slots::count()) call_among(last, apart_slots);
    }

private:
    static constexpr std::size_t group_size = slots::fewest;
    static constexpr std::size_t apart_slots = 2;
    static constexpr std::size_t longest_vector = 64;

    /// The slots of an unallocated table: all empty. (A function, because the type of the elements
    /// may still be incomplete where the class is named.)
    static const void* nothing() noexcept {
        union no_element {
            key_bits key;
            alignas(value_type) std::byte bytes[sizeof(value_type)];
        };
        static constexpr auto slots_without_elements = [] {
            std::array<no_element,
                       slots::fewest + apart_slots + longest_vector / sizeof(value_type) + 1>
                result{};
            for (std::size_t k = 0; k < slots::fewest; ++k) result[k].key = empty;
            return result;
        }();
        return slots_without_elements.data();
    }

    static std::size_t bytes_in(std::size_t count) noexcept {
        return (count + apart_slots) * sizeof(value_type) + longest_vector;
    }

    /// A bit for each of the n <= 16 buckets from k on: 1 if it is full.
    [[nodiscard]] std::uint32_t full_among(std::size_t k, std::size_t n) const noexcept {
        std::uint32_t result = 0;
        for (std::size_t i = 0; i < n; ++i)
            result |= static_cast<std::uint32_t>(is_full(k + i)) << i;
        return result;
    }
    void mark(std::size_t k, key_bits with) noexcept {
        if (k > slots::mask()) with = 0; // a slot apart is empty with any key but its own
        std::memcpy(static_cast<void*>(slots::slot(k)), &with, sizeof with);
    }
    /// Marks each bucket empty before its element is destroyed, so that no search finds it.
    void destroy_all() noexcept {
        if constexpr (!is_bytes<Element, Allocator>)
            for_each_full([this](value_type* slot) {
                vacate(this->index_of(slot));
                destroy<Element>(this->allocator(), slot);
            });
    }
};

} // namespace HPK_ISA
} // namespace hpk::hash_table::detail
