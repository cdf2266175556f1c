// SPDX-License-Identifier: MIT
#pragma once

/// \file
/// Random operations on tables whose elements must stay where they are.

#include <array>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <random>
#include <unordered_map>
#include <utility>

#include <hpk/hash_table.hpp>

#include "catch.hpp"
#include "hash_table/invariants.hpp"
#include "hash_table/numbered.hpp"

namespace hpk::test {

/// Neighbouring keys are at home in neighbouring buckets, so that removal moves slots.
struct crowded_hash : trusted_hash {
    crowded_hash() : trusted_hash{unmixed_hash{spread::by_bucket}} {}
};

/// Elements and their addresses as a table should have them.
template <class Map>
class expectation {
public:
    using key_type = typename Map::key_type;

    /// Checks that the key has been inserted, unless it was there.
    template <class Result>
    void insert(std::uint32_t key, std::uint32_t value, const Result& result) {
        const auto* const address = std::addressof(*result.first);
        const auto [at, is_new] = elements_.try_emplace(key, entry{value, address});
        REQUIRE(result.second == is_new);
        REQUIRE(at->second.address == address);
    }
    [[nodiscard]] std::size_t erase(std::uint32_t key) { return elements_.erase(key); }
    template <class Pred>
    std::size_t erase_if(Pred pred) {
        return std::erase_if(elements_, [&](const auto& e) { return pred(e.first); });
    }
    /// Takes those that have keys that are not here.
    void merge(expectation& other) { elements_.merge(other.elements_); }

    /// Checks all elements, found one by one and by iteration.
    void check(const Map& map) const {
        REQUIRE(map.size() == elements_.size());
        std::size_t wrong = 0, met = 0;
        for (const auto& [key, e] : elements_) {
            const auto at = map.find(numbered<key_type>::of(key));
            wrong += at == map.end() || std::addressof(*at) != e.address ||
                     numbers_of(*at) != std::pair(key, e.value);
        }
        for (const auto& element : map) {
            const auto at = elements_.find(numbers_of(element).first);
            wrong += at == elements_.end() || at->second.address != std::addressof(element);
            ++met;
        }
        REQUIRE(wrong == 0);
        REQUIRE(met == map.size());
        check_invariants(map);
    }

private:
    struct entry {
        std::uint32_t value;
        const typename Map::value_type* address;
    };
    std::unordered_map<std::uint32_t, entry> elements_;
};

/// Random operations on two tables; addresses are checked whenever a table may have moved slots.
template <class Map>
void check_random_operations(int operations) {
    using key_type = typename Map::key_type;
    using mapped_type = typename Map::mapped_type;
    std::mt19937 bits(7);
    const auto below = [&](std::uint32_t n) { return static_cast<std::uint32_t>(bits() % n); };
    std::array<Map, 2> maps;
    std::array<expectation<Map>, 2> expected;
    for (int n = 0; n < operations; ++n) {
        const std::size_t which = below(2);
        Map& map = maps[which];
        expectation<Map>& right = expected[which];
        const std::uint32_t key = below(600), value = below(1000);
        const key_type k = numbered<key_type>::of(key);
        const std::size_t buckets = map.bucket_count();
        const std::uint32_t choice = below(100);
        if (choice < 60) {
            right.insert(key, value, map.try_emplace(k, numbered<mapped_type>::of(value)));
        } else if (choice < 85) {
            REQUIRE(map.erase(k) == right.erase(key));
        } else if (choice < 90) {
            if (const auto at = map.find(k); at != map.end()) {
                static_cast<void>(map.erase(at));
                REQUIRE(right.erase(key) == 1);
            }
        } else if (choice < 92) {
            const auto is_chosen = [&](std::uint32_t other) { return other % 8 == key % 8; };
            const auto erased =
                erase_if(map, [&](const auto& e) { return is_chosen(numbers_of(e).first); });
            REQUIRE(erased == right.erase_if(is_chosen));
        } else if (choice < 93) {
            map.rehash(key * 2);
        } else if (choice < 94) {
            map.reserve(key * 2);
        } else if (choice < 95) {
            map.shrink_to_fit();
        } else if (choice < 96) {
            maps[0].swap(maps[1]);
            std::swap(expected[0], expected[1]);
        } else if (choice < 97) {
            Map moved(std::move(map));
            right.check(moved);
            map = std::move(moved);
        } else if (choice < 98) {
            map.merge(maps[1 - which]);
            right.merge(expected[1 - which]);
        } else {
            const Map copy(map);
            REQUIRE(copy == map);
            check_invariants(copy);
        }
        if (choice >= 90 || map.bucket_count() != buckets)
            for (const std::size_t w : {0U, 1U}) expected[w].check(maps[w]);
    }
}

} // namespace hpk::test
