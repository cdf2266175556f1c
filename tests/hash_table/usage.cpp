// SPDX-License-Identifier: MIT
//
// Uses of the standard's tables that programs rely on, and that other tables get wrong: the
// arguments that become keys, and the types that may be keys and elements.

#include <array>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <iterator>
#include <limits>
#include <memory>
#include <span>
#include <stdexcept>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

#include <hpk/hash_table.hpp>

#include "common.hpp"
#include "hash_table/allocators.hpp"
#include "hash_table/policies.hpp"

namespace hpk::test {
namespace {

// What takes a key.

template <class Table, class K>
concept looks_up = requires(Table& t, const Table& c, const K& k) {
    t.find(k);
    c.find(k);
    t.contains(k);
    t.count(k);
    t.equal_range(k);
    t.erase(k);
};
template <class Map, class K>
concept subscripts = requires(Map& m, const K& k) {
    m[k];
    m.at(k);
    m.try_emplace(k);
    m.insert_or_assign(k, typename Map::mapped_type());
};
template <class Table, class K>
concept inserts = requires(Table& t, K&& k) { t.insert(std::forward<K>(k)); };

struct base {};
struct derived : base {};
struct from_int {
    int n;
    from_int(int value) : n(value) {} // NOLINT(google-explicit-constructor)
    bool operator==(const from_int&) const = default;
};
struct explicitly_from_int {
    int n;
    explicit explicitly_from_int(int value) : n(value) {}
    bool operator==(const explicitly_from_int&) const = default;
};
struct hash_n {
    std::size_t operator()(const auto& key) const { return static_cast<std::size_t>(key.n); }
};

// An owner that a look-up constructed would delete its argument.
static_assert(!looks_up<hash_set<std::unique_ptr<int>>, int*>);
static_assert(!subscripts<hash_map<std::unique_ptr<int>, int>, int*>);
static_assert(!inserts<hash_set<std::unique_ptr<int>>, int*>);
static_assert(inserts<hash_set<std::unique_ptr<int>>, std::unique_ptr<int>>);
static_assert(!looks_up<hash_set<derived*>, void*> && !looks_up<hash_set<derived*>, base*>);
static_assert(looks_up<hash_set<base*>, derived*>);
static_assert(!subscripts<hash_map<derived*, int>, base*>);
static_assert(looks_up<hash_set<from_int, hash_n>, int>);
static_assert(!looks_up<hash_set<explicitly_from_int, hash_n>, int>);
static_assert(!subscripts<hash_map<explicitly_from_int, int, hash_n>, int>);
static_assert(looks_up<hash_set<long>, int> && looks_up<hash_set<std::string>, std::string_view>);
static_assert(!looks_up<hash_set<std::string>, int>);
static_assert(looks_up<hash_set<std::string, std::hash<std::string>>, const char*>);
static_assert(!looks_up<hash_set<std::string, std::hash<std::string>>, std::string_view>);

TEST_CASE("a class derived from the key is looked up as it is") {
    struct more : from_int {
        more(int value) : from_int(value) {} // NOLINT(google-explicit-constructor)
        more(const more&) = delete;          // a copy, however small, would not compile
        more& operator=(const more&) = delete;
        ~more() = default;
    };
    const hash_set<from_int, hash_n> s{1, 2};
    const more two(2);
    CHECK(s.contains(two));
}

TEST_CASE("arguments become keys by the conversions that a call makes") {
    struct {
        int low : 4;
    } bits{3};
    struct {
        operator int() { return 4; } // NOLINT(google-explicit-constructor): not const
    } changing;
    hash_map<int, std::string> m;
    m[bits.low] = "three";
    m.try_emplace(bits.low, "three again");
    m.insert_or_assign(bits.low, "at last");
    m.try_emplace(m.begin(), bits.low, "four");
    m.insert_or_assign(m.begin(), bits.low, "4");
    m[changing] = "four";
    CHECK(m.size() == 2);
    CHECK(m.at(3) == "4");
    CHECK(m.erase(bits.low) == 1);
    hash_set<int> s;
    s.insert(bits.low);
    CHECK(s.contains(3));
    hash_map<int*, int> pointers;
    pointers[0] = 1; // NOLINT(modernize-use-nullptr): what programs have
    pointers[nullptr] += 1;
    CHECK(pointers.at(nullptr) == 2);

    // Braces are an empty key, not a hint.
    hash_map<std::string, std::string> texts;
    texts.try_emplace({}, "x");
    texts.insert_or_assign({}, "y");
    CHECK(texts.size() == 1);
    CHECK(texts.at("") == "y");
    // The implicit conversion, where there is an explicit one, too.
    struct number {
        int n;
        number(int value) : n(value) {} // NOLINT(google-explicit-constructor)
        explicit number(char value) : n(value - '0') {}
        bool operator==(const number&) const = default;
    };
    const hash_set<number, hash_n> numbers{'2'};
    CHECK(numbers.contains('2'));
    CHECK_FALSE(numbers.contains(2));
}

TEST_CASE("an assignment of a list is the table, and keeps its load limit") {
    hash_map<std::string, int> m;
    m.max_load_factor(0.25F);
    CHECK((m = {{"a", 1}})["a"] == 1);
    CHECK(m.max_load_factor() == 0.25F);
    hash_set<int> s;
    CHECK((s = {1, 2}).insert(3).second);
}

/// Compared without case.
enum class letter : char {};
bool operator==(letter a, letter b) {
    return (static_cast<char>(a) | 32) == (static_cast<char>(b) | 32);
}
struct letter_hash {
    std::size_t operator()(letter l) const noexcept {
        return std::size_t(static_cast<char>(l)) | 32;
    }
};

TEST_CASE("enumerations are compared by the operator that their author wrote") {
    const hash_set<letter, letter_hash> s{letter{'a'}, letter{'b'}, letter{'A'}};
    CHECK(s.size() == 2);
    const letter keys[]{letter{'A'}, letter{'B'}, letter{'c'}};
    bool there[3];
    CHECK(s.contains_many(keys, std::span(there)) == 2);
    CHECK((there[0] && there[1] && !there[2]));
}

// Which types may be keys and elements.

/// Without an address.
struct shy {
    int n;
    shy* operator&() = delete;             // NOLINT(google-runtime-operator)
    const shy* operator&() const = delete; // NOLINT(google-runtime-operator)
    bool operator==(const shy& other) const { return n == other.n; }
};

/// Constructible from anything, but not from a key of another type.
struct greedy {
    std::string text;
    template <class T> // NOLINTNEXTLINE(bugprone-forwarding-reference-overload): what it is for
    explicit greedy(T&& from) : text(std::forward<T>(from)) {}
    greedy(const greedy&) = default;
    greedy(greedy&&) = default;
    greedy& operator=(const greedy&) = default;
    greedy& operator=(greedy&&) = default;
    ~greedy() = default;
    bool operator==(const greedy& other) const { return text == other.text; }
};
struct greedy_hash {
    std::size_t operator()(const greedy& g) const { return hash<std::string>()(g.text); }
};

/// An element that holds such tables.
template <class Policy>
struct tree {
    hash_table::map<Policy, int, tree> children;
};

struct element_types {
    static constexpr const char* name = "usage/types of elements";
    template <class Policy>
    static constexpr bool concerns = listed_policy<Policy>;

