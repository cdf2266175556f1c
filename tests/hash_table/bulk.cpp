// SPDX-License-Identifier: MIT
//
// Rows grouped by key, counts, values and bits of many keys, and joins: compared with loops over
// single keys, on one thread and on several.

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <random>
#include <span>
#include <stdexcept>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

#include <hpk/hash_table.hpp>

#include "common.hpp"
#include "hash_table/policies.hpp"

namespace hpk::test {
namespace {

using column = std::vector<std::uint64_t>;

/// `rows` keys of about `groups` different ones, which begin with a run of equal ones.
column random_column(std::size_t rows, std::uint64_t groups) {
    std::mt19937_64 random(rows + groups);
    column keys(rows, 7);
    for (std::size_t k = rows / 16; k < rows; ++k) keys[k] = random() % groups << 20;
    return keys;
}

/// An operation whose result depends on the order of the values.
constexpr auto in_order = [](std::uint64_t sum, std::uint32_t value) noexcept {
    return 31 * sum + value;
};

// find_many may look at keys of slots that hold none: not if some bits are no value.
enum without_type { one, two };
enum with_type : int { three };
enum class of_bool : bool { no };
static_assert(hash_table::detail::compares_at_once<with_type, with_type, std::equal_to<>>);
static_assert(!hash_table::detail::compares_at_once<without_type, without_type, std::equal_to<>>);
static_assert(!hash_table::detail::compares_at_once<of_bool, of_bool, std::equal_to<>>);

template <class Map>
std::vector<std::pair<std::uint64_t, std::uint64_t>> listed(const Map& map) {
    return {map.begin(), map.end()};
}

/// Enough rows and groups that the rows are parted; and few groups, for which they are not.
struct accumulation {
    static constexpr const char* name = "accumulation";
    template <class Policy>
    static constexpr bool concerns = listed_or_compact<Policy>;

