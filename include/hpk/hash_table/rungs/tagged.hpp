// SPDX-License-Identifier: MIT
#pragma once

#include <bit>
#include <concepts>
#include <cstddef>
#include <cstdint>
#include <ratio>
#include <string_view>

#include "hpk/core/backend.hpp"
#include "hpk/core/exact.hpp"
#include "hpk/hash_table/storage/open_storage.hpp"
#include "hpk/hash_table/storage/route.hpp"
#include "hpk/hash_table/storage/table_sizes.hpp"
#include "hpk/hash_table/storage/tag_window.hpp"
#include "hpk/hash_table/storage/tagged_buckets.hpp"

namespace hpk::hash_table::detail {
inline namespace HPK_ISA {

/// Searches compare the tags of 16 buckets at a time, from the home bucket on. An element lies
/// anywhere in the first window that had room, so a search ends at a window that is not full.
/// Insertion and removal maintain this invariant: all windows that the search for an element passes
/// are full.
template <class Backend, class MaxLoad, class Sizes>
struct tag_probing {
    template <class Element, class Allocator>
    using buckets = tagged_buckets<Element, Allocator, Sizes>;
    using window = tag_window<Backend>;

    static constexpr double max_load = double(MaxLoad::num) / double(MaxLoad::den);
    static constexpr bool glances = true;
    static constexpr bool prefetches_slots = true;
    template <class Buckets>
    static constexpr std::size_t near = window_size;
    template <class Buckets>
    static constexpr std::size_t stride = window_size;

    /// The lowest byte of the hash, mapped to the 224 tags of full buckets.
    static std::uint8_t full_tag(std::size_t hash) noexcept {
        const auto low = static_cast<std::uint8_t>(hash);
        return static_cast<std::uint8_t>(low < tag_full ? low + tag_full : low);
    }
    static std::uint8_t displaced_tag(std::size_t hash) noexcept {
        return static_cast<std::uint8_t>((hash & 0xf) | tag_displaced);
    }

    /// The candidate is the first bucket with the right tag.
    template <class Buckets, class K>
    [[gnu::always_inline]] static auto glance(const Buckets& b, const K&,
                                              std::size_t hash) noexcept {
        const std::size_t k = b.home(hash);
        const window tags(b.tags() + k);
        const std::uint32_t bits = tags.match(full_tag(hash)).value();
        const auto place = static_cast<std::size_t>(std::countr_zero(bits | 1U << window_size));
        const auto may_be = static_cast<std::uint32_t>(pinned(bits != 0));
        // Without a candidate it is always the same slot, so that the load hits the cache.
        const std::size_t at = b.after(k, place) & (std::size_t{0} - may_be);
        const std::uint32_t is_full = (tags.empty().value() - 1) & std::uint32_t{1} << 31;
        return glimpse<typename Buckets::element>{b.slot(at), may_be,
                                                  (bits & (bits - 1)) | is_full};
    }

    static std::uint8_t tag_on(const route& r) noexcept {
        return r.is_seeded ? full_tag(r.hash) : displaced_tag(r.hash);
    }

    template <class Buckets>
    [[gnu::always_inline]] static std::size_t home(const Buckets& b, std::size_t hash) noexcept {
        return b.home(hash);
    }

    template <class Buckets, class K, class Equal>
    [[gnu::always_inline]] static std::size_t find_near(const Buckets& b, const K& key,
                                                        std::size_t hash, const Equal& equal,
                                                        std::size_t& free) {
        const std::size_t k = b.home(hash);
        const window tags(b.tags() + k);
        for (tag_bits bits = tags.match(full_tag(hash)); bits; bits.drop_first()) {
            const std::size_t at = b.after(k, bits.first());
            if (equal(b.key(at), key)) [[likely]]
                return somewhere(at);
        }
        if (const tag_bits empty = tags.empty()) [[likely]]
            free = somewhere(b.after(k, empty.first()));
        return nowhere;
    }

    template <class Buckets, class K, class Equal>
    static std::size_t find_along(const Buckets& b, const route& r, const K& key,
                                  const Equal& equal, search_end& end) {
        __builtin_prefetch(b.slot(r.first));
        for (std::size_t k = r.first;; k = b.after(k, r.stride)) {
            const window tags(b.tags() + k);
            for (tag_bits bits = tags.match(tag_on(r)); bits; bits.drop_first()) {
                const std::size_t at = b.after(k, bits.first());
                if (equal(b.key(at), key)) return at;
                ++end.compared;
            }
            if (const tag_bits empty = tags.empty()) {
                end.free = b.after(k, empty.first());
                return nowhere;
            }
            end.passed += window_size;
        }
    }

    template <class Buckets, class K>
    [[gnu::always_inline]] static std::size_t free_near(const Buckets& b, const K&,
                                                        std::size_t hash) noexcept {
        const std::size_t k = b.home(hash);
        if constexpr (Sizes::streams < window_size) {
            // One byte at a time: a vector load right after byte stores would stall (no store
            // forwarding).
            for (std::size_t step = 0; step < window_size; ++step)
                if (const std::size_t at = b.after(k, step); b.tags()[at] == tag_empty) return at;
            return nowhere;
        }
        const tag_bits empty = window(b.tags() + k).empty();
        return empty ? somewhere(b.after(k, empty.first())) : nowhere;
    }

    template <class Buckets>
    static std::size_t free_along(const Buckets& b, const route& r) noexcept {
        for (std::size_t k = r.first;; k = b.after(k, r.stride))
            if (const tag_bits empty = window(b.tags() + k).empty())
                return b.after(k, empty.first());
    }

    template <class Buckets>
    [[gnu::always_inline]] static void occupy(Buckets& b, std::size_t k,
                                              std::size_t hash) noexcept {
        b.set_tag(k, full_tag(hash));
    }
    template <class Buckets>
    static void occupy_on(const route& r, Buckets& b, std::size_t k) noexcept {
        b.set_tag(k, tag_on(r));
    }
    /// True if bucket k, which must not be empty, lies in a run of at least 16 non-empty buckets,
    /// so that a search may pass it.
    template <class Buckets>
    static bool is_passed(const Buckets& b, std::size_t k) noexcept {
        const tag_bits from_here = window(b.tags() + k).empty();
        const tag_bits up_to_here = window(b.tags() + b.distance(window_size, k)).empty();
        return !from_here || !up_to_here ||
               from_here.before() + up_to_here.behind() >= static_cast<int>(window_size);
    }

    /// Returns an element that a search reaches only by passing bucket k, and its hash. It lies in
    /// or after a full window that contains k, and its tag is a displaced one.
    template <class Buckets, class HashOf>
    static std::size_t next_to_move_up(const Buckets& b, std::size_t k, const HashOf& hash_of,
                                       std::size_t& hash) {
        if (!is_passed(b, k)) return nowhere;
        std::size_t windows_left = nowhere; // known after the first empty bucket
        for (std::size_t step = 1; step <= b.mask() && windows_left != 0; step += window_size) {
            const std::size_t at = b.after(k, step);
            const window tags(b.tags() + at);
            for (tag_bits bits = tags.displaced(); bits; bits.drop_first()) {
                const std::size_t from = b.after(at, bits.first());
                if (from == k) continue; // wrapped around
                const std::size_t h = hash_of(*b.slot(from));
                const std::size_t distance = b.distance(b.home(h), from);
                const std::size_t passed = distance - distance % window_size;
                if (b.distance(b.home(h), k) >= passed) continue;
                hash = h;
                return from;
            }
            if (windows_left != nowhere)
                --windows_left;
            else if (tags.empty())
                windows_left = 1;
        }
        return nowhere;
    }
};

} // namespace HPK_ISA
} // namespace hpk::hash_table::detail

