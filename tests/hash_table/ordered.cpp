// SPDX-License-Identifier: MIT

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <numeric>
#include <string>
#include <utility>
#include <vector>

#include <hpk/hash_table/map.hpp>
#include <hpk/hash_table/rungs/ordered.hpp>
#include <hpk/hash_table/set.hpp>

#include "common.hpp"
#include "hash_table/allocators.hpp"

namespace hpk::test {
namespace {

template <class Key, class T, class Hash = hash<Key>>
using ordered_map = hash_table::map<hash_table::ordered, Key, T, Hash>;
template <class Key, class Hash = hash<Key>>
using ordered_set = hash_table::set<hash_table::ordered, Key, Hash>;

template <class Table>
std::vector<int> keys_of(const Table& table) {
    std::vector<int> keys;
    for (const auto& element : table) {
        if constexpr (requires { element.first; })
            keys.push_back(element.first);
        else
            keys.push_back(element);
    }
    return keys;
}

TEST_CASE("ordered/grows with the dict, item by item") {
    const auto reference = read_reference("dict_growth.csv", "items,buckets");
    ordered_map<std::size_t, int> map;
    std::size_t row = 0, buckets = 0;
    while (row < reference.fields.size()) {
        const std::size_t change = std::stoull(reference.fields[row][0]);
        while (map.size() + 1 < change) {
            map[map.size()] = 0;
            REQUIRE(map.bucket_count() == buckets);
        }
        map[map.size()] = 0;
        buckets = std::stoull(reference.fields[row][1]);
        REQUIRE(map.bucket_count() == buckets);
        ++row;
    }
    CHECK(row == 17);
}

TEST_CASE("ordered/sets grow when 3/5 full") {
    ordered_set<int> set;
    std::vector<std::size_t> buckets;
    for (int i = 0; i < 20; ++i) {
        set.insert(i);
        buckets.push_back(set.bucket_count());
    }
    std::vector<std::size_t> expected(4, 8); // 4 of 8 is below 3/5
    expected.insert(expected.end(), 5, 16);  // 4 * 3 elements
    expected.insert(expected.end(), 10, 32);
    expected.push_back(64);
    CHECK(buckets == expected);
}

TEST_CASE("ordered/elements stay in the order in which they came") {
    ordered_map<int, int> map;
    std::vector<int> expected;
    for (int i = 0; i < 5000; ++i) {
        const int key = i * 7919 % 5000;
        map[key] = i;
        expected.push_back(key);
    }
    CHECK(keys_of(map) == expected);
    for (auto& [key, value] : map) value = -key;
    map[expected[17]] = 1; // a new value for an old key: the place stays
    CHECK(keys_of(map) == expected);

    for (int key = 0; key < 5000; key += 3) map.erase(key);
    std::erase_if(expected, [](int key) { return key % 3 == 0; });
    CHECK(keys_of(map) == expected);
    map[0] = 0; // is inserted last
    expected.push_back(0);
    CHECK(keys_of(map) == expected);
    CHECK(keys_of(ordered_map<int, int>(map)) == expected);
    map.rehash(0);
    CHECK(keys_of(map) == expected);
    erase_if(map, [](const auto& element) { return element.first % 2 != 0; });
    std::erase_if(expected, [](int key) { return key % 2 != 0; });
    CHECK(keys_of(map) == expected);
    CHECK(map.size() == expected.size());
    for (const int key : expected) CHECK(map.contains(key));
}

TEST_CASE("ordered/an insertion shrinks what erasures have left empty") {
    ordered_map<int, int> map;
    for (int i = 0; i < 170; ++i) map[i] = i;
    CHECK(map.bucket_count() == 256);
    for (int i = 0; i < 160; ++i) map.erase(i);
    CHECK(map.bucket_count() == 256);
    map[170] = 170; // the 171st entry does not fit, so three times 10 elements
    CHECK(map.bucket_count() == 32);
    CHECK(map.size() == 11);
    CHECK(map.begin()->first == 160);
}

TEST_CASE("ordered/a search goes on past a dummy, and an insertion takes its bucket") {
    struct one_hash {
        std::size_t operator()(int) const noexcept { return 1; }
    };
    ordered_map<int, int, one_hash> map;
    for (int i = 0; i < 4; ++i) map[i] = i;
    CHECK(map.probe_count(3) == 4);
    map.erase(1);
    CHECK(map.contains(3));
    CHECK(map.probe_count(3) == 4);
    map[9] = 9;
    CHECK(map.probe_count(9) == 2);
    CHECK(keys_of(map) == std::vector<int>{0, 2, 3, 9});
}

/// A hash that counts its calls.
struct counting_hash {
    static inline int calls = 0;
    std::size_t operator()(int key) const noexcept {
        ++calls;
        return static_cast<std::size_t>(key);
    }
};

TEST_CASE("ordered/nothing is hashed twice") {
    counting_hash::calls = 0;
    ordered_map<int, int, counting_hash> map;
    for (int i = 0; i < 10000; ++i) map.emplace(i, i);
    CHECK(counting_hash::calls == 10000);
    auto copy = map;
    copy.rehash(1 << 20);
    copy.erase(copy.begin());
    copy.reserve(5'000'000);
    copy.shrink_to_fit();
    erase_if(copy, [](const auto& element) { return element.first % 2 == 0; });
    CHECK(counting_hash::calls == 10000);
    CHECK(copy.size() == 5000);
}

TEST_CASE("ordered/hashes are taken as they are") {
    // Neighbours lie in neighbouring buckets, as in the dict: no keys collide.
    ordered_map<int, int, counting_hash> map;
    for (int i = 0; i < 1000; ++i) map[i] = i;
    CHECK(map.statistics().collisions == 0);
    CHECK(map.statistics().max_probes == 1);
}

TEST_CASE("ordered/what was reserved can be inserted without a rehash") {
    for (const std::size_t elements : {100U, 101U, 150U, 170U, 171U, 1000U})
        for (const int erased : {0, 1, 50, 99, 100}) {
            CAPTURE(elements, erased);
            ordered_map<int, int> map;
            for (int i = 0; i < 100; ++i) map.emplace(i, i);
            for (int i = 0; i < erased; ++i) map.erase(i);
            map.reserve(elements);
            const std::size_t buckets = map.bucket_count();
            const auto* first = map.empty() ? nullptr : &*map.begin();
            for (int i = 1000; map.size() < elements; ++i) map.emplace(i, i);
            CHECK(map.bucket_count() == buckets);
            if (first != nullptr) CHECK(&*map.begin() == first);
        }
    ordered_set<int> set;
    set.reserve(19);
    CHECK(set.bucket_count() == 32);
    set.reserve(20);
    CHECK(set.bucket_count() == 64);
}

TEST_CASE("ordered/the load can be chosen") {
    for (const float load : {0.1F, 0.25F, 0.5F, 0.8F, 0.875F}) {
        CAPTURE(load);
        ordered_map<int, int> map;
        map.max_load_factor(load);
        CHECK(map.max_load_factor() == load);
        for (int i = 0; i < 3000; ++i) {
            map[i] = i;
            REQUIRE(map.load_factor() <= load);
        }
        for (int i = 0; i < 3000; ++i) CHECK(map.at(i) == i);
        // Rehashes stay rare under insertions and erasures.
        int rehashes = 0;
        for (int i = 3000; i < 13000; ++i) {
            map.erase(i - 3000);
            const auto* const before = &*map.find(i - 1);
            map.emplace(i, i);
            rehashes += &*map.find(i - 1) != before;
        }
        CHECK(rehashes <= 8);
    }
}

TEST_CASE("ordered/buckets that may not be filled") {
    using element = std::pair<const int, int>;
    {
        hash_table::map<hash_table::ordered, int, int, hash<int>, std::equal_to<>,
                        counting_allocator<element>>
            map;
        map.max_load_factor(0.1F);
        map.rehash(8); // a tenth of 8 is no element
        CHECK(map.bucket_count() == 8);
        const auto copy = map;
        CHECK(copy.bucket_count() == 8);
        map.rehash(4);
        map.clear();
        map[1] = 1;
        CHECK(map.bucket_count() == 16);
        map = copy;
        CHECK(map.empty());
    }
    CHECK(all_bytes_are_back());
}

TEST_CASE("ordered/elements come and go without end, and the table stays as it is") {
    ordered_map<int, int> map;
    for (int i = 0; i < 100; ++i) map[i] = i;
    for (int i = 100; i < 100'000; ++i) {
        map.erase(i - 100);
        map[i] = i;
        REQUIRE(map.bucket_count() <= 512);
    }
    std::vector<int> last(100);
    std::iota(last.begin(), last.end(), 99'900);
    CHECK(keys_of(map) == last);
}

TEST_CASE("ordered/the first can be taken off again and again") {
    // It would be quadratic, and take minutes, if begin() visited all erased elements.
    ordered_map<int, int> map;
    constexpr int size = 300'000;
    for (int i = 0; i < size; ++i) map[i] = i;
    for (int i = 0; i < size; ++i) {
        REQUIRE(map.begin()->first == i);
        map.erase(map.begin());
    }
    CHECK(map.empty());
    CHECK(map.begin() == map.end());
    map[1] = 1;
    CHECK(keys_of(map) == std::vector<int>{1});
}

TEST_CASE("ordered/an argument may lie in the table that grows") {
    ordered_map<std::string, std::string> map;
    map["0"] = "a string that does not fit into a std::string itself";
    for (int i = 1; i < 200; ++i) {
        map.emplace(std::to_string(i), map.begin()->second);
        map.insert_or_assign(std::to_string(1000 + i), map.at(std::to_string(i)));
    }
    CHECK(map.size() == 399);
    for (const auto& [key, value] : map) CHECK(value == map.at("0"));
}

TEST_CASE("ordered/numbers of entries of 1, 2 and 4 bytes") {
    // Erasing, probing and copying on both sides of the sizes at which indices become wider.
    for (const int size : {150, 250, 40'000, 50'000, 180'000}) {
        CAPTURE(size);
        ordered_map<int, int> map;
        for (int i = 0; i < size; ++i) map[i] = -i;
        for (int i = 0; i < size; i += 2) map.erase(i);
        const ordered_map<int, int> copy = map;
        for (int i = 0; i < size; ++i) {
            REQUIRE(map.contains(i) == (i % 2 != 0));
            REQUIRE(copy.contains(i) == (i % 2 != 0));
        }
        CHECK(copy == map);
    }
}

} // namespace
} // namespace hpk::test
