// SPDX-License-Identifier: MIT
#pragma once

/// \file
/// Every pattern of full and empty buckets that a small table can have, and every run of elements
/// with one home: for all positions of windows, wrapped or not, and all tags, present keys are
/// found, absent ones are not, and this stays so after erasing.

#include <bit>
#include <cstdint>
#include <numeric>
#include <random>
#include <type_traits>
#include <vector>

#include "common.hpp"
#include "hash_table/policies.hpp"

namespace hpk::test {

/// A key that encodes its home bucket and its tag. The third number distinguishes keys with the
/// same home and tag.
constexpr std::uint64_t placed_key(std::uint64_t home, std::uint64_t tag, std::uint64_t which) {
    return which << 32 | tag << 16 | home;
}

/// The hash that the key encodes, for a table with 2^b buckets: the tables take the home bucket
/// from bit b on and the tag from the lowest eight bits. (With fewer than 256 buckets both share
/// some.) `compact` takes the home from a product, whose highest bits it is.
struct placing_hash {
    using is_avalanching = void;
    int b = 4;
    std::uint64_t multiplier = 0; ///< of `compact`, otherwise 0

    std::size_t operator()(std::uint64_t key) const noexcept {
        const std::uint64_t home = key & 0xffff, tag = (key >> 16) & 0xffff;
        if (multiplier == 0) return home << b | (tag & ((std::size_t{1} << b) - 1));
        const int left_out = std::countr_zero(multiplier);
        const std::uint64_t odd = multiplier >> left_out;
        std::uint64_t inverse = odd; // by Newton's method
        for (int k = 0; k < 5; ++k) inverse *= 2 - odd * inverse;
        return (home << (64 - left_out - b) | (tag * odd & 0xff)) * inverse;
    }
};

template <class Policy>
using placed_set = hash_table::set<Policy, std::uint64_t, placing_hash>;

/// An empty table with exactly the given number of buckets.
template <class Policy>
placed_set<Policy> table_with(std::size_t buckets) {
    placing_hash hash{std::countr_zero(buckets)};
    if constexpr (std::is_same_v<Policy, hash_table::compact>)
        hash.multiplier = hash_table::detail::stepped_sizes::spread_over(buckets);
    placed_set<Policy> table(buckets, hash);
    REQUIRE(table.bucket_count() == buckets);
    return table;
}

/// The number of keys that a table takes before it grows.
template <class Table>
std::size_t capacity_of(Table table) {
    const std::size_t buckets = table.bucket_count();
    std::size_t count = 0;
    for (; table.bucket_count() == buckets; ++count) table.insert(placed_key(0, 0, 1000 + count));
    return count - 1;
}

struct patterns {
    static constexpr const char* name = "every pattern of full buckets";
    template <class Policy>
    static constexpr bool concerns = every_policy<Policy>;

    template <class Policy>
    static void check() {
        constexpr std::size_t buckets = 16;
        const auto empty = table_with<Policy>(buckets);
        const std::size_t most = capacity_of(empty);
        const unsigned stride = optimised ? 1 : 37;
        if (!optimised) WARN("one pattern in 37; optimised builds try all");
        long wrong = 0;
        for (unsigned pattern = 0; pattern < 1U << buckets; pattern += stride) {
            if (static_cast<std::size_t>(std::popcount(pattern)) > most) continue;
            auto table = empty;
            const std::uint64_t tag = pattern % 127;
            const auto expect = [&](unsigned full) {
                for (std::uint64_t home = 0; home < buckets; ++home) {
                    const bool there = (full >> home & 1) != 0;
                    wrong += table.contains(placed_key(home, tag, 0)) != there;
                    wrong += table.contains(placed_key(home, tag, 1));
                    wrong += table.contains(placed_key(home, tag + 1, 0));
                }
                unsigned met = 0;
                for (const std::uint64_t key : table) met ^= 1U << (key & 15);
                wrong += met != full;
            };
            for (std::uint64_t home = 0; home < buckets; ++home)
                if ((pattern >> home & 1) != 0) table.insert(placed_key(home, tag, 0));
            expect(pattern);
            const unsigned erased = pattern & (pattern * 40503U >> 7);
            for (std::uint64_t home = 0; home < buckets; ++home)
                if ((erased >> home & 1) != 0) wrong += table.erase(placed_key(home, tag, 0)) != 1;
            expect(pattern & ~erased);
        }
        CHECK(wrong == 0);
    }
};

struct runs {
    static constexpr const char* name = "runs at every home";
    template <class Policy>
    static constexpr bool concerns = every_policy<Policy>;

