// SPDX-License-Identifier: MIT
#pragma once

#include <algorithm>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <memory>
#include <type_traits>
#include <utility>

#include "hpk/hash_table/element.hpp"
#include "hpk/hash_table/tag_window.hpp"

namespace hpk::hash_table::detail {
inline namespace HPK_ISA {

/// The buckets of a table whose searches look at tags, in one piece of memory:
///
///     slot 0 | slot 1 | ... | slot n-1 | 63 bytes, stop | tag 0 ... tag n-1 | tag 0 ... tag 15
///
/// n is a power of two from 16 on. The tags of the first window stand once more behind the last,
/// so that a window may begin at every bucket; the stop ends iteration, which goes downwards.
/// An object of this class owns the memory and the elements in it; one that is moved from, or for
/// no buckets, owns nothing.
template <class Element, class Allocator>
class tagged_buckets {
public:
    using value_type = typename Element::value_type;

    static constexpr std::size_t fewest = window_size;
    static constexpr std::size_t apart_below = 0; ///< slots that lie before the first

    explicit tagged_buckets(const Allocator& allocator) noexcept : allocator_(allocator) {}
    tagged_buckets(const Allocator& allocator, std::size_t count) : allocator_(allocator) {
        unit_allocator units(allocator_);
        const std::size_t pad = units_in(count) * sizeof(unit) - bytes_in(count);
        memory_ = unit_traits::allocate(units, units_in(count));
        slots_ = reinterpret_cast<value_type*>(std::to_address(memory_));
        tags_ = reinterpret_cast<std::uint8_t*>(slots_ + count) + stop_size;
        mask_ = count - 1;
        std::memset(tags_ - stop_size, 0, stop_size + count + window_size + pad);
        tags_[-1] = tag_stop;
    }
    tagged_buckets(const tagged_buckets& other, const Allocator& allocator)
        : tagged_buckets(allocator) {
        if (other.count() == 0) return;
        tagged_buckets copy(allocator, other.count());
        if constexpr (is_bytes<Element, Allocator>) {
            std::memcpy(static_cast<void*>(std::to_address(copy.memory_)),
                        static_cast<const void*>(std::to_address(other.memory_)),
                        bytes_in(other.count()));
        } else {
            for (std::size_t k = 0; k < other.count(); ++k) {
                if (!other.is_full(k)) continue;
                std::allocator_traits<Allocator>::construct(
                    copy.allocator_, copy.slots_ + k,
                    static_cast<const value_type&>(other.slots_[k]));
                copy.set_tag(k, other.tags_[k]);
            }
        }
        swap(copy);
    }
    tagged_buckets(tagged_buckets&& other) noexcept : tagged_buckets(other.allocator_) {
        swap(other);
    }
    tagged_buckets& operator=(tagged_buckets&&) = delete;
    ~tagged_buckets() {
        clear();
        release();
    }
    void swap(tagged_buckets& other) noexcept {
        swap_allocators(allocator_, other.allocator_);
        std::swap(memory_, other.memory_);
        std::swap(slots_, other.slots_);
        std::swap(tags_, other.tags_);
        std::swap(mask_, other.mask_);
    }

    [[nodiscard]] const Allocator& allocator() const noexcept { return allocator_; }
    [[nodiscard]] Allocator& allocator() noexcept { return allocator_; }

    [[nodiscard]] std::size_t count() const noexcept { return slots_ == nullptr ? 0 : mask_ + 1; }
    /// count() - 1, if that is not -1.
    [[nodiscard]] std::size_t mask() const noexcept { return mask_; }
    [[nodiscard]] value_type* slot(std::size_t k) const noexcept { return slots_ + k; }
    [[nodiscard]] const auto& key(std::size_t k) const noexcept { return Element::key(slots_[k]); }
    [[nodiscard]] const std::uint8_t* tags() const noexcept { return tags_; }
    [[nodiscard]] bool is_full(std::size_t k) const noexcept { return tags_[k] >= tag_displaced; }

    void set_tag(std::size_t k, std::uint8_t tag) noexcept {
        tags_[k] = tag;
        tags_[((k - window_size) & mask_) + window_size] = tag; // the copy, or the same again
    }

    /// Destroys the elements.
    void clear() noexcept {
        if constexpr (!is_bytes<Element, Allocator>)
            for_each_full([this](value_type* slot) { destroy<Element>(allocator_, slot); });
        forget();
    }
    /// All buckets are empty: their elements have been destroyed.
    void forget() noexcept {
        if (slots_ != nullptr) std::memset(tags_, tag_empty, mask_ + 1 + window_size);
    }

    /// Walks through the full buckets, downwards, in groups of 64.
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
        std::uint64_t left_ = 0; ///< the buckets of the group that are full and still to come
    };

    [[nodiscard]] cursor at(std::size_t k) const noexcept { return {slots_ + k, tags_ + k}; }
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
        const std::size_t n = count();
        for (std::size_t k = 0; k < n; k += window_size)
            for (tag_bits full = tag_window<native>(tags_ + k).full(); full; full.drop_first())
                f(slots_ + k + full.first());
    }

    [[nodiscard]] std::size_t index_of(cursor c) const noexcept {
        return static_cast<std::size_t>(c.get() - slots_);
    }

private:
    static constexpr int group_size = 64;
    static constexpr std::size_t stop_size = group_size;

    static constexpr std::size_t alignment =
        std::max(alignof(value_type), alignof(std::max_align_t));
    struct alignas(alignment) unit {
        std::byte bytes[alignment];
    };
    using unit_allocator = typename std::allocator_traits<Allocator>::template rebind_alloc<unit>;
    using unit_traits = std::allocator_traits<unit_allocator>;

    static std::size_t bytes_in(std::size_t count) noexcept {
        return count * sizeof(value_type) + stop_size + count + window_size;
    }
    static std::size_t units_in(std::size_t count) noexcept {
        return (bytes_in(count) + sizeof(unit) - 1) / sizeof(unit);
    }

    void release() noexcept {
        if (slots_ == nullptr) return;
        unit_allocator units(allocator_);
        unit_traits::deallocate(units, memory_, units_in(count()));
    }

    typename unit_traits::pointer memory_{};
    value_type* slots_ = nullptr;
    std::uint8_t* tags_ = nullptr;
    std::size_t mask_ = 0;
    [[no_unique_address]] Allocator allocator_;
};

} // namespace HPK_ISA
} // namespace hpk::hash_table::detail
