// SPDX-License-Identifier: MIT
#pragma once

/// \file
/// Tests exception guarantees: each operation of the interface is repeated while the first, second,
/// third … hash, comparison, construction, copy, move or allocation throws, until the operation has
/// no further one. Tables must stay valid, nothing may leak, and an operation with the strong
/// guarantee must have had no effect.

#include <algorithm>
#include <span>
#include <string>
#include <vector>

#include <hpk/hash_table.hpp>

#include "catch.hpp"
#include "hash_table/allocators.hpp"
#include "hash_table/numbered.hpp"

namespace hpk::test {

/// The changes that a throwing operation may have made.
enum class guarantee {
    strong, ///< nothing
    total,  ///< the distribution of elements over two tables, but none is lost
    basic,  ///< anything
};

template <class Map>
class throwing_operations {
public:
    static void check_all() {
        const std::vector<operation> operations = all();
        const std::uint32_t limit = growth_limit();
        for (const operation& op : operations)
            for (const std::uint32_t size : {0U, 1U, 2U, limit - 1, limit, limit + 1})
                check(op, size);
    }

private:
    using key_type = typename Map::key_type;
    using mapped_type = typename Map::mapped_type;
    using value_type = typename Map::value_type;
    static constexpr bool copyable =
        std::is_copy_constructible_v<key_type> && std::is_copy_constructible_v<mapped_type>;

    struct operation {
        const char* name;
        guarantee gives;
        void (*run)(Map& map, Map& other, std::uint32_t size);
    };
    using contents = std::vector<std::pair<std::uint32_t, std::uint32_t>>;

    static key_type key(std::uint32_t n) { return numbered<key_type>::of(n); }
    static mapped_type mapped(std::uint32_t n) { return numbered<mapped_type>::of(n); }
    static std::pair<key_type, mapped_type> element(std::uint32_t n) { return {key(n), mapped(n)}; }
    static void fill(Map& map, std::uint32_t first, std::uint32_t last) {
        for (std::uint32_t n = first; n < last; ++n) map.try_emplace(key(n), mapped(n + 1000));
    }
    /// The number of elements in a table that is about to grow, some twenty.
    static std::uint32_t growth_limit() {
        Map map;
        fill(map, 0, 20);
        const std::size_t buckets = map.bucket_count();
        std::uint32_t size = 20;
        for (; map.bucket_count() == buckets; ++size) fill(map, size, size + 1);
        return size - 1;
    }

    static std::vector<operation> all() {
        using enum guarantee;
        std::vector<operation> result{
            {"insert moved", strong,
             [](Map& m, Map&, std::uint32_t size) { m.insert(element(size)); }},
            {"emplace", strong,
             [](Map& m, Map&, std::uint32_t size) { m.emplace(key(size), mapped(7)); }},
            {"emplace a present key", strong,
             [](Map& m, Map&, std::uint32_t size) { m.emplace(key(size / 2), mapped(7)); }},
            {"emplace_hint", strong,
             [](Map& m, Map&, std::uint32_t size) {
                 m.emplace_hint(m.begin(), key(size), mapped(7));
             }},
            {"try_emplace", strong,
             [](Map& m, Map&, std::uint32_t size) { m.try_emplace(key(size), 7U); }},
            {"insert_or_assign", strong,
             [](Map& m, Map&, std::uint32_t size) { m.insert_or_assign(key(size), mapped(7)); }},
            {"insert_or_assign to a present key", strong,
             [](Map& m, Map&, std::uint32_t size) {
                 m.insert_or_assign(key(size / 2), mapped(size / 2 + 1000));
             }},
            {"operator[]", strong, [](Map& m, Map&, std::uint32_t size) { m[key(size)]; }},
            {"look-ups", strong,
             [](Map& m, Map&, std::uint32_t size) {
                 for (const std::uint32_t n : {size / 2, size}) {
                     static_cast<void>(m.find(key(n)));
                     static_cast<void>(m.contains(key(n)));
                     static_cast<void>(m.count(key(n)));
                     static_cast<void>(m.equal_range(key(n)));
                 }
             }},
            {"bulk look-ups", strong,
             [](Map& m, Map&, std::uint32_t size) {
                 std::vector<key_type> keys;
                 for (std::uint32_t n = 0; n < size; ++n) keys.push_back(key(2 * n));
                 std::vector<mapped_type*> found(keys.size());
                 m.find_many(keys, std::span(found));
             }},
            {"reserve", strong,
             [](Map& m, Map&, std::uint32_t size) { m.reserve(std::size_t{2} * size + 10); }},
            {"rehash", strong, [](Map& m, Map&, std::uint32_t) { m.rehash(200); }},
            {"shrink_to_fit", strong, [](Map& m, Map&, std::uint32_t) { m.shrink_to_fit(); }},
            {"swap", strong,
             [](Map& m, Map& other, std::uint32_t) {
                 m.swap(other);
                 m.swap(other);
             }},
            {"move construction", strong,
             [](Map& m, Map&, std::uint32_t) {
                 Map moved(std::move(m));
                 m.swap(moved); // NOLINT(bugprone-use-after-move): it is empty
             }},
            {"erase an absent key", strong,
             [](Map& m, Map&, std::uint32_t size) { m.erase(key(size)); }},
            {"erase a key", basic,
             [](Map& m, Map&, std::uint32_t size) { m.erase(key(size / 2)); }},
            {"erase all keys", basic,
             [](Map& m, Map&, std::uint32_t size) {
                 for (std::uint32_t n = 0; n < size; ++n) m.erase(key(n));
             }},
            {"erase at an iterator", basic,
             [](Map& m, Map&, std::uint32_t) {
                 if (!m.empty()) m.erase(m.begin());
             }},
            {"erase a range", basic,
             [](Map& m, Map&, std::uint32_t) { m.erase(m.begin(), m.end()); }},
            {"erase_if", basic,
             [](Map& m, Map&, std::uint32_t) {
                 hpk::erase_if(m, [](const value_type& e) {
                     countdown::tick();
                     return numbers_of(e).first % 3 != 0;
                 });
             }},
            {"clear", basic, [](Map& m, Map&, std::uint32_t) { m.clear(); }},
            {"merge", total, [](Map& m, Map& other, std::uint32_t) { m.merge(other); }},
        };
        if constexpr (copyable) {
            const std::vector<operation> copying{
                {"insert copy", strong,
                 [](Map& m, Map&, std::uint32_t size) {
                     const value_type inserted(element(size));
                     m.insert(inserted);
                 }},
                {"insert own element", strong,
                 [](Map& m, Map&, std::uint32_t) {
                     if (!m.empty()) m.insert(*m.begin());
                 }},
                {"copy construction", strong,
                 [](Map& m, Map&, std::uint32_t) {
                     Map copy(m); // NOLINT(performance-unnecessary-copy-initialization)
                 }},
                {"copy assignment", basic, [](Map& m, Map& other, std::uint32_t) { m = other; }},
                {"==", strong,
                 [](Map& m, Map& other, std::uint32_t) {
                     static_cast<void>(m == other);
                     static_cast<void>(m == Map(m));
                 }},
                {"insert range", basic,
                 [](Map& m, Map& other, std::uint32_t) { m.insert(other.begin(), other.end()); }},
                {"construction from a range", strong,
                 [](Map& m, Map&, std::uint32_t) { Map(m.begin(), m.end()); }},
                {"bulk insertion", basic,
                 [](Map& m, Map&, std::uint32_t size) {
                     const auto [keys, values] = columns(size);
                     m.insert_many(keys, values);
                 }},
                {"build", basic,
                 [](Map& m, Map&, std::uint32_t size) {
                     const auto [keys, values] = columns(size);
                     m.build(keys, values);
                 }},
            };
            result.insert(result.end(), copying.begin(), copying.end());
        }
        return result;
    }
    static std::pair<std::vector<key_type>, std::vector<mapped_type>> columns(std::uint32_t size) {
        std::vector<key_type> keys;
        std::vector<mapped_type> values;
        for (std::uint32_t n = 0; n < size; ++n) {
            keys.push_back(key(size / 2 + n));
            values.push_back(mapped(n));
        }
        return {std::move(keys), std::move(values)};
    }