    template <class Policy>
    static void check() {
        using map = hash_table::map<Policy, std::uint64_t, std::uint64_t>;
        for (const auto& [rows, groups] :
             {std::pair<std::size_t, std::uint64_t>{0, 1}, {1000, 50}, {170'000, 1 << 18}}) {
            CAPTURE(rows);
            const column keys = random_column(rows, groups);
            std::vector<std::uint32_t> values;
            for (const std::uint64_t key : keys)
                values.push_back(static_cast<std::uint32_t>(key / 3 + values.size()));

            map before{{7, 5}, {std::uint64_t{1} << 20, 6}, {1, 2}};
            std::unordered_map<std::uint64_t, std::uint64_t> expected(before.begin(), before.end());
            for (std::size_t k = 0; k < rows; ++k)
                if (const auto [at, is_new] = expected.try_emplace(keys[k], values[k]); !is_new)
                    at->second = in_order(at->second, values[k]);

            map alone = before;
            REQUIRE(alone.accumulate_many(keys, values, in_order) == expected.size() - 3);
            REQUIRE(alone.size() == expected.size());
            REQUIRE(std::ranges::all_of(expected, [&](const auto& element) {
                const auto at = alone.find(element.first);
                return at != alone.end() && at->second == element.second;
            }));
            for (const int threads : {1, 2, 5}) {
                map together = before;
                together.accumulate_many(keys, values, in_order, parallel{threads});
                REQUIRE((listed(together) == listed(alone))); // in the same order
            }

            map counts;
            const std::size_t counted = counts.count_many(keys, parallel{2});
            REQUIRE(counted == counts.size());
            std::uint64_t sum = 0;
            for (const auto& [key, count] : counts) sum += count;
            REQUIRE(sum == rows);
            if (rows > 0)
                REQUIRE(counts.at(keys.back()) ==
                        std::uint64_t(std::ranges::count(keys, keys.back())));
        }
    }
};
const check_policies<accumulation> register_accumulation;

struct lookups {
    static constexpr const char* name = "lookups_of_many";
    template <class Policy>
    static constexpr bool concerns = listed_or_compact<Policy>;

    template <class Policy>
    static void check() {
        hash_table::map<Policy, std::uint64_t, std::uint64_t> map;
        const column members = random_column(20'000, 15'000);
        for (const std::uint64_t key : members) map.try_emplace(key, key / 2);
        for (const std::size_t rows : {0U, 1U, 63U, 64U, 65U, 20'001U}) {
            CAPTURE(rows);
            const column keys = random_column(rows, 40'000);
            column expected(rows, 99), bits(rows / 64 + (rows % 64 != 0), ~std::uint64_t{0});
            column right(bits.size());
            std::size_t hits = 0;
            for (std::size_t k = 0; k < rows; ++k)
                if (map.contains(keys[k])) {
                    expected[k] = keys[k] / 2;
                    right[k / 64] |= std::uint64_t{1} << k % 64;
                    ++hits;
                }
            const auto check = [&](auto how) {
                column found(rows);
                REQUIRE(map.find_many(keys, std::span(found), 99, how) == hits);
                REQUIRE((found == expected));
                REQUIRE(map.contains_many(keys, std::span(bits), how) == hits);
                REQUIRE((bits == right));
                std::vector<std::uint64_t*> pointers(rows);
                REQUIRE(map.find_many(keys, std::span(pointers), how) == hits);
                std::vector<std::size_t> indices(rows);
                REQUIRE(map.find_many(keys, std::span(indices), how) == hits);
                const auto found_here = join(keys, map, how);
                REQUIRE(found_here.rows.size() == hits);
                bool right_places = true;
                for (std::size_t k = 0, match = 0; k < rows; ++k) {
                    const bool is_there = expected[k] != 99;
                    right_places = right_places && (pointers[k] != nullptr) == is_there &&
                                   (indices[k] != map.npos) == is_there;
                    if (!is_there || !right_places) continue;
                    right_places =
                        *pointers[k] == expected[k] && map.nth(indices[k]).first == keys[k] &&
                        found_here.rows[match] == k && found_here.values[match++] == expected[k];
                }
                REQUIRE(right_places);
            };
            check(sequential{});
            check(parallel{3});
        }
        map.clear();
        column one{5}, found{6};
        REQUIRE(map.find_many(one, std::span(found), 99) == 0);
        REQUIRE(found == column{99});
    }
};
const check_policies<lookups> register_lookups;

/// Runs of keys that are there, of keys that are not, and of both, in tables of several sizes: each
/// run is searched in its own way.
struct runs_of_lookups {
    static constexpr const char* name = "lookups_of_runs";
    template <class Policy>
    static constexpr bool concerns = listed_or_compact<Policy>;

    template <class Key, class Policy>
    static void check_keys(Key (*key_of)(std::uint64_t)) {
        for (const std::uint64_t size : {1U, 700U, 90'000U}) {
            CAPTURE(size);
            hash_table::map<Policy, Key, std::uint64_t> map;
            for (std::uint64_t k = 0; k < size; ++k) map.try_emplace(key_of(k), k);
            std::vector<Key> keys;
            column expected;
            std::mt19937_64 random(size);
            for (std::uint64_t run = 0; run < 24; ++run)
                for (std::uint64_t n = 100 + random() % 1000; n > 0; --n) {
                    const bool is_there = run % 3 == 0 || (run % 3 == 1 && random() % 2 == 0);
                    const std::uint64_t k = random() % size + (is_there ? 0 : size);
                    keys.push_back(key_of(k));
                    expected.push_back(is_there ? k : ~std::uint64_t{0});
                }
            column found(keys.size());
            const auto hits =
                std::size_t(std::ranges::count_if(expected, [&](auto k) { return k < size; }));
            REQUIRE(map.find_many(keys, std::span(found), ~std::uint64_t{0}) == hits);
            REQUIRE((found == expected));
        }
    }

    template <class Policy>
    static void check() {
        check_keys<std::uint64_t, Policy>([](std::uint64_t k) { return k << 20 | 5; });
        if constexpr (takes_any_key<Policy>)
            check_keys<std::string, Policy>(
                [](std::uint64_t k) { return "a key " + std::to_string(k); });
    }
};
const check_policies<runs_of_lookups> register_runs_of_lookups;

TEST_CASE("hash_table/bulk/words_are_counted_without_strings") {
    const std::vector<std::string_view> words{"the", "whale", "the", "sea", "the"};
    hash_map<std::string, int> counts{{"sea", 10}};
    REQUIRE(counts.count_many(words) == 2);
    REQUIRE(counts == hash_map<std::string, int>{{"the", 3}, {"whale", 1}, {"sea", 11}});

    hash_map<std::string, std::string> joined;
    joined.accumulate_many(
        words, words, [](std::string text, std::string_view word) { return text.append(word); });
    REQUIRE(joined.at("the") == "thethethe");
}

TEST_CASE("hash_table/bulk/any_summary") {
    struct summary {
        double low, high;
        int count = 1;
        explicit summary(double value) : low(value), high(value) {}
    };
    hash_map<int, summary> groups;
    groups.accumulate_many(std::array{1, 2, 1}, std::array{3.0, -8.0, 0.5},
                           [](summary s, double value) {
                               s.low = (std::min)(s.low, value);
                               s.high = (std::max)(s.high, value);
                               ++s.count;
                               return s;
                           });
    REQUIRE(groups.at(1).low == 0.5);
    REQUIRE(groups.at(1).high == 3);
    REQUIRE(groups.at(1).count == 2);
    REQUIRE(groups.at(2).count == 1);
}

TEST_CASE("hash_table/bulk/rows_within_the_table") {
    hash_map<int, std::array<int, 3>> table{{9, {4, 5, 4}}};
    const std::span<const int> keys(table.at(9));
    table.accumulate_many(keys, std::array<std::array<int, 3>, 3>{},
                          [](const std::array<int, 3>& a, const auto&) { return a; });
    REQUIRE(table.size() == 3);
    REQUIRE(table.at(9) == std::array<int, 3>{4, 5, 4});
}

TEST_CASE("hash_table/bulk/an_operation_that_throws") {
    const column keys = random_column(170'000, 1 << 18);
    for (const std::size_t calls : {std::size_t{3}, keys.size() / 10}) {
        hash_map<std::uint64_t, std::uint64_t> sums{{1, 1}};
        std::size_t left = calls;
        REQUIRE_THROWS_AS(sums.accumulate_many(keys, keys,
                                               [&](std::uint64_t a, std::uint64_t b) {
                                                   if (--left == 0) throw std::runtime_error("");
                                                   return a + b;
                                               }),
                          std::runtime_error);
        REQUIRE(sums.at(1) == 1);
        sums.emplace(2, 2); // no modification is running any more
    }
}

TEST_CASE("hash_table/bulk/tables_are_joined") {
    const hash_map<int, char> a{{1, 'a'}, {2, 'b'}, {3, 'c'}, {4, 'd'}};
    const hash_table::map<hash_table::linear, int, std::string> b{{3, "drei"}, {1, "eins"}};
    const hash_map<int, std::pair<char, std::string>> both{{1, {'a', "eins"}}, {3, {'c', "drei"}}};
    REQUIRE(join(a, b) == both);
    const auto other = join(b, a);
    REQUIRE(other.size() == 2);
    REQUIRE(other.at(3) == std::pair<std::string, char>{"drei", 'c'});
}

TEST_CASE("hash_table/bulk/refusals") {
    hash_map<int, int> table{{1, 1}};
    const std::array keys{1, 2};
    std::array<int, 3> values{};
    std::array<std::uint64_t, 2> words{};
    REQUIRE(refusal([&] { table.accumulate_many(keys, values); }) ==
            "there are 2 keys but 3 values");
    REQUIRE(refusal([&] { table.find_many(keys, std::span<int>(values), 0); }) ==
            "there are 2 keys but places for 3 results");
    REQUIRE(refusal([&] { table.find_many(keys, std::span<int>(values), 0, parallel{2}); }) ==
            "there are 2 keys but places for 3 results");
    REQUIRE(refusal([&] { table.contains_many(keys, std::span<std::uint64_t>(words)); }) ==
            "the bits of 2 keys are 1 words but there are 2");
    REQUIRE(table.at(1) == 1);
}

} // namespace
} // namespace hpk::test
