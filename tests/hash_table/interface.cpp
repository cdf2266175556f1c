// SPDX-License-Identifier: MIT
//
// The interface of the standard's unordered containers, with hpk::hash_map and hpk::hash_set.

#include <algorithm>
#include <array>
#include <cstdint>
#include <iterator>
#include <list>
#include <memory>
#include <numeric>
#include <ranges>
#include <sstream>
#include <string>
#include <type_traits>
#include <utility>
#include <vector>

#include <hpk/hash_table.hpp>

#include "catch.hpp"
#include "hash_table/objects.hpp"

namespace hpk::test {
namespace {

using words = hash_map<std::string, int>;
using numbers = hash_set<int>;

static_assert(std::forward_iterator<words::iterator>);
static_assert(std::forward_iterator<words::const_iterator>);
static_assert(std::forward_iterator<numbers::iterator>);
static_assert(std::ranges::forward_range<words> && std::ranges::forward_range<const words>);
static_assert(std::ranges::sized_range<words> && std::ranges::common_range<numbers>);
static_assert(std::is_convertible_v<words::iterator, words::const_iterator>);
static_assert(!std::is_convertible_v<words::const_iterator, words::iterator>);
static_assert(std::is_same_v<std::iter_reference_t<words::iterator>, words::value_type&>);
static_assert(std::is_same_v<std::iter_reference_t<numbers::iterator>, const int&>);
static_assert(std::is_same_v<words::value_type, std::pair<const std::string, int>>);
static_assert(std::is_same_v<words::mapped_type, int> && std::is_same_v<numbers::key_type, int>);
template <class Table>
concept maps = requires { typename Table::mapped_type; };
static_assert(maps<words> && !maps<numbers>);
static_assert(std::is_nothrow_move_constructible_v<words> &&
              std::is_nothrow_move_assignable_v<words> && std::is_nothrow_swappable_v<words>);
static_assert(std::is_nothrow_default_constructible_v<words>);
static_assert(std::is_copy_constructible_v<words> && std::is_copy_assignable_v<words>);
static_assert(std::is_nothrow_move_constructible_v<hash_set<std::unique_ptr<int>>>);
static_assert(std::is_constructible_v<words, std::size_t> &&
              !std::is_convertible_v<std::size_t, words>);

/// A hash and an equality with a state, to test how it propagates.
struct hash_modulo {
    int modulus = 10;
    std::size_t operator()(int key) const noexcept {
        return static_cast<std::size_t>(key % modulus);
    }
};
struct equal_modulo {
    int modulus = 10;
    bool operator()(int a, int b) const noexcept { return a % modulus == b % modulus; }
};
using modular_map = hash_map<int, int, hash_modulo, equal_modulo>;
using modular_set = hash_set<int, hash_modulo, equal_modulo>;

TEST_CASE("interface/constructors") {
    const std::list<std::pair<const int, int>> pairs{{1, 10}, {2, 20}, {1, 30}, {11, 40}};
    const modular_map::allocator_type allocator;
    const hash_modulo hash{10};
    const equal_modulo equal{10};
    const auto is_right = [](const modular_map& m, std::size_t size = 2) {
        return m.size() == size && m.at(1) == 10 && m.at(2) == 20;
    };
    CHECK(modular_map().empty());
    CHECK(modular_map(allocator).empty());
    CHECK(modular_map(50).bucket_count() >= 50);
    CHECK(modular_map(50, hash).hash_function().modulus == 10);
    CHECK(modular_map(50, hash_modulo{3}, equal_modulo{3}).key_eq().modulus == 3);
    CHECK(modular_map(50, hash, equal, allocator).bucket_count() >= 50);
    CHECK(modular_map(50, allocator).bucket_count() >= 50);
    CHECK(modular_map(50, hash, allocator).bucket_count() >= 50);
    CHECK(is_right(modular_map(pairs.begin(), pairs.end())));
    CHECK(is_right(modular_map(pairs.begin(), pairs.end(), 50)));
    CHECK(is_right(modular_map(pairs.begin(), pairs.end(), 50, hash)));
    CHECK(is_right(modular_map(pairs.begin(), pairs.end(), 50, hash, equal)));
    CHECK(is_right(modular_map(pairs.begin(), pairs.end(), 50, hash_modulo{100}, equal_modulo{100}),
                   3));
    CHECK(is_right(modular_map(pairs.begin(), pairs.end(), 50, hash, equal, allocator)));
    CHECK(is_right(modular_map(pairs.begin(), pairs.end(), 50, allocator)));
    CHECK(is_right(modular_map(pairs.begin(), pairs.end(), 50, hash, allocator)));
    CHECK(is_right(modular_map{{1, 10}, {2, 20}, {1, 30}, {11, 40}}));
    CHECK(is_right(modular_map({{1, 10}, {2, 20}, {11, 40}}, 50)));
    CHECK(is_right(modular_map({{1, 10}, {2, 20}, {11, 40}}, 50, hash)));
    CHECK(is_right(modular_map({{1, 10}, {2, 20}, {11, 40}}, 50, hash, equal)));
    CHECK(is_right(modular_map({{1, 10}, {2, 20}, {11, 40}}, 50, hash, equal, allocator)));
    CHECK(is_right(modular_map({{1, 10}, {2, 20}, {11, 40}}, 50, allocator)));
    CHECK(is_right(modular_map({{1, 10}, {2, 20}, {11, 40}}, 50, hash, allocator)));

    const modular_map m(pairs.begin(), pairs.end(), 0, hash_modulo{100}, equal_modulo{100});
    modular_map copy(m);
    CHECK(is_right(copy, 3));
    CHECK(copy.hash_function().modulus == 100);
    CHECK(modular_map(m, allocator).key_eq().modulus == 100);
    modular_map moved(std::move(copy));
    CHECK(is_right(moved, 3));
    // NOLINTNEXTLINE(bugprone-use-after-move): a CHECK evaluates it once
    CHECK(is_right(modular_map(std::move(moved), allocator), 3));
    modular_map assigned;
    assigned = m;
    CHECK(is_right(assigned, 3));
    CHECK(assigned.key_eq().modulus == 100);
    modular_map other;
    other = std::move(assigned);
    CHECK(is_right(other, 3));
    other = {{1, 10}, {2, 20}};
    CHECK(is_right(other));
    swap(other, moved);
    CHECK(other.empty());
    CHECK(is_right(moved));

    const std::istringstream source("3 1 4 1 5");
    std::istream_iterator<int> first(const_cast<std::istringstream&>(source)), last;
    CHECK(hash_set<int>(first, last) == hash_set<int>{1, 3, 4, 5});
    CHECK(modular_set{1, 2, 11}.size() == 2);
}

TEST_CASE("interface/insertion") {
    words m;
    const words::value_type one("one", 1);
    auto [at, inserted] = m.insert(one);
    CHECK((inserted && at->first == "one" && at->second == 1));
    CHECK_FALSE(m.insert({"one", 7}).second);
    CHECK(m.insert(std::pair<const char*, short>("two", short{2})).second);
    CHECK(m.insert(m.end(), std::pair<const char*, short>("two", short{3}))->second == 2);
    CHECK(m.insert(m.cbegin(), one)->second == 1);
    CHECK(m.insert(m.begin(), words::value_type("three", 3))->second == 3);
    m.insert({{"four", 4}, {"one", 5}});
    const std::vector<std::pair<std::string, int>> range{{"five", 5}, {"four", 6}};
    m.insert(range.begin(), range.end());
    CHECK(m == words{{"one", 1}, {"two", 2}, {"three", 3}, {"four", 4}, {"five", 5}});

    CHECK(m.emplace("six", 6).second);
    CHECK_FALSE(m.emplace("six", 7).second);
    CHECK(
        m.emplace(std::piecewise_construct, std::forward_as_tuple(3, 'x'), std::forward_as_tuple(8))
            .first->first == "xxx");
    CHECK(m.emplace_hint(m.begin(), "six", 9)->second == 6);
    CHECK(m.emplace(one).first->second == 1);
    CHECK(m.emplace(std::string("seven"), 7).second);
    CHECK(m.emplace().first->first.empty());
    CHECK(m.emplace_hint(m.end(), "eight", 8)->second == 8);

    CHECK(m.try_emplace("nine").first->second == 0);
    CHECK_FALSE(m.try_emplace("nine", 9).second);
    CHECK(m.try_emplace(m.begin(), "ten", 10)->second == 10);
    std::string key = "a key that is too long for the small string";
    CHECK(m.try_emplace(std::move(key), 1).second);
    CHECK(m.insert_or_assign("ten", 11).first->second == 11);
    CHECK(m.insert_or_assign("eleven", 11).second);
    CHECK(m.insert_or_assign(m.begin(), "eleven", 12)->second == 12);
    CHECK(++m["twelve"] == 1);
    CHECK(++m["twelve"] == 2);
    const std::string twelve = "twelve";
    CHECK(++m[twelve] == 3);
    CHECK(m.at("twelve") == 3);
    CHECK(std::as_const(m).at(twelve) == 3);
    CHECK_THROWS_AS(m.at("absent"), std::out_of_range);
    CHECK_THROWS_AS(std::as_const(m).at("absent"), std::out_of_range);
    CHECK_FALSE(m.contains("absent"));

    numbers s;
    CHECK(s.insert(3).second);
    CHECK_FALSE(s.emplace(3).second);
    CHECK(*s.insert(s.begin(), 4) == 4);
    CHECK(*s.emplace_hint(s.end(), 5) == 5);
    s.insert({5, 6});
    CHECK(s == numbers{3, 4, 5, 6});
    s = {1};
    CHECK(s == numbers{1});
}

TEST_CASE("interface/arguments are moved from only by what is inserted") {
    hash_map<int, std::unique_ptr<int>> m;
    auto value = std::make_unique<int>(1);
    CHECK(m.try_emplace(1, std::move(value)).second);
    value = std::make_unique<int>(2);
    CHECK_FALSE(m.try_emplace(1, std::move(value)).second);
    REQUIRE(value != nullptr);
    CHECK(*m.at(1) == 1);
    CHECK_FALSE(m.insert_or_assign(1, std::move(value)).second);
    CHECK(*m.at(1) == 2);

    hash_map<std::string, std::unique_ptr<int>> by_name;
    std::string name = "a name that is too long for the small string";
    by_name.try_emplace(name, std::make_unique<int>(1));
    CHECK_FALSE(by_name.try_emplace(std::move(name), nullptr).second);
    CHECK(name.starts_with("a name")); // NOLINT: that it was left alone is what is tested
    const std::string same = name;
    by_name[std::move(name)] = std::make_unique<int>(2);
    CHECK(*by_name.at(same) == 2);
}

TEST_CASE("interface/move-only") {
    hash_map<std::unique_ptr<int>, std::unique_ptr<int>> m;
    for (int k = 0; k < 100; ++k) m.emplace(std::make_unique<int>(k), std::make_unique<int>(k));
    CHECK(m.size() == 100);
    int sum = 0;
    for (const auto& [key, value] : m) sum += *key == *value ? *value : 0;
    CHECK(sum == 4950);
    auto moved = std::move(m);
    CHECK(hpk::erase_if(moved, [](const auto& e) { return *e.first % 2 == 0; }) == 50);
    const int* const key = moved.begin()->first.get();
    CHECK(moved.contains(moved.begin()->first));
    moved.erase(moved.begin());
    CHECK(std::ranges::none_of(moved, [&](const auto& e) { return e.first.get() == key; }));
    m = std::move(moved);
    CHECK(m.size() == 49);
    decltype(m) other;
    other.merge(m);
    CHECK((m.empty() && other.size() == 49));

    hash_set<std::unique_ptr<int>> s;
    s.insert(std::make_unique<int>(1));
    s.emplace(new int(2));
    CHECK(s.size() == 2);
}

TEST_CASE("interface/erasure") {
    numbers s{1, 2, 3, 4, 5, 6};
    CHECK(s.erase(3) == 1);
    CHECK(s.erase(3) == 0);
    const numbers::const_iterator four = s.find(4);
    s.erase(four);
    CHECK_FALSE(s.contains(4));
    CHECK(s.erase(s.begin(), s.end()) == s.end());
    CHECK(s.empty());

    words m{{"a", 1}, {"b", 2}, {"c", 3}};
    m.erase(m.find("a"));
    m.erase(m.cbegin());
    CHECK(m.size() == 1);
    const std::string left = m.begin()->first;
    CHECK(m.erase(left) == 1);
    m = {{"a", 1}, {"b", 2}, {"c", 3}};
    CHECK(erase_if(m, [](auto& element) { return ++element.second % 2 == 0; }) == 2);
    CHECK(m == words{{"b", 3}});
}

TEST_CASE("interface/look-up with a known hash") {
    words m{{"a", 1}, {"b", 2}};
    const words& constant = m;
    const std::string a = "a", c = "c";
    const std::size_t hash_a = m.hash_function()(a), hash_c = m.hash_function()(c);
    CHECK(m.find(a, hash_a)->second == 1);
    CHECK(constant.find(a, hash_a)->second == 1);
    CHECK(m.at(a, hash_a) == 1);
    CHECK(constant.at(a, hash_a) == 1);
    CHECK_THROWS_AS(m.at(c, hash_c), std::out_of_range);
    CHECK(m.contains(a, hash_a));
    CHECK(m.count(c, hash_c) == 0);
    CHECK(m.equal_range(a, hash_a).first == m.find(a));
    CHECK(m.erase(a, hash_a) == 1);
    CHECK(m.erase(a, hash_a) == 0);
}

TEST_CASE("interface/algorithms and ranges") {
    words m;
    const std::array names{"x", "yy", "zzz", "yy"};
    for (const char* const name : names) ++m[name];
    CHECK(std::ranges::count_if(m, [](const auto& e) { return e.second == 2; }) == 1);
    CHECK(std::accumulate(m.begin(), m.end(), 0,
                          [](int sum, const auto& e) { return sum + e.second; }) == 4);
    for (auto& [name, count] : m) count *= static_cast<int>(name.size());
    CHECK(m == words{{"x", 1}, {"yy", 4}, {"zzz", 3}});
    std::vector<std::string> keys;
    for (const auto& [key, count] : m) keys.push_back(key);
    std::ranges::sort(keys);
    CHECK(keys == std::vector<std::string>{"x", "yy", "zzz"});
    if (const auto [at, inserted] = m.try_emplace("x", 5); !inserted) CHECK(at->second == 1);

    numbers s;
    std::vector<int> first_fifty(50);
    std::iota(first_fifty.begin(), first_fifty.end(), 0);
    std::ranges::copy(first_fifty, std::inserter(s, s.end()));
    CHECK(s.size() == 50);
    CHECK(std::ranges::find(s, 49) != s.end());
    CHECK(std::ranges::max(s) == 49);
    const std::vector<int> copy(s.begin(), s.end());
    CHECK(std::ranges::is_permutation(copy, first_fifty));
    auto post = s.begin();
    CHECK(post++ == s.begin());
    CHECK(post == std::next(s.begin()));
    const numbers::const_iterator none{};
    CHECK(none == numbers::const_iterator());
}

struct alignas(64) line {
    int value = 0;
};
struct alignas(128) two_lines {
    int value = 0;
    friend bool operator==(const two_lines&, const two_lines&) = default;
};
struct line_hash {
    std::size_t operator()(const two_lines& l) const noexcept {
        return static_cast<std::size_t>(l.value);
    }
};

template <class T>
bool is_aligned(const T& object) {
    return reinterpret_cast<std::uintptr_t>(&object) % alignof(T) == 0; // NOLINT
}

template <class Table, class Insert>
void check_alignment(Insert insert) {
    Table table;
    for (int k = 0; k < 100; ++k) {
        insert(table, k);
        CHECK(std::ranges::all_of(table, [](const auto& e) { return is_aligned(e); }));
    }
    Table copy(table);
    CHECK(std::ranges::all_of(copy, [](const auto& e) { return is_aligned(e); }));
}

TEST_CASE("interface/over-aligned elements") {
    const auto by_key = [](auto& m, int k) { m[k].value = k; };
    check_alignment<hash_map<int, line>>(by_key);
    check_alignment<hash_table::map<hash_table::linear, int, line>>(by_key);
    check_alignment<hash_table::map<hash_table::key_window, int, line>>(by_key);
    check_alignment<hash_table::map<hash_table::ordered, int, line>>(by_key);
    check_alignment<hash_set<two_lines, line_hash>>([](auto& s, int k) { s.insert(two_lines{k}); });
}

/// A value that holds a table of its own type.
struct tree {
    int value = 0;
    hash_map<int, tree> children;
};

TEST_CASE("interface/elements of an incomplete type") {
    tree root;
    root.children[1].children[2].value = 3;
    const tree copy = root;
    CHECK(copy.children.at(1).children.at(2).value == 3);
}

TEST_CASE("interface/merge") {
    hash_map<int, std::string> a{{1, "a"}, {2, "a"}};
    hash_table::map<hash_table::linear, int, std::string, hash_modulo> b{{2, "b"}, {3, "b"}};
    a.merge(b);
    CHECK(a == decltype(a){{1, "a"}, {2, "a"}, {3, "b"}});
    CHECK(b == decltype(b){{2, "b"}});
    a.merge(hash_map<int, std::string>{{4, "c"}});
    CHECK(a.size() == 4);
}

TEST_CASE("interface/set algebra") {
    const numbers a{1, 2, 3}, b{3, 4};
    CHECK(set_union(a, b) == numbers{1, 2, 3, 4});
    CHECK(set_union(b, a) == numbers{1, 2, 3, 4});
    CHECK(set_intersection(a, b) == numbers{3});
    CHECK(set_difference(a, b) == numbers{1, 2});
    CHECK(set_difference(b, a) == numbers{4});
    CHECK(set_symmetric_difference(a, b) == numbers{1, 2, 4});
    CHECK(set_union(a, numbers()) == a);
    CHECK(set_intersection(numbers(), a).empty());
    CHECK(set_difference(a, a).empty());
    CHECK(set_symmetric_difference(a, a).empty());
}

} // namespace
} // namespace hpk::test