    static contents contents_of(const Map& map) {
        contents result;
        for (const auto& e : map) result.push_back(numbers_of(e));
        std::sort(result.begin(), result.end());
        return result;
    }
    static contents both(const Map& map, const Map& other) {
        contents all = contents_of(map), others = contents_of(other), result;
        std::set_union(all.begin(), all.end(), others.begin(), others.end(),
                       std::back_inserter(result));
        return result;
    }

    /// True if all elements of the table can be found, nothing else can, and it still works.
    static bool is_sound(Map& map) {
        const contents before = contents_of(map);
        if (before.size() != map.size()) return false;
        std::vector<std::uint32_t> present;
        for (std::uint32_t n = 0; n < 200; ++n)
            if (map.contains(key(n))) present.push_back(n);
        if (!std::equal(before.begin(), before.end(), present.begin(), present.end(),
                        [](const auto& e, std::uint32_t n) { return e.first == n; }))
            return false;
        fill(map, 500, 510);
        for (std::uint32_t n = 500; n < 510; ++n)
            if (map.erase(key(n)) != 1) return false;
        return contents_of(map) == before;
    }

    static long live() {
        return object<moves::quietly>::live + object<moves::throwing>::live +
               object<moves::only>::live;
    }
    static long misuses() {
        return object<moves::quietly>::misuses + object<moves::throwing>::misuses +
               object<moves::only>::misuses;
    }

    static void check(const operation& op, std::uint32_t size) {
        const long live_before = live();
        bool threw = true;
        for (long n = 1; threw; ++n) {
            INFO(op.name << " with " << size << " elements, failing at opportunity " << n);
            threw = try_once(op, size, n);
            CHECK(live() == live_before);
            CHECK(all_bytes_are_back());
            REQUIRE(n < 100'000);
        }
    }

    /// True if the operation threw at its n-th opportunity, false if it has fewer.
    static bool try_once(const operation& op, std::uint32_t size, long n) {
        Map map, other;
        fill(map, 0, size);
        fill(other, size / 2, size + size / 2);
        const contents before = contents_of(map), other_before = contents_of(other);
        const contents both_before = both(map, other);
        const long misuses_before = misuses();
        bool threw = false;
        countdown::arm(n);
        try {
            op.run(map, other, size);
        } catch (const injected&) {
            threw = true;
        }
        countdown::disarm();
        const contents after = contents_of(map);
        if (threw && op.gives == guarantee::strong) REQUIRE(after == before);
        // The element in `other` of a key in both tables stays there.
        if (op.gives == guarantee::total)
            REQUIRE(both(map, other) == both_before);
        else
            REQUIRE(contents_of(other) == other_before);
        REQUIRE(is_sound(map));
        REQUIRE(is_sound(other));
        REQUIRE(misuses() == misuses_before);
        return threw;
    }
};

} // namespace hpk::test
