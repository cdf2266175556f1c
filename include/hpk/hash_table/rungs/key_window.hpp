// SPDX-License-Identifier: MIT
#pragma once

#include <concepts>
#include <cstddef>
#include <cstdint>
#include <string_view>
#include <type_traits>

#include "hpk/core/backend.hpp"
#include "hpk/core/exact.hpp"
#include "hpk/hash_table/storage/key_buckets.hpp"
#include "hpk/hash_table/storage/key_lanes.hpp"
#include "hpk/hash_table/storage/open_storage.hpp"
#include "hpk/hash_table/storage/route.hpp"

namespace hpk::hash_table::detail {
inline namespace HPK_ISA {

/// Linear probing by windows, without tags: searches compare keys only. An element lies anywhere in
/// the first window that had room, from the window of its home bucket on, so a search ends at a
/// window that is not full. Insertion and removal maintain this invariant: all windows that the
/// search for an element passes are full.
template <class Backend>
struct key_probing {
    template <class Element, class Allocator>
    using buckets = key_buckets<Element, Allocator>;

    static constexpr double max_load = 2.0 / 3;
    static constexpr bool glances = true;
    static constexpr bool prefetches_slots = false;
    template <class Buckets>
    static constexpr std::size_t near = 4 * Buckets::window;
    template <class Buckets>
    static constexpr std::size_t stride = Buckets::window;

    /// The candidate is found by comparing the keys of the home window.
    template <class Buckets, class K>
    [[gnu::always_inline]] static auto glance(const Buckets& b, const K& key,
                                              std::size_t hash) noexcept {
        const auto bits = Buckets::bits(key);
        const std::size_t k = home(b, hash);
        const window<Buckets> keys(b.slot(k));
        const std::uint64_t found = keys.equal_to(bits);
        // Without a match, the highest bit stands for an arbitrary slot.
        const std::size_t place = window<Buckets>::slot_of(found | std::uint64_t{1} << 63);
        const std::uint64_t is_ordinary = pinned(!Buckets::is_apart(bits));
        const std::uint64_t is_only = pinned(keys.equal_to(Buckets::empty) != 0) & is_ordinary;
        return glimpse<typename Buckets::element>{
            b.slot(k + place % Buckets::window),
            static_cast<std::uint32_t>(pinned(found != 0) & is_ordinary),
            static_cast<std::uint32_t>(is_only ^ 1)};
    }

    /// The first bucket of the home window.
    template <class Buckets>
    [[gnu::always_inline]] static std::size_t home(const Buckets& b, std::size_t hash) noexcept {
        return window_of<Buckets>(b.home(hash));
    }

    template <class Buckets, class K, class Equal>
    [[gnu::always_inline]] static std::size_t find_near(const Buckets& b, const K& key,
                                                        std::size_t hash, const Equal&,
                                                        std::size_t& free) noexcept {
        check<Buckets, K, Equal>();
        const auto bits = Buckets::bits(key);
        if (Buckets::is_apart(bits)) [[unlikely]] {
            free = b.apart(bits);
            return b.is_full(free) ? free : nowhere;
        }
        const auto* const slots = b.slot(0);
        const std::size_t mask = b.mask();
        std::size_t k = home(b, hash);
        for (std::size_t left = near<Buckets> / Buckets::window; left != 0; --left) {
            const window<Buckets> keys(slots + k);
            if (const std::uint64_t found = keys.equal_to(bits); found != 0)
                return somewhere(k + window<Buckets>::slot_of(found));
            if (const std::uint64_t empty = keys.equal_to(Buckets::empty); empty != 0) [[likely]] {
                free = somewhere(k + window<Buckets>::slot_of(empty));
                return nowhere;
            }
            k = (k + Buckets::window) & mask;
        }
        return nowhere;
    }

    template <class Buckets, class K, class Equal>
    static std::size_t find_along(const Buckets& b, const route& r, const K& key, const Equal&,
                                  search_end& end) noexcept {
        for (std::size_t k = r.first;; k = (k + r.stride) & b.mask()) {
            const window<Buckets> keys(b.slot(k));
            if (const std::uint64_t found = keys.equal_to(Buckets::bits(key)); found != 0)
                return k + window<Buckets>::slot_of(found);
            if (const std::uint64_t empty = keys.equal_to(Buckets::empty); empty != 0) {
                end.free = k + window<Buckets>::slot_of(empty);
                return nowhere;
            }
            end.passed += Buckets::window;
        }
    }

    template <class Buckets, class K>
    [[gnu::always_inline]] static std::size_t free_near(const Buckets& b, const K& key,
                                                        std::size_t hash) noexcept {
        const auto bits = Buckets::bits(key);
        if (Buckets::is_apart(bits)) [[unlikely]]
            return b.apart(bits);
        // One key at a time: a vector load right after narrower stores would stall (no store
        // forwarding).
        std::size_t k = home(b, hash);
        for (std::size_t step = 0; step < near<Buckets>; ++step, k = (k + 1) & b.mask())
            if (b.key_at(k) == Buckets::empty) return k;
        return nowhere;
    }

    template <class Buckets>
    static std::size_t free_along(const Buckets& b, const route& r) noexcept {
        for (std::size_t k = r.first;; k = (k + r.stride) & b.mask())
            if (const std::uint64_t empty = window<Buckets>(b.slot(k)).equal_to(Buckets::empty);
                empty != 0)
                return k + window<Buckets>::slot_of(empty);
    }

    /// Do nothing: the key itself marks the bucket.
    /// \{
    template <class Buckets>
    static void occupy(Buckets&, std::size_t, std::size_t) noexcept {}
    template <class Buckets>
    static void occupy_on(const route&, Buckets&, std::size_t) noexcept {}
    /// \}
    /// True if a search may continue past bucket k, which must not be empty.
    template <class Buckets>
    static bool is_passed(const Buckets& b, std::size_t k) noexcept {
        return k <= b.mask() && !has_room(b, window_of<Buckets>(k));
    }

    /// Returns an element that a search reaches only by passing bucket k, and its hash. It lies in
    /// a later window than its home, and its home window is not after that of k.
    template <class Buckets, class HashOf>
    static std::size_t next_to_move_up(const Buckets& b, std::size_t k, const HashOf& hash_of,
                                       std::size_t& hash) {
        if (k > b.mask()) return nowhere;
        const std::size_t left = window_of<Buckets>(k);
        for (std::size_t w = left; !has_room(b, w);) {
            w = next_window(b, w);
            for (std::size_t from = w; from < w + Buckets::window; ++from) {
                if (!b.is_full(from)) continue;
                hash = hash_of(*b.slot(from));
                const std::size_t passed = (w - home(b, hash)) & b.mask();
                if (passed >= ((w - left) & b.mask())) return from;
            }
        }
        return nowhere;
    }

private:
    template <class Buckets>
    using window = key_lanes<typename Buckets::value_type, typename Buckets::key_bits,
                             Buckets::window, Backend>;

    /// The first bucket of the window that contains k.
    template <class Buckets>
    static std::size_t window_of(std::size_t k) noexcept {
        return k & ~(Buckets::window - 1);
    }
    template <class Buckets>
    static std::size_t next_window(const Buckets& b, std::size_t w) noexcept {
        return (w + Buckets::window) & b.mask();
    }
    /// True if one of a window's buckets is empty.
    template <class Buckets>
    static bool has_room(const Buckets& b, std::size_t w) noexcept {
        return window<Buckets>(b.slot(w)).equal_to(Buckets::empty) != 0;
    }

    template <class Buckets, class K, class Equal>
    static constexpr void check() {
        using key_type = std::remove_const_t<typename Buckets::key_type>;
        static_assert(hpk::detail::integer<key_type> || std::is_enum_v<key_type> ||
                          std::is_pointer_v<key_type>,
                      "key_window needs keys that are integers, enumerations or pointers; `tagged` "
                      "takes any");
        static_assert(is_equal_to<Equal, key_type>,
                      "key_window compares the bits of keys: its KeyEqual must be std::equal_to");
        static_assert(std::same_as<K, key_type>,
                      "key_window compares the bits of keys: look-ups need a key_type");
    }
};

} // namespace HPK_ISA
} // namespace hpk::hash_table::detail

namespace hpk::hash_table {
inline namespace HPK_ISA {

/// A table without tags, whose keys are compared a vector at a time. Keys must be integers,
/// enumerations or pointers; the mapped type is arbitrary.
template <class Backend = native>
struct basic_key_window {
    /// The members of every variant: see hpk::hash_table::variants.
    /// \{
    static constexpr std::string_view name = "key_window";
    static constexpr std::string_view summary =
        "integral keys, a cache line of them compared at once";
    static constexpr bool vectorised = true;

    template <class Other>
    using on = basic_key_window<Other>;

    template <class Element, class Allocator>
    using storage = detail::open_storage<Element, Allocator, detail::key_probing<Backend>>;
    /// \}
};

/// basic_key_window on the best backend.
using key_window = basic_key_window<>;

} // namespace HPK_ISA
} // namespace hpk::hash_table
