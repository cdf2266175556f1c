// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>

#include "hpk/core/isa.hpp"
#include "hpk/hash_table/storage/open_storage.hpp"
#include "hpk/hash_table/storage/route.hpp"
#include "hpk/hash_table/storage/tagged_buckets.hpp"

namespace hpk::hash_table::detail {
inline namespace HPK_ISA {

/// Textbook linear probing (Knuth, The Art of Computer Programming, volume 3, 6.4, algorithms L and
/// R): a search visits one bucket after the other, from the home bucket to the first empty one.
/// Tags only record which buckets are full.
struct linear_probing {
    template <class Element, class Allocator>
    using buckets = tagged_buckets<Element, Allocator>;

    static constexpr double max_load = 2.0 / 3;
    static constexpr bool glances = false;
    static constexpr bool prefetches_slots = false;
    template <class Buckets>
    static constexpr std::size_t near = 32;
    template <class Buckets>
    static constexpr std::size_t stride = 1;

    template <class Buckets>
    static std::size_t home(const Buckets& b, std::size_t hash) noexcept {
        return b.home(hash);
    }

    template <class Buckets, class K, class Equal>
    [[gnu::always_inline]] static std::size_t find_near(const Buckets& b, const K& key,
                                                        std::size_t hash, const Equal& equal,
                                                        std::size_t& free) {
        const typename Buckets::view buckets(b);
        std::size_t k = b.home(hash);
        for (std::size_t left = near<Buckets>; left != 0; --left) {
            const std::uint8_t tag = buckets.tags()[k];
            if (tag == tag_empty) {
                free = somewhere(k);
                return nowhere;
            }
            if (tag >= tag_displaced && equal(buckets.key(k), key)) return somewhere(k);
            k = (k + 1) & buckets.mask();
        }
        return nowhere;
    }

    template <class Buckets, class K, class Equal>
    static std::size_t find_along(const Buckets& b, const route& r, const K& key,
                                  const Equal& equal, search_end& end) {
        std::size_t k = r.first;
        while (!b.is_empty(k)) {
            if (b.is_full(k) && equal(b.key(k), key)) return k;
            k = (k + r.stride) & b.mask();
            ++end.passed;
        }
        end.free = k;
        return nowhere;
    }

    template <class Buckets, class K>
    static std::size_t free_near(const Buckets& b, const K&, std::size_t hash) noexcept {
        std::size_t k = b.home(hash);
        for (std::size_t step = 0; step < near<Buckets>; ++step, k = (k + 1) & b.mask())
            if (b.is_empty(k)) return k;
        return nowhere;
    }

    template <class Buckets>
    static std::size_t free_along(const Buckets& b, const route& r) noexcept {
        std::size_t k = r.first;
        while (!b.is_empty(k)) k = (k + r.stride) & b.mask();
        return k;
    }

    template <class Buckets>
    [[gnu::always_inline]] static void occupy(Buckets& b, std::size_t k, std::size_t) noexcept {
        b.set_tag(k, tag_full);
    }
    template <class Buckets>
    static void occupy_on(const route&, Buckets& b, std::size_t k) noexcept {
        b.set_tag(k, tag_full);
    }
    /// True if a search may continue past bucket k.
    template <class Buckets>
    static bool is_passed(const Buckets& b, std::size_t k) noexcept {
        return !b.is_empty((k + 1) & b.mask());
    }

    /// Returns the next element whose search passes bucket k: the one whose home is not after k.
    template <class Buckets, class HashOf>
    static std::size_t next_to_move_up(const Buckets& b, std::size_t k, const HashOf& hash_of,
                                       std::size_t& hash) {
        for (std::size_t from = (k + 1) & b.mask(); !b.is_empty(from) && from != k;
             from = (from + 1) & b.mask()) {
            if (!b.is_full(from)) continue;
            hash = hash_of(*b.slot(from));
            if (((from - b.home(hash)) & b.mask()) >= ((from - k) & b.mask())) return from;
        }
        return nowhere;
    }
};

} // namespace HPK_ISA
} // namespace hpk::hash_table::detail

namespace hpk::hash_table {
inline namespace HPK_ISA {

/// Textbook linear probing, one bucket after the other.
struct linear {
    /// The members of every variant: see hpk::hash_table::variants.
    /// \{
    static constexpr std::string_view name = "linear";
    static constexpr std::string_view summary = "the textbook: one bucket after the other";
    static constexpr bool vectorised = false;

    template <class>
    using on = linear;

    template <class Element, class Allocator>
    using storage = detail::open_storage<Element, Allocator, detail::linear_probing>;
    /// \}
};

} // namespace HPK_ISA
} // namespace hpk::hash_table