    template <class Policy>
    static void check() {
        tree<Policy> t;
        t.children[1].children[2].children[3];
        tree<Policy> copy = t;
        copy.children[1].children[2] = {};
        CHECK(t.children.at(1).children.at(2).children.size() == 1);
        CHECK(copy.children.at(1).children.at(2).children.empty());
        t = std::move(copy);
        CHECK(t.children.size() == 1);

        hash_table::map<Policy, const unsigned long, int> constant;
        constant[1] = 2;
        constant.try_emplace(3, 4);
        constant.rehash(100);
        constant.erase(1);
        CHECK(constant.at(3) == 4);

        if constexpr (takes_any_key<Policy>) {
            hash_table::set<Policy, shy, hash_n> s;
            s.insert(shy{1});
            s.erase(s.begin(), s.end());
            hash_table::map<Policy, shy, shy, hash_n> m;
            m.emplace(shy{1}, shy{2});
            hash_table::map<Policy, shy, shy, hash_n> other;
            other.merge(m);
            shy* found[1];
            const std::array keys{shy{1}};
            CHECK(other.find_many(keys, std::span(found)) == 1);
            other.erase(other.begin(), other.end());
            CHECK(other.empty());

            hash_table::map<Policy, greedy, int, greedy_hash> g;
            greedy key("a");
            g[key] = 1;
            g.try_emplace(key, 2);
            g.insert_or_assign(key, 3);
            CHECK(g.at(key) == 3);
        }
    }
};

const check_policies<element_types> register_element_types;

struct json;
using object = hash_map<std::string, json>;
struct json {
    std::variant<int, std::string, object, std::vector<json>> value;
};

TEST_CASE("a value of JSON holds values of JSON by name") {
    object o;
    o["a"] = json{1};
    json j{o};
    const json copy = j;
    CHECK(std::get<int>(std::get<object>(copy.value).at("a").value) == 1);
}

/// An iterator like those that Boost makes from a lambda, which C++20's concepts reject: it is
/// neither assignable nor default-constructible.
struct old_iterator {
    using iterator_category = std::input_iterator_tag;
    using value_type = std::pair<int, int>;
    using difference_type = std::ptrdiff_t;
    using pointer = const value_type*;
    using reference = value_type;

