// SPDX-License-Identifier: MIT
//
// `node`: elements stay where they are until they are erased, whatever else happens to their table.

#include <algorithm>
#include <array>
#include <atomic>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <memory_resource>
#include <mutex>
#include <span>
#include <sstream>
#include <stdexcept>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

#include <hpk/hash/mixing/hash_bytes.hpp>
#include <hpk/hash/mixing/splitmix.hpp>
#include <hpk/hash_table.hpp>
#include <hpk/hash_table/pmr.hpp>
#include <hpk/hash_table/saved.hpp>
#include <hpk/hash_table/shared_map.hpp>

#include "common.hpp"
#include "hash_table/allocators.hpp"
#include "hash_table/invariants.hpp"
#include "hash_table/nodes.hpp"
#include "hash_table/numbered.hpp"

namespace hpk::test {
namespace {

using hash_table::node;

template <class Key, class T>
using map_of = hash_table::map<node, Key, T>;

TEST_CASE("node/random operations") {
    check_random_operations<hash_table::map<node, std::uint32_t, std::uint32_t, crowded_hash>>(
        10'000);
    check_random_operations<hash_table::map<
        node, tracked, tracked, trusted_hash, throwing_equal,
        counting_allocator<std::pair<const tracked, tracked>, goes_along::yes, pointers::offset>>>(
        3'000);
    CHECK(tracked::live == 0);
    CHECK(tracked::misuses == 0);
    CHECK(all_bytes_are_back());
}

TEST_CASE("node/pointers that are objects") {
    using map =
        hash_table::map<node, std::uint64_t, std::uint64_t, hash<std::uint64_t>, std::equal_to<>,
                        counting_allocator<std::pair<const std::uint64_t, std::uint64_t>,
                                           goes_along::no, pointers::offset>>;
    {
        map squares;
        for (std::uint64_t k = 0; k < 100; ++k) squares[k] = k * k;
        const std::vector<std::uint64_t> keys{7, 100, 9};
        std::vector<std::uint64_t*> found(keys.size());
        CHECK(squares.find_many(keys, std::span(found)) == 2);
        CHECK(found == std::vector<std::uint64_t*>{&squares.at(7), nullptr, &squares.at(9)});
    }
    CHECK(all_bytes_are_back());
}

TEST_CASE("node/sets") {
    hash_table::set<node, std::string> set{"whale", "sea"};
    const std::string& whale = *set.find("whale");
    for (int k = 0; k < 1000; ++k) set.insert(std::to_string(k));
    CHECK(&whale == std::addressof(*set.find("whale")));
    for (int k = 0; k < 1000; ++k) CHECK(set.erase(std::to_string(k)) == 1);
    CHECK(whale == "whale");

    hash_set<std::string> other{"sea", "ship"};
    CHECK(set_union(set, other).size() == 3);
    CHECK(set_intersection(set, other) == hash_table::set<node, std::string>{"sea"});
    CHECK(set_difference(set, other).contains("whale"));
    CHECK(set_symmetric_difference(set, other).size() == 2);
    std::vector<const std::string*> found(2);
    CHECK(set.find_many(std::vector<std::string>{"ship", "whale"}, std::span(found)) == 1);
    CHECK(found[0] == nullptr);
    CHECK(found[1] == &whale);
}

TEST_CASE("node/elements that cannot move") {
    map_of<int, std::atomic<int>> counts;
    std::atomic<int>& seventh = counts.try_emplace(7, 70).first->second;
    for (int k = 0; k < 100; ++k) ++counts[k];
    CHECK(&seventh == &counts.at(7));
    CHECK(seventh == 71);
    map_of<int, std::atomic<int>> others;
    others.try_emplace(7, 1);
    others.merge(counts);
    CHECK(others.size() == 100);
    CHECK(others.at(8) == 1);
    CHECK(counts.size() == 1);
    CHECK(&counts.at(7) == &seventh);
}

TEST_CASE("node/strings with elements that cannot move") {
    using words = map_of<std::string, std::mutex>;
    words a, b;
    std::mutex& whale = b["whale"];
    a["sea"];
    a.merge(b);
    CHECK(&a.at("whale") == &whale);
    const words moved(std::move(a), a.get_allocator());
    CHECK(&moved.at("whale") == &whale);

    using value = std::pair<const std::string, std::mutex>;
    using apart = hash_table::map<node, std::string, std::mutex, hash<std::string>, std::equal_to<>,
                                  counting_allocator<value>>;
    {
        apart one(0, counting_allocator<value>(1)), other(0, counting_allocator<value>(2));
        std::mutex& sea = one["sea"];
        CHECK_THROWS_AS(other.merge(one), std::invalid_argument);
        CHECK_THROWS_AS(other = std::move(one), std::invalid_argument);
        CHECK(one.size() == 1); // NOLINT(bugprone-use-after-move)
        CHECK(&one.at("sea") == &sea);
        CHECK(other.empty());
    }
    CHECK(all_bytes_are_back());
}

TEST_CASE("node/merge") {
    using tracked_map =
        hash_table::map<node, std::uint32_t, tracked, trusted_hash, std::equal_to<>,
                        counting_allocator<std::pair<const std::uint32_t, tracked>>>;
    tracked_map near(0, counting_allocator<std::pair<const std::uint32_t, tracked>>(1));
    {
        tracked_map there(near), far(0, near.get_allocator());
        for (std::uint32_t k = 0; k < 50; ++k) {
            there.try_emplace(k, k);
            far.try_emplace(k + 25, k);
        }
        const tracked* const first = &there.at(0);
        const long made = tracked::constructed;
        near.merge(there); // another allocator: elements move
        CHECK(near.size() == 50);
        CHECK(&near.at(0) != first);
        const tracked* const last = &far.at(74);
        near.reserve(100);
        const auto stays = near.find(0);
        near.merge(far);                    // an equal one
        CHECK(stays->second.number() == 0); // nothing was rehashed
        const auto shared = far.find(30);
        near.merge(far); // has none that is new
        CHECK(shared->first == 30);
        CHECK(near.size() == 75);
        CHECK(&near.at(74) == last);
        CHECK(far.size() == 25);
        CHECK(tracked::constructed == made);
        hash_map<std::uint32_t, tracked, trusted_hash, std::equal_to<>,
                 counting_allocator<std::pair<const std::uint32_t, tracked>>>
            tagged(0, near.get_allocator());
        tagged.try_emplace(100, 1U);
        near.merge(tagged);
        tagged.merge(near);
        CHECK(tagged.size() == 76);
        CHECK(near.empty());
        near.merge(tagged);
        check_invariants(near);
    }
    near.clear();
    near.shrink_to_fit();
    CHECK(tracked::live == 0);
    CHECK(tracked::misuses == 0);
    CHECK(all_bytes_are_back());
}

TEST_CASE("node/few elements") {
    map_of<std::uint64_t, std::string> map;
    CHECK(map.begin() == map.end());
    CHECK(map.erase(1) == 0);
    map.clear();
    CHECK(map_of<std::uint64_t, std::string>(map).empty());
    CHECK(map.statistics().bytes == 0);
    std::vector<std::uint64_t> keys{3, 4};
    std::vector<std::string*> found(2);
    CHECK(map.find_many(keys, std::span(found)) == 0);

    map[3] = "three";
    CHECK(map.statistics().bytes > sizeof(std::pair<const std::uint64_t, std::string>));
    CHECK(map.find_many(keys, std::span(found)) == 1);
    CHECK(found == std::vector<std::string*>{&map.at(3), nullptr});
    std::vector<std::size_t> indices(2);
    CHECK(map.find_many(keys, std::span(indices)) == 1);
    CHECK(&map.nth(indices[0]).second == &map.at(3));
    CHECK(indices[1] == map.npos);
    const std::string& three = map.at(3);
    using element = std::pair<const std::uint64_t, std::string>;
    const std::span<const element> own(std::addressof(*map.begin()), 1);
    map.insert(own.begin(), own.end());
    CHECK(map.insert_many(own) == 0);
    CHECK(&three == &map.at(3));
    map.build(own);
    CHECK(map.size() == 1);
    CHECK(map.at(3) == "three");

    map_of<std::uint64_t, std::uint64_t> numbers{{1, 10}};
    numbers.build(std::span<const std::pair<const std::uint64_t, std::uint64_t>>(
        std::addressof(*numbers.begin()), 1));
    CHECK(numbers.at(1) == 10);
    CHECK(numbers.erase(1) == 1);
    CHECK(numbers.begin() == numbers.end());
}

/// Half of the keys that are looked up are there; or all, or none.
template <class Key>
void check_look_ups(std::uint32_t size) {
    const auto even = [](std::uint32_t k) {
        return static_cast<std::uint32_t>(hpk::detail::splitmix(k) >> 33 << 1);
    };
    map_of<Key, std::uint64_t> map;
    for (std::uint32_t k = 0; k < size; ++k) map.try_emplace(numbered<Key>::of(even(k)), k);
    for (const std::uint32_t misses : {0U, 1U, 2U}) {
        std::vector<Key> keys;
        std::size_t hits = 0;
        for (std::uint32_t k = 0; k < size; ++k) {
            const bool is_hit = misses == 0 || (misses == 1 && k % 3 != 0);
            keys.push_back(numbered<Key>::of(is_hit ? even(k) : even(k) + 1));
        }
        std::vector<std::uint64_t*> found(keys.size()), found_by_threads(keys.size());
        std::vector<std::size_t> indices(keys.size());
        std::size_t wrong = 0;
        for (const Key& key : keys) hits += map.count(key);
        CHECK(map.find_many(keys, std::span(found)) == hits);
        CHECK(map.find_many(keys, std::span(found_by_threads), hpk::parallel{3}) == hits);
        CHECK(map.find_many(keys, std::span(indices)) == hits);
        CHECK(found == found_by_threads);
        for (std::size_t k = 0; k < keys.size(); ++k) {
            const auto at = map.find(keys[k]);
            wrong += found[k] != (at == map.end() ? nullptr : &at->second);
            wrong += (indices[k] == map.npos) != (at == map.end());
            if (at != map.end()) wrong += &map.nth(indices[k]) != std::addressof(*at);
        }
        CHECK(wrong == 0);
        const auto joined = join(keys, map);
        CHECK(joined.rows.size() == hits);
    }
}

TEST_CASE("node/look-ups of many keys") {
    for (const std::uint32_t size : {1U, 20U, 1000U, 150'000U}) check_look_ups<std::uint64_t>(size);
    for (const std::uint32_t size : {1000U, 40'000U}) check_look_ups<std::string>(size);
}

TEST_CASE("node/many elements at a time") {
    constexpr std::size_t count = 100'000;
    std::vector<std::uint64_t> keys(count), values(count);
    for (std::size_t k = 0; k < count; ++k) {
        keys[k] = hpk::detail::splitmix(k % (count / 10 * 9)) >> 8;
        values[k] = k;
    }
    map_of<std::uint64_t, std::uint64_t> one, built, built_by_threads, sums, sums_by_threads,
        counts;
    std::unordered_map<std::uint64_t, std::uint64_t> right, right_sums;
    const std::uint64_t& first = one.try_emplace(keys[0], values[0]).first->second;
    CHECK(one.insert_many(keys, values) == count / 10 * 9 - 1);
    CHECK(&first == &one.at(keys[0]));
    built.build(keys, values);
    built_by_threads.build(keys, values, hpk::parallel{3});
    sums.accumulate_many(keys, values);
    sums_by_threads.accumulate_many(keys, values, std::plus<>(), hpk::parallel{3});
    CHECK(counts.count_many(keys) == count / 10 * 9);
    for (std::size_t k = 0; k < count; ++k) {
        right.try_emplace(keys[k], values[k]);
        right_sums[keys[k]] += values[k];
    }
    const auto is_right = [](const auto& map, const auto& expected) {
        std::size_t wrong = 0;
        for (const auto& [key, value] : expected) wrong += map.at(key) != value;
        return wrong == 0 && map.size() == expected.size();
    };
    CHECK(is_right(one, right));
    CHECK(is_right(built, right));
    CHECK(is_right(sums, right_sums));
    CHECK(counts.at(keys[0]) == 2);
    CHECK(std::equal(built.begin(), built.end(), built_by_threads.begin(), built_by_threads.end()));
    CHECK(std::equal(sums.begin(), sums.end(), sums_by_threads.begin(), sums_by_threads.end()));
    CHECK(join(one, sums).size() == one.size());

    std::stringstream file;
    hash_table::save(sums, file);
    hash_map<std::uint64_t, std::uint64_t> tagged;
    hash_table::load(file, tagged);
    CHECK(is_right(tagged, right_sums));
    std::stringstream again;
    hash_table::save(tagged, again);
    hash_table::load(again, one);
    CHECK(one == sums);

    shared_map<std::uint64_t, std::uint64_t, hash<std::uint64_t>, std::equal_to<>,
               std::allocator<std::pair<const std::uint64_t, std::uint64_t>>, node>
        shared;
    shared.accumulate_many(keys, values, std::plus<>(), hpk::parallel{2});
    CHECK(shared.size() == sums.size());
    CHECK(shared.at_or(keys[5], 0) == sums.at(keys[5]));
}

TEST_CASE("node/chosen keys") {
    using key = std::pair<std::uint64_t, std::uint64_t>; // hash 0, whatever the second word
    map_of<key, std::uint64_t> map;
    std::vector<const std::uint64_t*> values;
    for (std::uint64_t k = 0; k < 4000; ++k)
        values.push_back(&map.try_emplace({hpk::detail::secret{}.key(0), k}, k).first->second);
    CHECK((map.*&opened<map_of<key, std::uint64_t>>::core_).storage().is_seeded());
    CHECK(map.statistics().mean_probes < 8);
    std::size_t wrong = 0;
    for (std::uint64_t k = 0; k < values.size(); ++k)
        wrong += &map.at({hpk::detail::secret{}.key(0), k}) != values[k] || *values[k] != k;
    CHECK(wrong == 0);
    check_invariants(map);
    const auto copy = map;
    CHECK(copy == map);
    for (std::uint64_t k = 0; k < 4000; k += 2)
        CHECK(map.erase({hpk::detail::secret{}.key(0), k}) == 1);
    CHECK(map.size() == 2000);
    check_invariants(map);
}

TEST_CASE("node/memory resources") {
    std::array<std::byte, 1 << 16> memory;
    std::pmr::monotonic_buffer_resource here(memory.data(), memory.size(),
                                             std::pmr::null_memory_resource());
    std::pmr::unsynchronized_pool_resource pool;
    using table = pmr::hash_map<int, std::pmr::string, hash<int>, std::equal_to<>, node>;
    const char* const text = "longer than what a string holds by itself";
    table map(&here);
    for (int k = 0; k < 100; ++k) map.try_emplace(k, text);
    CHECK(map.at(7).get_allocator().resource() == &here);
    const auto* const first = std::to_address(map.begin());
    CHECK(reinterpret_cast<std::uintptr_t>(first) -
              reinterpret_cast<std::uintptr_t>(memory.data()) <
          memory.size());
    table copy(map, &pool);
    CHECK(copy == map);
    CHECK(copy.at(7).get_allocator().resource() == &pool);
    table moved(std::move(copy), &here); // other memory: elements move
    CHECK(moved == map);
    CHECK(moved.at(7).get_allocator().resource() == &here);
    map = std::move(moved);
    CHECK(map.size() == 100);
}

} // namespace
} // namespace hpk::test
