// SPDX-License-Identifier: MIT
//
// Keys that are chosen to collide under hpk::hash. A table that they fill draws a seed; then they
// cost about as many probes as random keys, whatever the policy.

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <vector>

#include <hpk/hash/mixing/splitmix.hpp>
#include <hpk/hash_table.hpp>

#include "hash_table/invariants.hpp"
#include "hash_table/policies.hpp"

namespace hpk::test {

/// A class that is hashed by its members, and one whose hash passes the seed on by itself.
struct request {
    std::string path;
    int method = 0;
    bool operator==(const request&) const = default;
};
struct route_name {
    std::string text;
    bool operator==(const route_name&) const = default;
};

/// Plain bytes, whose rows are parted by their hashes.
struct two_words {
    std::uint64_t first = 0, second = 0;
    bool operator==(const two_words&) const = default;
};

struct number_in_class {
    std::uint64_t number = 0;
    bool operator==(const number_in_class&) const = default;
};

} // namespace hpk::test

template <>
struct hpk::hash<hpk::test::number_in_class> { // takes no seed, so that it is hashed again
    using is_avalanching = void;
    std::size_t operator()(const hpk::test::number_in_class& n) const noexcept {
        return hash<std::uint64_t>{}(n.number);
    }
};
template <>
struct hpk::hash<hpk::test::request>
    : hpk::hash_members<&hpk::test::request::path, &hpk::test::request::method> {};

template <>
struct hpk::hash<hpk::test::two_words>
    : hpk::hash_members<&hpk::test::two_words::first, &hpk::test::two_words::second> {};

template <>
struct hpk::hash<hpk::test::route_name> {
    std::size_t operator()(const hpk::test::route_name& name) const noexcept {
        return hash<std::string>{}(name.text);
    }
    std::size_t operator()(const hpk::test::route_name& name,
                           const hash_seed& seed) const noexcept {
        return hash<std::string>{}(name.text, seed);
    }
};

namespace hpk::test {
namespace {

constexpr std::size_t how_many = 4000;

/// 16 bytes whose first word makes the product of the hash 0, whatever the second.
std::string colliding_text(std::uint64_t number) {
    const std::uint64_t words[]{hpk::detail::secret{}.key(8 + 16), number};
    std::string text(sizeof words, '\0');
    for (std::size_t k = 0; k < text.size(); ++k)
        text[k] = static_cast<char>(words[k / 8] >> k % 8 * 8);
    return text;
}
/// Two words with the hash 0.
std::pair<std::uint64_t, std::uint64_t> colliding_pair(std::uint64_t number) {
    return {hpk::detail::secret{}.key(0), number};
}
/// Integers whose homes are the same 1/64 of the buckets, in a table of 2^13 buckets, or 1/32 in
/// both sizes that `compact` has for them: of a fresh table, and of one that had a seed.
template <class Policy>
std::vector<std::uint64_t> crowded_integers() {
    using sizes = hash_table::detail::stepped_sizes;
    const std::size_t first = sizes::at_least(how_many * 8 / 7), next = sizes::at_least(first + 1);
    const auto in_first = sizes::spread_over(first), in_next = sizes::spread_over(next);
    std::vector<std::uint64_t> result;
    for (std::uint64_t k = 0; result.size() < how_many; ++k) {
        const std::uint64_t key = hpk::detail::splitmix(k);
        const std::size_t code = hash<std::uint64_t>{}(key);
        if (std::is_same_v<Policy, hash_table::compact>
                ? sizes::home(code, in_first, first - 1) < first / 32 &&
                      sizes::home(code, in_next, next - 1) < next / 32
                : (code >> 20) % 64 == 7)
            result.push_back(key);
    }
    return result;
}
template <class Key, class Make>
std::vector<Key> keys_by(Make make) {
    std::vector<Key> keys;
    for (std::uint64_t k = 0; k < how_many; ++k) keys.push_back(make(k));
    return keys;
}

template <class Table>
bool is_seeded(const Table& table) {
    return (table.*&opened<Table>::core_).storage().is_seeded();
}

/// Fills a table with the keys, removes some and adds them again; searches must stay short.
template <class Policy, class Key>
void expect_short_searches(const std::vector<Key>& keys) {
    using table = hash_table::map<Policy, Key, std::size_t>;
    table t;
    const auto expect_all = [&](const table& m) {
        CHECK(m.size() == keys.size());
        CHECK(is_seeded(m));
        const auto s = m.statistics();
        // Near their homes searches of seeded tables only find blocked buckets.
        CHECK(s.mean_probes < (Policy::name == hash_table::linear::name ? 40 : 8));
        std::size_t wrong = 0;
        for (std::size_t k = 0; k < keys.size(); ++k)
            wrong += m.find(keys[k]) == m.end() || m.at(keys[k], m.hash_function()(keys[k])) != k;
        CHECK(wrong == 0);
        check_invariants(m);
    };
    for (std::size_t k = 0; k < keys.size(); ++k) t.try_emplace(keys[k], k);
    expect_all(t);
    expect_all(table(t));
    table moved(std::move(t));
    expect_all(moved);
    t = table();
    CHECK(!is_seeded(t));

    for (std::size_t round = 0; round < 3; ++round) {
        for (std::size_t k = round; k < keys.size(); k += 2) CHECK(moved.erase(keys[k]) == 1);
        check_invariants(moved);
        for (std::size_t k = round; k < keys.size(); k += 2) CHECK(!moved.contains(keys[k]));
        for (std::size_t k = round; k < keys.size(); k += 2) moved.try_emplace(keys[k], k);
    }
    expect_all(moved);
    std::vector<const std::size_t*> found(keys.size());
    CHECK(std::as_const(moved).find_many(keys, std::span(found)) == keys.size());
    CHECK(std::count(found.begin(), found.end(), nullptr) == 0);

    CHECK(erase_if(moved, [](const auto& element) { return element.second % 3 == 0; }) ==
          (keys.size() + 2) / 3);
    check_invariants(moved);
    for (std::size_t k = 0; k < keys.size(); ++k) CHECK(moved.contains(keys[k]) == (k % 3 != 0));
    moved.shrink_to_fit();
    check_invariants(moved);
    for (std::size_t k = 0; k < keys.size(); k += 3) moved[keys[k]] = k;
    expect_all(moved);
    moved.clear();
    check_invariants(moved);
    CHECK(!is_seeded(moved));
    CHECK(!moved.contains(keys[0]));

    const auto values = keys_by<std::size_t>([](std::uint64_t k) { return k; });
    moved.insert_many(keys, values);
    expect_all(moved);
    moved.build(keys, values);
    expect_all(moved);
}

struct keys_that_collide {
    static constexpr const char* name = "keys that collide";
    template <class Policy>
    static constexpr bool concerns =
        scalar_or_native_policy<Policy> && Policy::name != hash_table::ordered::name;