    int n;
    explicit old_iterator(int from) : n(from) {}
    old_iterator(const old_iterator&) = default;
    old_iterator& operator=(const old_iterator&) = delete;
    ~old_iterator() = default;
    reference operator*() const { return {n, n * n}; }
    old_iterator& operator++() { return ++n, *this; }
    old_iterator operator++(int) { return old_iterator(n++); }
    bool operator==(const old_iterator& other) const { return n == other.n; }
    bool operator!=(const old_iterator& other) const { return n != other.n; }
};
static_assert(!std::input_iterator<old_iterator>);

TEST_CASE("elements come through iterators of C++17") {
    hash_map<int, int> m(old_iterator(0), old_iterator(10));
    m.insert(old_iterator(5), old_iterator(20));
    CHECK(m.size() == 20);
    CHECK(m.at(19) == 361);
    const hash_map deduced(old_iterator(0), old_iterator(3));
    static_assert(std::is_same_v<decltype(deduced), const hash_map<int, int>>);
    CHECK(deduced.size() == 3);
}

TEST_CASE("vectors are keys") {
    hash_set<std::vector<int>> s{{1, 2}, {3}, {}};
    CHECK(s.contains({1, 2}));
    CHECK_FALSE(s.contains({2, 1}));
    const hash<std::pair<std::vector<int>, std::vector<int>>> of_both;
    CHECK(of_both({{1}, {2, 3}}) != of_both({{1, 2}, {3}}));
    CHECK(hash<std::vector<bool>>()({true, false}) != hash<std::vector<bool>>()({true}));
    CHECK(hash<std::vector<double>>()({0.0}) == hash<std::vector<double>>()({-0.0}));
}

// Sizes and loads.

struct sizes {
    static constexpr const char* name = "usage/sizes and loads";
    template <class Policy>
    static constexpr bool concerns = listed_policy<Policy>;

