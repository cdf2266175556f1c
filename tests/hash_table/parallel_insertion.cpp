// SPDX-License-Identifier: MIT
//
// build and insert_many on several threads: the same elements in the same order as on one thread,
// and of several with the same key the first. Tables are large enough to be filled and to grow
// piece by piece.

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <iterator>
#include <numeric>
#include <random>
#include <span>
#include <stdexcept>
#include <string>
#include <type_traits>
#include <unordered_map>
#include <utility>
#include <vector>

#include <hpk/hash/mixing/splitmix.hpp>
#include <hpk/hash_table.hpp>

#include "common.hpp"
#include "hash_table/policies.hpp"

namespace hpk::test {
namespace {

using column = std::vector<std::uint64_t>;

/// `rows` keys of about `different` different ones, and the two that key_window stores apart.
column random_keys(std::size_t rows, std::uint64_t different) {
    std::mt19937_64 random(rows + different);
    column keys(rows);
    for (std::uint64_t& key : keys) key = detail::splitmix(random() % different);
    for (std::size_t k = 5; k < rows; k += 1 + rows / 3) keys[k] = ~std::uint64_t{0} - k % 2;
    return keys;
}

template <class Map>
auto listed(const Map& map) {
    return std::vector<std::pair<typename Map::key_type, typename Map::mapped_type>>(map.begin(),
                                                                                     map.end());
}

/// Two in three hashes of keys are those of another one, so that many elements find no room near
/// their homes.
struct crowding_hash {
    using is_avalanching = void;
    std::size_t operator()(std::uint64_t key) const noexcept {
        return detail::splitmix(key % 3 == 0 ? key : key % 300 + 1);
    }
};

/// Throws at a call that is set before.
struct throwing_hash {
    static inline std::size_t calls_left = 0;
    std::size_t operator()(std::uint64_t key) const {
        if (--calls_left == 0) throw std::runtime_error("a hash");
        return detail::splitmix(key);
    }
};

/// A value whose copy throws at a call that is set before.
struct throwing_copy {
    static inline std::size_t copies_left = 0;
    std::uint64_t number = 0;
    explicit throwing_copy(std::uint64_t n) : number(n) {}
    throwing_copy(const throwing_copy& other) : number(other.number) {
        if (--copies_left == 0) throw std::runtime_error("a copy");
    }
    throwing_copy(throwing_copy&& other) noexcept : number(other.number) {}
    throwing_copy& operator=(const throwing_copy&) = default;
    ~throwing_copy() {} // NOLINT(modernize-use-equals-default): not trivial
};

/// Calls fill(table, how) on one thread and on 1, 2, ... 7, and compares the tables with each
/// other and with `expected`, a std::unordered_map; `start` is the table before each call.
template <class Map, class Expected, class Fill>
void compare_threads(const Map& start, const Expected& expected, Fill fill) {
    Map alone = start;
    fill(alone, sequential{});
    REQUIRE(alone.size() == expected.size());
    REQUIRE(std::ranges::all_of(expected, [&](const auto& element) {
        const auto at = alone.find(element.first);
        return at != alone.end() && at->second == element.second;
    }));
    const auto order = listed(alone);
    REQUIRE(order.size() == expected.size());
    for (const int threads : {1, 2, 3, 4, 5, 6, 7}) {
        CAPTURE(threads);
        Map together = start;
        fill(together, parallel{threads});
        REQUIRE(together.bucket_count() == alone.bucket_count());
        REQUIRE((listed(together) == order));
    }
}

/// Builds and insertions of keys and values.
template <class Map>
void compare_ways(const std::vector<typename Map::key_type>& keys,
                  const std::vector<typename Map::mapped_type>& values, const Map& some) {
    using model = std::unordered_map<typename Map::key_type, typename Map::mapped_type>;
    model built, added(some.begin(), some.end());
    for (std::size_t k = 0; k < keys.size(); ++k) {
        built.try_emplace(keys[k], values[k]);
        added.try_emplace(keys[k], values[k]);
    }
    compare_threads(some, built, [&](Map& map, auto how) { map.build(keys, values, how); });
    compare_threads(some, added, [&](Map& map, auto how) {
        const std::size_t before = map.size();
        REQUIRE(map.insert_many(keys, values, how) == added.size() - some.size());
        REQUIRE(map.size() - before == added.size() - some.size());
    });
}

struct parallel_insertion {
    static constexpr const char* name = "parallel insertion";
    template <class Policy>
    static constexpr bool concerns = listed_or_compact<Policy>;