namespace hpk::hash_table {
inline namespace HPK_ISA {

/// A table with tags, one byte per bucket, compared 16 at a time.
template <class Backend = native, class MaxLoad = std::ratio<2, 3>,
          class Sizes = detail::doubled_sizes>
struct basic_tagged {
    /// The members of every variant: see hpk::hash_table::variants.
    /// \{
    static constexpr std::string_view name = "tagged";
    static constexpr std::string_view summary =
        "one byte of the hash a bucket, 16 compared at once";
    static constexpr bool vectorised = true;

    template <class Other>
    using on = basic_tagged<Other, MaxLoad, Sizes>;

    template <class Element, class Allocator>
    using storage =
        detail::open_storage<Element, Allocator, detail::tag_probing<Backend, MaxLoad, Sizes>>;
    /// \}
};

/// The default.
using tagged = basic_tagged<>;

/// `tagged` in less memory: its buckets may be filled to 7/8, and a full table grows by a seventh
/// on average instead of doubling. From 1000 elements on it takes less than 1.35 times the bytes of
/// its elements and their tags: 64-bit keys and values take 19.4 to 22.6 bytes per entry.
using compact = basic_tagged<native, std::ratio<7, 8>, detail::stepped_sizes>;

} // namespace HPK_ISA
} // namespace hpk::hash_table