    template <class Policy>
    static void check() {
        using map = hash_table::map<Policy, int, int>;
        map m;
        const float load = m.max_load_factor();
        m.max_load_factor(std::numeric_limits<float>::quiet_NaN());
        m.max_load_factor(-std::numeric_limits<float>::quiet_NaN());
        CHECK(m.max_load_factor() == load);
        m.max_load_factor(std::numeric_limits<float>::infinity());
        CHECK(m.max_load_factor() == 0.875F);
        m.max_load_factor(-1);
        CHECK(m.max_load_factor() == 0.1F);
        for (int k = 0; k < 20; ++k) m[k] = k;
        CHECK(m.size() == 20);
        CHECK_FALSE(m.contains(-1));

        // The largest possible sizes, and larger ones, are refused, and nothing changes.
        hash_table::set<Policy, unsigned char> small{1};
        small.max_load_factor(0.1F);
        const std::size_t most = small.max_size();
        for (const std::size_t n : {most, most - 1, most / 2, most / 8}) {
            bool refused = false;
            try {
                small.reserve(n);
            } catch (const std::bad_alloc&) {
                refused = true;
            } catch (const std::length_error&) {
                refused = true;
            }
            CHECK(refused);
        }
        CHECK_THROWS_AS(small.reserve(most + 1), std::length_error);
        CHECK_THROWS_AS(small.rehash(std::numeric_limits<std::size_t>::max()), std::length_error);
        CHECK(small.contains(1));

        // Memory is freed.
        m.clear();
        m.max_load_factor(load);
        m.rehash(0);
        CHECK(m.bucket_count() == 0);
        for (int k = 0; k < 10'000; ++k) m[k];
        erase_if(m, [](const auto& e) { return e.first > 10; });
        m.rehash(0);
        CHECK(m.bucket_count() <= 32);
        m.reserve(10'000);
        m.shrink_to_fit();
        CHECK(m.bucket_count() <= 32);
        m.erase(m.begin(), m.end());
        m.rehash(0);
        CHECK(m.bucket_count() == 0);

        // After reserve(n) the buckets stay.
        m.reserve(1000);
        const std::size_t buckets = m.bucket_count();
        const void* const place = &m[0];
        int moved = 0;
        for (int k = 1; k < 100'000; ++k) {
            m[k];
            m.erase(k);
            moved += &m.find(0)->second != place && m.find(0) != m.begin() ? 1 : 0;
        }
        CHECK(m.bucket_count() == buckets);
    }
};

const check_policies<sizes> register_sizes;

TEST_CASE("hash_table/ordered/a rehash that fails reserves nothing") {
    using allocator = counting_allocator<std::pair<const int, int>>;
    hash_table::map<hash_table::ordered, int, int, hash<int>, std::equal_to<>, allocator> m{{1, 1}};
    countdown::arm(1);
    CHECK_THROWS_AS(m.rehash(100'000), injected);
    countdown::disarm();
    for (int k = 0; k < 100; ++k) m[k];
    CHECK(m.size() == 100);
    CHECK(m.bucket_count() < 1000);
}

TEST_CASE("hash_table/ordered/moves its elements only when all its entries are used") {
    hash_table::map<hash_table::ordered, int, int> m;
    m.reserve(1000);
    const int* place = &m[0];
    int moves = 0;
    for (int k = 1; k < 100'000; ++k) {
        m[k];
        m.erase(k);
        if (const int* now = &m.at(0); now != place) {
            ++moves;
            place = now;
        }
    }
    CHECK(moves <= 100);
    m.clear();
    CHECK(m.bucket_count() == 2048);
    const auto copy = m;
    CHECK(copy.bucket_count() == 2048);
}

struct subscript_of_present {
    static constexpr const char* name = "usage/a key that is there moves nothing";
    template <class Policy>
    static constexpr bool concerns = listed_policy<Policy>;

    template <class Policy>
    static void check() {
        hash_table::map<Policy, int, long> m;
        for (int n = 0; n < 3000; ++n) {
            m[n] = n;
            if (n % 50 != 0 && m.size() * 3 < m.bucket_count() * 2 - 4) continue;
            const long* const first = &m.begin()->second;
            const std::size_t buckets = m.bucket_count();
            long sum = 0;
            for (auto& [key, value] : m) {
                sum += m[key];
                m.try_emplace(key, 1);
                m.insert_or_assign(key, value);
                m.emplace(key, 2);
                m.insert({key, 3});
            }
            REQUIRE(sum == long{n} * (n + 1) / 2);
            REQUIRE(m.bucket_count() == buckets);
            REQUIRE(&m.begin()->second == first);
        }
    }
};

const check_policies<subscript_of_present> register_subscript_of_present;

template <class T>
struct small_allocator : std::allocator<T> {
    template <class U>
    struct rebind {
        using other = small_allocator<U>;
    };
    small_allocator() = default;
    small_allocator(const small_allocator&) = default;
    small_allocator& operator=(const small_allocator&) = default;
    ~small_allocator() = default;
    template <class U>
    small_allocator(const small_allocator<U>&) noexcept {} // NOLINT(google-explicit-constructor)
    std::size_t max_size() const noexcept { return 1000; }
};

TEST_CASE("no table has more elements than its allocator can have") {
    const hash_set<int, hash<int>, std::equal_to<>, small_allocator<int>> s;
    CHECK(s.max_size() == 1000);
    CHECK(hash_set<int>().max_size() > 1'000'000'000);
}

// Hashes of few bits.

struct narrow_hash {
    using is_avalanching = void;
    std::uint32_t operator()(std::uint64_t key) const noexcept {
        return static_cast<std::uint32_t>(hash<std::uint64_t>()(key));
    }
};
struct narrow_standard_key {
    std::uint64_t n;
    bool operator==(const narrow_standard_key&) const = default;
};

} // namespace
} // namespace hpk::test

template <>
struct std::hash<hpk::test::narrow_standard_key> {
    using is_avalanching = void;
    std::uint32_t operator()(const hpk::test::narrow_standard_key& key) const noexcept {
        return hpk::test::narrow_hash()(key.n);
    }
};

namespace hpk::test {
namespace {

TEST_CASE("a hash of 32 bits is spread over all buckets, whatever it says of itself") {
    hash_set<std::uint64_t, narrow_hash> s;
    hash_set<narrow_standard_key> t;
    for (std::uint64_t k = 0; k < 100'000; ++k) {
        s.insert(k * 7919);
        t.insert({k * 7919});
    }
    CHECK(s.statistics().mean_probes < 1.5);
    CHECK(t.statistics().mean_probes < 1.5);
    CHECK(s.contains(7919, s.hash_function()(7919)));
}

TEST_CASE("hash_table/usage/values_with_a_default") {
    const hash_map<std::string, int> counts{{"whale", 3}};
    REQUIRE(counts.at_or("whale", 0) == 3);
    REQUIRE(counts.at_or(std::string("sea"), -1) == -1);
    hash_map<int, std::string> names;
    REQUIRE(names.at_or(1, "none") == "none");
}

TEST_CASE("hash_table/usage/values_made_on_demand") {
    hash_map<std::string, std::unique_ptr<int>> table;
    int calls = 0;
    const auto make = [&] { return std::make_unique<int>(++calls); };
    REQUIRE(table.try_emplace_with("a", make).second);
    REQUIRE(!table.try_emplace_with(std::string("a"), make).second);
    const std::string b = "b";
    REQUIRE(*table.try_emplace_with(b, make).first->second == 2);
    REQUIRE(calls == 2);

    const auto thrower = []() -> std::unique_ptr<int> { throw std::runtime_error(""); };
    REQUIRE_THROWS_AS(table.try_emplace_with("c", thrower), std::runtime_error);
    REQUIRE(table.size() == 2);
    REQUIRE(*table.try_emplace_with("c", [&] { return std::make_unique<int>(*table.at("b") + 1); })
                 .first->second == 3); // looks a key up meanwhile
}

} // namespace
} // namespace hpk::test