    template <class Policy>
    static void check() {
        long wrong = 0;
        for (const std::size_t buckets : {16U, 32U, 64U}) {
            const auto empty = table_with<Policy>(buckets);
            const std::size_t most = capacity_of(empty);
            for (std::uint64_t home = 0; home < buckets; home += optimised ? 1 : 5) {
                for (const std::uint64_t spread : {1U, 2U, 9U}) {
                    // A run of elements with `spread` neighbouring homes, which wraps around.
                    std::vector<std::uint64_t> keys;
                    auto table = empty;
                    for (std::size_t k = 0; k < most; ++k) {
                        keys.push_back(placed_key((home + k % spread) % buckets, k % 3, k));
                        wrong += !table.insert(keys.back()).second;
                        wrong += table.contains(placed_key(home, k % 3, k + 1));
                    }
                    wrong += !holds_all_but(table, keys, keys.size());
                    for (std::size_t gone = 0; gone < most; ++gone) {
                        auto without = table;
                        wrong += without.erase(keys[gone]) != 1;
                        wrong += !holds_all_but(without, keys, gone);
                        wrong += !without.insert(keys[gone]).second;
                        wrong += !holds_all_but(without, keys, keys.size());
                        // A second hole, far from the first or near it.
                        const std::size_t other = (gone * 7 + 1) % most;
                        without.erase(keys[gone]);
                        if (other != gone) wrong += without.erase(keys[other]) != 1;
                        for (std::size_t k = 0; k < most; ++k)
                            wrong += without.contains(keys[k]) != (k != gone && k != other);
                    }
                }
            }
        }
        CHECK(wrong == 0);
    }

    template <class Table>
    static bool holds_all_but(const Table& table, const std::vector<std::uint64_t>& keys,
                              std::size_t gone) {
        for (std::size_t k = 0; k < keys.size(); ++k)
            if (table.contains(keys[k]) != (k != gone)) return false;
        return table.size() == keys.size() - (gone < keys.size() ? 1 : 0);
    }
};

struct tags {
    static constexpr const char* name = "every tag at every distance";
    template <class Policy>
    static constexpr bool concerns = every_policy<Policy>;

    /// Every tag at every distance from its home, behind elements with another tag.
    template <class Policy>
    static void check() {
        constexpr std::size_t buckets = 256;
        const auto empty = table_with<Policy>(buckets);
        const std::size_t most = capacity_of(empty);
        long wrong = 0;
        for (std::uint64_t tag = 0; tag < 256; tag += optimised ? 1 : 19) {
            const std::uint64_t home = tag * 5 % buckets;
            for (const std::uint64_t other :
                 {(tag + 1) % 256, tag ^ 32, std::uint64_t{255} - tag}) {
                auto table = empty;
                for (std::size_t distance = 0; distance < most; ++distance) {
                    const std::uint64_t key = placed_key(home, tag, distance);
                    wrong += table.contains(key);
                    table.insert(key);
                    wrong += !table.contains(key) || table.erase(key) != 1 || table.contains(key);
                    table.insert(placed_key(home, other, distance));
                }
                wrong += table.size() != most;
            }
        }
        CHECK(wrong == 0);
    }
};

} // namespace hpk::test