    template <class Policy>
    static void check() {
        using map = hash_table::map<Policy, std::uint64_t, std::uint64_t>;
        const map some{{7, 5}, {detail::splitmix(1), 6}, {~std::uint64_t{0}, 2}};
        for (const std::size_t rows : {0U, 1U, 1001U, 70'001U, 260'003U}) {
            CAPTURE(rows);
            column values(rows);
            std::iota(values.begin(), values.end(), 10);
            compare_ways(random_keys(rows, 3 * rows / 2 + 1), values, some);
        }
    }
};
const check_policies<parallel_insertion> register_parallel_insertion;

struct crowded_insertion {
    static constexpr const char* name = "parallel insertion/crowded homes";
    template <class Policy>
    static constexpr bool concerns =
        listed_or_compact<Policy> && Policy::name != hash_table::ordered::name;

    template <class Policy>
    static void check() {
        using map = hash_table::map<Policy, std::uint64_t, std::uint64_t, crowding_hash>;
        column keys(210'000), values(keys.size());
        std::iota(keys.begin(), keys.end(), 1000);
        std::erase_if(keys, [](std::uint64_t key) { return key % 3 != 0 && key % 128 > 2; });
        values.resize(keys.size());
        std::iota(values.begin(), values.end(), 1);
        map some;
        some.reserve(180'000); // so that there is more than one piece
        compare_ways(keys, values, some);
    }
};
const check_policies<crowded_insertion> register_crowded_insertion;

/// Elements that are not plain bytes.
struct owning_insertion {
    static constexpr const char* name = "parallel insertion/elements that own memory";
    template <class Policy>
    static constexpr bool concerns = listed_policy<Policy>;

    template <class Policy>
    static void check() {
        const column keys = random_keys(60'001, 70'000);
        std::vector<std::string> texts;
        for (std::size_t k = 0; k < keys.size(); ++k)
            texts.push_back("a value of more than sixteen bytes: " + std::to_string(k));
        using map = hash_table::map<Policy, std::uint64_t, std::string>;
        compare_ways(keys, texts, map{{3, "three"}});
        if constexpr (takes_any_key<Policy>) {
            std::vector<std::string> words;
            for (const std::uint64_t key : keys) words.push_back(std::to_string(key));
            using index = hash_table::map<Policy, std::string, std::uint64_t>;
            compare_ways(words, keys, index{{"three", 3}});
        }
    }
};
const check_policies<owning_insertion> register_owning_insertion;

/// Elements of which a few are large enough to be inserted piece by piece into a table that is not
/// empty.
struct large_elements {
    static constexpr const char* name = "parallel insertion/large elements";
    template <class Policy>
    static constexpr bool concerns =
        listed_or_compact<Policy> && Policy::name != hash_table::ordered::name;

    template <class Policy>
    static void check() {
        struct large {
            std::array<std::uint64_t, 31> numbers;
            bool operator==(const large&) const = default;
        };
        const column keys = random_keys(200'003, 300'000);
        std::vector<large> values(keys.size());
        for (std::size_t k = 0; k < keys.size(); ++k) values[k].numbers[k % 31] = k;
        hash_table::map<Policy, std::uint64_t, large> alone, together;
        REQUIRE(alone.insert_many(keys, values) == together.insert_many(keys, values, parallel{3}));
        REQUIRE((listed(alone) == listed(together)));
        std::unordered_map<std::uint64_t, std::size_t> first;
        std::size_t wrong = 0;
        for (std::size_t k = 0; k < keys.size(); ++k) {
            const std::size_t row = first.try_emplace(keys[k], k).first->second;
            wrong += alone.at(keys[k]) == values[row] ? 0 : 1;
        }
        REQUIRE(wrong == 0);
    }
};
const check_policies<large_elements> register_large_elements;

/// A hundred keys in a row have the same hash, so that many elements lie far from their homes.
struct hash_of_hundreds {
    using is_avalanching = void;
    std::size_t operator()(std::uint64_t key) const noexcept { return detail::splitmix(key / 100); }
};

TEST_CASE("hash_table/parallel insertion/crowded tables grow") {
    column keys(1'200'001);
    for (std::size_t k = 0; k < keys.size(); ++k) keys[k] = detail::splitmix(k) % (1U << 26);
    hash_set<std::uint64_t, hash_of_hundreds> alone;
    alone.insert_many(keys);
    REQUIRE(std::ranges::all_of(keys, [&](std::uint64_t key) { return alone.contains(key); }));
    for (int threads = 2; threads <= 7; ++threads) {
        hash_set<std::uint64_t, hash_of_hundreds> together;
        REQUIRE(together.insert_many(keys, parallel{threads}) == alone.size());
        REQUIRE(std::ranges::equal(alone, together));
    }
}

TEST_CASE("hash_table/parallel insertion/ordered tables keep the order of insertion") {
    column keys(200'001);
    for (std::size_t k = 0; k < keys.size(); ++k) keys[k] = detail::splitmix(k);
    hash_table::set<hash_table::ordered, std::uint64_t> set;
    set.build(keys, parallel{4});
    REQUIRE(std::ranges::equal(set, keys));
    set.clear();
    set.insert_many(keys, parallel{4});
    REQUIRE(std::ranges::equal(set, keys));
}

TEST_CASE("hash_table/parallel insertion/the table's own elements") {
    using numbers = std::array<std::uint64_t, 64>;
    numbers first;
    std::iota(first.begin(), first.end(), std::uint64_t{0});
    const std::vector<numbers> values(64, first);
    hash_map<std::uint64_t, numbers> map{{1000, first}};
    REQUIRE(map.insert_many(map.at(1000), values, parallel{3}) == 64);
    REQUIRE(map.size() == 65);
    map.build(map.at(1000), values, parallel{3});
    REQUIRE(map.size() == 64);
    for (std::uint64_t k = 0; k < 64; ++k) REQUIRE(map.at(k) == first);

    // Keys that an element owns outlive it until the new table is complete.
    std::vector<std::uint64_t> many(150'000);
    std::iota(many.begin(), many.end(), std::uint64_t{0});
    hash_map<std::uint64_t, std::vector<std::uint64_t>> owners{{~std::uint64_t{0}, many}};
    const std::vector<std::vector<std::uint64_t>> fives(many.size(), {5});
    owners.build(owners.at(~std::uint64_t{0}), fives, parallel{3});
    REQUIRE(owners.size() == many.size());
    REQUIRE(owners.at(149'999) == fives[0]);
}

/// Sequential calls stay valid if something throws in the middle.
struct throwing_insertion {
    static constexpr const char* name = "parallel insertion/exceptions on one thread";
    template <class Policy>
    static constexpr bool concerns =
        listed_or_compact<Policy> && Policy::name != hash_table::ordered::name;

    template <class Policy>
    static void check() {
        const column keys = random_keys(260'003, 400'000);
        using hashing = hash_table::map<Policy, std::uint64_t, std::uint64_t, throwing_hash>;
        for (const std::size_t calls :
             {keys.size() + 9, 3 * keys.size() - 9, 5 * keys.size() / 2}) {
            throwing_hash::calls_left = 0;
            hashing map{{1, 1}};
            throwing_hash::calls_left = calls;
            bool thrown = false;
            try {
                map.build(keys, keys);
            } catch (const std::runtime_error&) {
                thrown = true;
            }
            throwing_hash::calls_left = 0;
            REQUIRE((thrown || calls > 2 * keys.size()));
            REQUIRE(map.size() == std::size_t(std::distance(map.begin(), map.end())));
            for (const auto& [key, value] : map) REQUIRE(map.find(key)->second == value);
            map.emplace(2, 2); // no modification is running any more
        }

        using copying = hash_table::map<Policy, std::uint64_t, throwing_copy>;
        throwing_copy::copies_left = 0;
        std::vector<throwing_copy> values;
        for (const std::uint64_t key : keys) values.emplace_back(key);
        copying map;
        map.try_emplace(1, 8);
        throwing_copy::copies_left = keys.size() / 3;
        REQUIRE_THROWS_AS(map.build(keys, values), std::runtime_error);
        REQUIRE(map.size() == std::size_t(std::distance(map.begin(), map.end())));
        REQUIRE(map.at(1).number == 8);
        throwing_copy::copies_left = 0;
        map.build(keys, values);
        REQUIRE(map.at(keys.back()).number == keys.back());
    }
};
const check_policies<throwing_insertion> register_throwing_insertion;

} // namespace
} // namespace hpk::test
