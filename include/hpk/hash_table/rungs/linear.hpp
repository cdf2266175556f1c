// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <string_view>

#include "hpk/core/isa.hpp"
#include "hpk/hash_table/storage/open_storage.hpp"
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

    template <class Buckets, class K, class Equal>
    static std::size_t find(const Buckets& b, const K& key, std::size_t hash, const Equal& equal) {
        std::size_t end = 0;
        return find_or_free(b, key, hash, equal, end);
    }

    template <class Buckets, class K, class Equal>
    static std::size_t find_or_free(const Buckets& b, const K& key, std::size_t hash,
                                    const Equal& equal, std::size_t& free) {
        std::size_t k = b.home(hash);
        while (!b.is_empty(k)) {
            if (b.is_full(k) && equal(b.key(k), key)) return k;
            k = (k + 1) & b.mask();
        }
        free = k;
        return nowhere;
    }

    template <class Buckets, class K>
    static std::size_t free(const Buckets& b, const K&, std::size_t hash) noexcept {
        std::size_t k = b.home(hash);
        while (!b.is_empty(k)) k = (k + 1) & b.mask();
        return k;
    }

    template <class Buckets>
    [[gnu::always_inline]] static void occupy(Buckets& b, std::size_t k, std::size_t) noexcept {
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

    /// The number of buckets that a search looks at.
    template <class Buckets, class K, class Equal>
    static std::size_t probes(const Buckets& b, const K& key, std::size_t hash,
                              const Equal& equal) {
        std::size_t end = 0;
        const std::size_t found = find_or_free(b, key, hash, equal, end);
        return 1 + (((found == nowhere ? end : found) - b.home(hash)) & b.mask());
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