    template <class Policy>
    static void check() {
        expect_short_searches<Policy>(crowded_integers<Policy>());
    }
};

const check_policies<keys_that_collide> register_keys_that_collide;

struct strings_that_collide {
    static constexpr const char* name = "strings that collide";
    template <class Policy>
    static constexpr bool concerns =
        listed_policy<Policy> && takes_any_key<Policy> && Policy::name != hash_table::ordered::name;

    template <class Policy>
    static void check() {
        expect_short_searches<Policy>(keys_by<std::string>(colliding_text));
    }
};

const check_policies<strings_that_collide> register_strings_that_collide;

TEST_CASE("chosen keys have the same hash") {
    for (std::uint64_t k = 0; k < 100; ++k) {
        REQUIRE(hash<std::string>{}(colliding_text(k)) == hash<std::string>{}(colliding_text(0)));
        REQUIRE(hash<decltype(colliding_pair(k))>{}(colliding_pair(k)) == 0);
    }
}

TEST_CASE("a seed separates chosen keys of every type that hpk::hash takes") {
    using tagged = hash_table::tagged;
    using words = std::pair<std::uint64_t, std::uint64_t>;
    const auto text = colliding_text;
    expect_short_searches<tagged>(keys_by<words>(colliding_pair));
    expect_short_searches<hash_table::compact>(keys_by<words>(colliding_pair));
    expect_short_searches<tagged>(keys_by<std::string_view>([](std::uint64_t k) {
        static const auto texts = keys_by<std::string>(colliding_text);
        return std::string_view(texts[k]);
    }));
    expect_short_searches<tagged>(keys_by<std::optional<std::string>>(text));
    expect_short_searches<tagged>(keys_by<std::pair<std::string, int>>(
        [&](std::uint64_t k) { return std::pair(text(k), 7); }));
    expect_short_searches<tagged>(keys_by<std::vector<std::string>>(
        [&](std::uint64_t k) { return std::vector{text(0), text(k)}; }));
    expect_short_searches<tagged>(
        keys_by<request>([&](std::uint64_t k) { return request{text(k), 1}; }));
    expect_short_searches<tagged>(
        keys_by<route_name>([&](std::uint64_t k) { return route_name{text(k)}; }));
    expect_short_searches<tagged>(keys_by<std::pair<request, int>>(
        [&](std::uint64_t k) { return std::pair(request{text(k), 1}, 2); }));
}

TEST_CASE("a class whose hash takes no seed is hashed again") {
    std::vector<number_in_class> keys;
    for (const std::uint64_t k : crowded_integers<hash_table::tagged>()) keys.push_back({k});
    expect_short_searches<hash_table::tagged>(keys);
}

/// Counts its calls.
struct counted_equal {
    static inline std::size_t calls = 0;
    bool operator()(const two_words& a, const two_words& b) const noexcept {
        ++calls;
        return a == b;
    }
};

TEST_CASE("rows of many chosen keys are grouped with few comparisons") {
    std::vector<two_words> keys;
    for (std::uint64_t k = 0; k < (1 << 17); ++k) {
        const auto [first, second] = colliding_pair(k);
        keys.push_back({first, second});
    }
    hash_map<two_words, std::size_t, hash<two_words>, counted_equal> counts;
    counted_equal::calls = 0;
    counts.count_many(keys);
    CHECK(counts.size() == keys.size());
    CHECK(counted_equal::calls < 100 * keys.size());
}

TEST_CASE("a table draws no seed for keys that were not chosen") {
    const auto expect_none = [](auto key_of) {
        using key = decltype(key_of(std::uint64_t{}));
        hash_map<key, int> m;
        hash_table::map<hash_table::compact, key, int> compact;
        for (std::uint64_t k = 0; k < 200'000; ++k) {
            m.try_emplace(key_of(k), 1);
            compact.try_emplace(key_of(k), 1);
        }
        CHECK(!is_seeded(m));
        CHECK(!is_seeded(compact));
    };
    expect_none([](std::uint64_t k) { return k; });
    expect_none([](std::uint64_t k) { return k << 32; });
    expect_none([](std::uint64_t k) { return 1000 * k; });
    expect_none([](std::uint64_t k) { return hpk::detail::splitmix(k); });
    expect_none([](std::uint64_t k) { return static_cast<double>(k) / 8; });
    expect_none([](std::uint64_t k) { return std::to_string(k); });
    expect_none([](std::uint64_t k) { return std::pair(int(k % 500), int(k / 500)); });
}

} // namespace
} // namespace hpk::test
