// SPDX-License-Identifier: MIT
//
// Tables that several threads read and change at the same time; run it under the thread sanitizer.

#include <atomic>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <span>
#include <stdexcept>
#include <string>
#include <string_view>
#include <thread>
#include <utility>
#include <vector>

#include <hpk/hash_table.hpp>
#include <hpk/hash_table/shared_map.hpp>

#include "common.hpp"

namespace hpk::test {
namespace {

/// Runs f(0), f(1) … on threads of their own.
template <class F>
void on_threads(int count, F f) {
    std::vector<std::thread> threads;
    threads.reserve(static_cast<std::size_t>(count));
    for (int t = 0; t < count; ++t) threads.emplace_back(f, t);
    for (std::thread& t : threads) t.join();
}

template <class Map>
void check_calls_for_one_key(Map& map) {
    REQUIRE(map.empty());
    REQUIRE(map.try_emplace("whale", 1));
    REQUIRE(!map.try_emplace(std::string_view("whale"), 2));
    REQUIRE(map.at_or("whale", 0) == 1);
    REQUIRE(map.at_or("sea", -1) == -1);
    REQUIRE(!map.insert_or_assign("whale", 3));
    REQUIRE(map.insert_or_assign(std::string("sea"), 4));
    REQUIRE(map.find("sea") == 4);
    REQUIRE(!map.find("ship").has_value());
    REQUIRE(!map.insert_or_visit("sea", [](int& n) { n *= 10; }, 5));
    REQUIRE(map.insert_or_visit("ship", [](int&) { FAIL(); }, 5));
    REQUIRE(map.visit("ship", [](int& n) { ++n; }));
    REQUIRE(!map.visit("port", [](int&) { FAIL(); }));
    int seen = 0;
    REQUIRE(std::as_const(map).visit("ship", [&](const int& n) { seen = n; }));
    REQUIRE(seen == 6);
    REQUIRE(map.contains("ship"));
    REQUIRE(map.erase("ship"));
    REQUIRE(!map.erase("ship"));
    REQUIRE(map.size() == 2);
    const auto copy = map.snapshot();
    REQUIRE(copy.size() == 2);
    REQUIRE(copy.at("sea") == 40);
    map.for_each([](const std::string&, int& n) { ++n; });
    int sum = 0;
    std::as_const(map).for_each([&](const std::string&, const int& n) { sum += n; });
    REQUIRE(sum == 3 + 40 + 2);
    REQUIRE(map.erase_if([](const auto& e) { return e.first == "sea"; }) == 1);
    map.clear();
    map.reserve(1000);
    REQUIRE(map.empty());
}

TEST_CASE("hash_table/shared/one_key") {
    shared_map<std::string, int> map;
    check_calls_for_one_key(map);
    shared_map<std::string, int, seeded_hash<std::string>> one(1);
    REQUIRE(one.shard_count() == 1);
    check_calls_for_one_key(one);
    shared_map<std::string, int, hash<std::string>, std::equal_to<>,
               std::allocator<std::pair<const std::string, int>>, hash_table::ordered>
        ordered(5);
    REQUIRE(ordered.shard_count() == 8);
    check_calls_for_one_key(ordered);
}

TEST_CASE("hash_table/shared/keys_reach_every_shard") {
    shared_map<int, int, std::hash<int>> map(64); // which returns the key
    for (int k = 0; k < 10'000; ++k) map.try_emplace(k, k);
    REQUIRE(map.size() == 10'000);
    std::vector<int> keys(10'000), values(keys.size());
    for (int k = 0; k < 10'000; ++k) keys[static_cast<std::size_t>(k)] = k;
    REQUIRE(map.find_many(keys, std::span(values), -1) == keys.size());
    REQUIRE((values == keys));
}

TEST_CASE("hash_table/shared/many_keys") {
    std::vector<std::uint64_t> keys;
    std::vector<std::uint32_t> values;
    for (std::uint64_t k = 0; k < 20'000; ++k) {
        keys.push_back(k * k % 4999);
        values.push_back(static_cast<std::uint32_t>(k));
    }
    const auto in_order = [](std::uint64_t sum, std::uint32_t value) noexcept {
        return 31 * sum + value;
    };
    hash_map<std::uint64_t, std::uint64_t> expected;
    expected.accumulate_many(keys, values, in_order);

    const auto check = [&](auto how) {
        shared_map<std::uint64_t, std::uint64_t> map;
        REQUIRE(map.accumulate_many(keys, values, in_order, how) == expected.size());
        REQUIRE((map.snapshot() == expected));
        REQUIRE(map.insert_many(keys, values, how) == 0);
        std::vector<std::uint64_t> sought{5, 7, 16}, found(3);
        for (std::uint64_t k = 0; k < 9000; ++k) sought.push_back(k);
        found.resize(sought.size());
        std::size_t hits = 0;
        bool right = true;
        const std::size_t counted = map.find_many(sought, std::span(found), 1, how);
        for (std::size_t k = 0; k < sought.size(); ++k) {
            const auto at = expected.find(sought[k]);
            right = right && found[k] == (at != expected.end() ? at->second : 1);
            hits += at != expected.end();
        }
        REQUIRE(right);
        REQUIRE(counted == hits);

        shared_map<std::uint64_t, std::uint64_t> first;
        REQUIRE(first.insert_many(keys, values, how) == expected.size());
        REQUIRE(first.at_or(4, 0) == 2); // of 2 and others
    };
    check(sequential{});
    check(parallel{1});
    check(parallel{3});
}

TEST_CASE("hash_table/shared/threads_lose_no_change") {
    constexpr int threads = 4, rounds = 2000, keys = 97;
    shared_map<int, int> map(4);
    std::atomic<int> inserted = 0;
    on_threads(threads, [&](int t) {
        for (int k = 0; k < rounds; ++k) {
            inserted += map.insert_or_visit(k % keys, [](int& n) { ++n; }, 1);
            map.try_emplace(1000 + t * rounds + k, k);
            if (k >= 5) map.erase(1000 + t * rounds + k - 5);
            (void)map.contains(k % keys);
            if (k % 500 == 0) (void)map.snapshot();
        }
    });
    REQUIRE(inserted == keys);
    int sum = 0;
    map.for_each([&](int key, int& n) { sum += key < keys ? n : 0; });
    REQUIRE(sum == threads * rounds);
    REQUIRE(map.size() == keys + threads * 5);
}

TEST_CASE("hash_table/shared/calls_for_many_keys_beside_others") {
    shared_map<std::uint64_t, std::uint64_t> map;
    std::vector<std::uint64_t> keys(3000), values(keys.size(), 1);
    for (std::size_t k = 0; k < keys.size(); ++k) keys[k] = k % 100;
    on_threads(3, [&](int t) {
        std::vector<std::uint64_t> found(keys.size());
        map.accumulate_many(keys, values, std::plus<>{}, parallel{t});
        map.find_many(keys, std::span(found), 0, parallel{t});
        map.insert_or_visit(std::uint64_t(t), [](std::uint64_t& n) { ++n; }, 1);
    });
    std::uint64_t sum = 0;
    map.for_each([&](std::uint64_t, std::uint64_t n) { sum += n; });
    REQUIRE(sum == 3 * keys.size() + 3);
}

TEST_CASE("hash_table/shared/refusals") {
    REQUIRE(refusal([] { const shared_map<int, int> map(1025); }) ==
            "shards is 1025 but must be at most 1024");
    shared_map<int, int> map;
    const std::vector<int> keys{1, 2}, values{1};
    std::vector<int> found(1);
    REQUIRE(refusal([&] { map.insert_many(keys, values); }) == "there are 2 keys but 1 values");
    REQUIRE(refusal([&] { map.find_many(keys, std::span(found), 0); }) ==
            "there are 2 keys but 1 results");
    const auto thrower = [](int&) { throw std::runtime_error("thrown"); };
    map.try_emplace(1, 1);
    REQUIRE(refusal<std::runtime_error>([&] { map.visit(1, thrower); }) == "thrown");
    REQUIRE(map.contains(1)); // no lock is held any more
}

} // namespace
} // namespace hpk::test
