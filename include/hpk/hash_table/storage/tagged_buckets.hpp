// SPDX-License-Identifier: MIT
#pragma once

#include <bit>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <memory>
#include <utility>

#include "hpk/hash_table/storage/element.hpp"
#include "hpk/hash_table/storage/slot_array.hpp"
#include "hpk/hash_table/storage/table_sizes.hpp"
#include "hpk/hash_table/storage/tag_window.hpp"

namespace hpk::hash_table::detail {
inline namespace HPK_ISA {

/// The buckets of a table with tags, in one block of memory:
///
///     slot 0 | slot 1 | ... | slot n-1 | 63 bytes, stop | tag 0 ... tag n-1 | tag 0 ... tag 15
///
/// The first window's tags are repeated after the last, so that a window may start at any bucket.
/// The stop tag ends iteration, which runs downwards.
template <class Element, class Allocator, class Sizes = doubled_sizes>
class tagged_buckets : public slot_array<Element, Allocator, Sizes> {
    using slots = slot_array<Element, Allocator, Sizes>;

public:
    using typename slots::value_type;

    explicit tagged_buckets(const Allocator& allocator) noexcept
        : slots(allocator, no_tags), tags_(const_cast<std::uint8_t*>(no_tags)) {} // never written
    tagged_buckets(const Allocator& allocator, std::size_t count)
        : slots(allocator, count, bytes_in(count)),
          tags_(reinterpret_cast<std::uint8_t*>(slots::slot(count)) + stop_size) {
        std::memset(tags_ - stop_size, tag_empty, stop_size);
        tags_[-1] = tag_stop;
        forget();
    }
    tagged_buckets(const tagged_buckets& other, const Allocator& allocator)
        : tagged_buckets(allocator) {
        if (!other.exists()) return;
        tagged_buckets copy(allocator, other.count());
        if constexpr (is_copied_as_bytes<Element, Allocator>) {
            std::memcpy(static_cast<void*>(copy.slot(0)), static_cast<const void*>(other.slot(0)),
                        bytes_in(other.count()));
        } else {
            other.for_each_full([&](const value_type* from) {
                const std::size_t k = other.index_of(from);
                copy.construct(k, [&](Allocator& by, value_type* to) {
                    std::allocator_traits<Allocator>::construct(by, to, *from);
                });
                copy.set_tag(k, other.tags_[k]);
            });
            // Copies the tags of blocked buckets, too: searches must continue past them.
            std::memcpy(copy.tags_, other.tags_, other.count() + window_size);
        }
        swap(copy);
    }
    ~tagged_buckets() { destroy_all(); }
    void swap(tagged_buckets& other) noexcept {
        slots::swap(other);
        std::swap(tags_, other.tags_);
    }

    [[nodiscard]] const std::uint8_t* tags() const noexcept { return tags_; }
    [[nodiscard]] bool is_full(std::size_t k) const noexcept { return tags_[k] >= tag_displaced; }
    [[nodiscard]] bool is_empty(std::size_t k) const noexcept { return tags_[k] == tag_empty; }
    [[nodiscard]] bool is_blocked(std::size_t k) const noexcept { return tags_[k] == tag_blocked; }

    /// The members that a search reads; a copy, because g++ needs fewer registers for it than for a
    /// reference to the buckets.
    class view {
    public:
        explicit view(const tagged_buckets& of) noexcept
            : tags_(of.tags_), slots_(of.slot(0)), mask_(of.mask()) {}

        [[nodiscard]] const std::uint8_t* tags() const noexcept { return tags_; }
        [[nodiscard]] const auto& key(std::size_t k) const noexcept {
            return Element::key(slots_[k]);
        }
        [[nodiscard]] std::size_t mask() const noexcept { return mask_; }

    private:
        const std::uint8_t* tags_;
        const value_type* slots_;
        std::size_t mask_;
    };

    /// Calls `make(allocator, slot)` for an empty bucket, which stays empty until set_tag().
    template <class Make>
    [[gnu::always_inline]] void construct(std::size_t k, Make&& make) {
        make(this->allocator(), slots::slot(k));
    }
    void set_tag(std::size_t k, std::uint8_t tag) noexcept {
        tags_[k] = tag;
        tags_[slots::distance(window_size, k) + window_size] =
            tag; // the repeated tag, or the same one again
    }
    /// Marks a bucket empty, after its element has been destroyed.
    void vacate(std::size_t k) noexcept { set_tag(k, tag_empty); }
    /// Marks a bucket blocked: like an empty one, but searches continue past it.
    void block(std::size_t k) noexcept { set_tag(k, tag_blocked); }

    [[gnu::always_inline]] void prefetch_for_glance(std::size_t home) const noexcept {
        __builtin_prefetch(tags_ + home);
    }

    /// Destroys the elements.
    void clear() noexcept {
        destroy_all();
        forget();
    }
    /// Marks all buckets empty, after their elements have been destroyed.
    void forget() noexcept {
        if (slots::exists()) std::memset(tags_, tag_empty, slots::count() + window_size);
    }

    /// Iterates over the full buckets, downwards, in groups of 64.
    class cursor {
    public:
        cursor() = default;
        cursor(value_type* slot, const std::uint8_t* tag) noexcept
            : slot_(slot), group_slots_(slot), group_tags_(tag) {}

        [[nodiscard]] value_type* get() const noexcept { return slot_; }

        [[gnu::always_inline]] void advance() noexcept {
            while (left_ == 0) next_group();
            const auto place = 63 - static_cast<std::ptrdiff_t>(std::countl_zero(left_));
            left_ ^= std::uint64_t{1} << place;
            slot_ = group_tags_[place] == tag_stop ? nullptr : group_slots_ + place;
        }

        friend bool operator==(cursor a, cursor b) noexcept { return a.slot_ == b.slot_; }

    private:
        void next_group() noexcept {
            group_slots_ -= group_size;
            group_tags_ -= group_size;
            for (int k = 0; k < group_size; k += int(window_size))
                left_ |= std::uint64_t{tag_window<native>(group_tags_ + k).full().value()} << k;
        }

        value_type* slot_ = nullptr;
        value_type* group_slots_ = nullptr;
        const std::uint8_t* group_tags_ = nullptr;
        std::uint64_t left_ = 0; ///< the full buckets of the group still to visit
    };

    [[nodiscard]] cursor at(std::size_t k) const noexcept { return {slots::slot(k), tags_ + k}; }
    [[nodiscard]] cursor first() const noexcept { return below(slots::count()); }
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
    /// The same for the buckets from `first` to before `last`, multiples of 16.
    template <class F>
    [[gnu::always_inline]] void for_each_full(std::size_t first, std::size_t last, F f) const {
        for (std::size_t k = first; k < last; k += window_size)
            for (tag_bits full = tag_window<native>(tags_ + k).full(); full; full.drop_first())
                f(slots::slot(k + full.first()));
    }

private:
    static constexpr int group_size = 64;
    static constexpr std::size_t stop_size = group_size;
    static constexpr std::uint8_t
        no_tags[2 * window_size]{}; ///< the tags of an unallocated table: all empty

    static std::size_t bytes_in(std::size_t count) noexcept {
        return count * sizeof(value_type) + stop_size + count + window_size;
    }

    /// Marks each bucket empty before its element is destroyed, so that no search finds it.
    void destroy_all() noexcept {
        if constexpr (!is_bytes<Element, Allocator>)
            for_each_full([this](value_type* slot) {
                vacate(this->index_of(slot));
                destroy<Element>(this->allocator(), slot);
            });
    }

    std::uint8_t* tags_;
};

} // namespace HPK_ISA
} // namespace hpk::hash_table::detail
