// SPDX-License-Identifier: MIT
//
// Arguments may lie within elements of the table itself, although elements move as it grows.

#include <algorithm>
#include <array>
#include <cstddef>
#include <numeric>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include <hpk/hash_table.hpp>

#include "hash_table/policies.hpp"

namespace hpk::test {
namespace {

std::string text(int n) {
    return "a string that lies outside its object, number " + std::to_string(n);
}

struct own_elements {
    static constexpr const char* name = "own elements";
    template <class Policy>
    static constexpr bool concerns = listed_policy<Policy>;

    template <class Policy>
    static void check() {
        using numbers = std::array<int, 64>;
        numbers first;
        std::iota(first.begin(), first.end(), 0);

        hash_table::map<Policy, int, numbers> m{{-1, first}};
        const std::vector<numbers> values(64, first);
        CHECK(m.insert_many(std::span<const int>(m.at(-1)), values) == 64);
        for (int k = -1; k < 64; ++k) REQUIRE(m.at(k) == first);

        m = {{-1, first}};
        m.build(std::span<const int>(m.at(-1)), values);
        CHECK(m.size() == 64);
        for (int k = 0; k < 64; ++k) REQUIRE(m.at(k) == first);

        hash_table::map<Policy, int, std::array<std::pair<const int, int>, 2>> pairs{
            {7, {{{1, 2}, {3, 4}}}}};
        hash_table::map<Policy, int, int> small;
        small.insert(pairs.at(7).begin(), pairs.at(7).end());
        CHECK(small.at(3) == 4);

        // Memory that elements own stays in place when they move.
        hash_table::map<Policy, int, std::vector<int>> owners{{-1, std::vector<int>(100)}};
        std::iota(owners.at(-1).begin(), owners.at(-1).end(), 0);
        owners.insert_many(owners.at(-1), std::vector<std::vector<int>>(100, {5}));
        CHECK(owners.size() == 101);
        owners.build(owners.at(-1), std::vector<std::vector<int>>(100, {6}));
        CHECK(owners.size() == 100);
        CHECK(owners.at(99) == std::vector<int>{6});

        hash_table::map<Policy, int, std::string> strings{{0, text(0)}};
        for (int k = 1; k < 500; ++k) {
            strings.emplace(k, strings.find(k - 1)->second);
            strings.insert(*strings.find(k));
            strings.insert_or_assign(k + 10'000, strings.find(k)->second);
        }
        for (const auto& [key, value] : strings) REQUIRE(value == text(0));
    }
};

const check_policies<own_elements> register_own_elements;

struct own_elements_of_sets {
    static constexpr const char* name = "own elements/sets";
    template <class Policy>
    static constexpr bool concerns = listed_policy<Policy> && takes_any_key<Policy>;

    template <class Policy>
    static void check() {
        // The dict's elements are one array, so it can be passed as a whole.
        if constexpr (Policy::name == hash_table::ordered::name) {
            hash_table::set<Policy, std::string> s;
            for (int k = 0; k < 100; ++k) s.insert(text(k));
            s.build(std::span<const std::string>(&*s.begin(), s.size()));
            CHECK(s.size() == 100);
            for (int k = 0; k < 100; ++k) REQUIRE(s.contains(text(k)));
            hash_table::set<Policy, int> n;
            for (int k = 0; k < 100; ++k) n.insert(k);
            n.build(std::span<const int>(&*n.begin(), n.size()));
            CHECK(n.size() == 100);
            n.insert_many(std::span<const int>(&*n.begin(), n.size()));
            CHECK(n.size() == 100);
        }

        using texts = std::array<std::string, 40>;
        hash_table::map<Policy, std::string, texts> m;
        texts& own = m["own"];
        for (int k = 0; k < 40; ++k) own[static_cast<std::size_t>(k)] = text(k);
        m.insert_many(std::span<const std::string>(own), std::vector<texts>(40));
        CHECK(m.size() == 41);
        for (int k = 0; k < 40; ++k) REQUIRE(m.contains(text(k)));

        while (!m.empty()) m.erase(m.begin()->first);
        CHECK(m.empty());
    }
};

const check_policies<own_elements_of_sets> register_own_elements_of_sets;

TEST_CASE("a range within an element is inserted") {
    struct from_char {
        char c;
        from_char(char value) : c(value) {} // NOLINT(google-explicit-constructor)
        bool operator==(const from_char&) const = default;
    };
    struct hash_char {
        std::size_t operator()(const from_char& f) const { return std::size_t(f.c); }
    };
    struct wide_key : from_char {
        std::array<char, 40> letters{};
        wide_key(char value) : from_char(value) { // NOLINT(google-explicit-constructor)
            for (std::size_t k = 0; k < letters.size(); ++k)
                letters[k] = static_cast<char>('A' + k);
        }
        bool operator==(const wide_key& other) const { return c == other.c; }
    };
    hash_set<wide_key, hash_char> s;
    s.insert(wide_key('0'));
    const auto& letters = s.begin()->letters;
    s.insert(letters.begin(), letters.end());
    CHECK(s.size() == 41);
    for (int k = 0; k < 40; ++k) REQUIRE(s.contains(wide_key(static_cast<char>('A' + k))));
}

} // namespace
} // namespace hpk::test
