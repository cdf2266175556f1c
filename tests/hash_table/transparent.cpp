// SPDX-License-Identifier: MIT
//
// With a transparent hash and equality a key is looked up without a conversion: no key_type is
// constructed, except one for the table when it is inserted. Other keys are converted in the call.

#include <array>
#include <cstddef>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>

#include <hpk/hash_table.hpp>

#include "hash_table/policies.hpp"

namespace hpk::test {
namespace {

/// Counts its constructions.
struct counted_text {
    static inline int made = 0;

    explicit counted_text(std::string_view text) : value(text) { ++made; }
    counted_text(const counted_text& other) : value(other.value) { ++made; }
    counted_text(counted_text&&) noexcept = default;
    counted_text& operator=(const counted_text&) = default;
    counted_text& operator=(counted_text&&) noexcept = default;
    ~counted_text() = default;

    [[maybe_unused]] friend bool operator==(const counted_text& a, const counted_text& b) {
        return a.value == b.value;
    }
    friend bool operator==(const counted_text& a, std::string_view b) { return a.value == b; }

    std::string value;
};

struct text_hash {
    using is_transparent = void;
    std::size_t operator()(std::string_view text) const noexcept {
        return std::hash<std::string_view>()(text);
    }
    std::size_t operator()(const counted_text& text) const noexcept {
        return operator()(std::string_view(text.value));
    }
};

template <class Call>
int made_by(Call call) {
    const int before = counted_text::made;
    call();
    return counted_text::made - before;
}

template <class Policy>
void check_transparency() {
    using namespace std::string_view_literals;
    hash_table::map<Policy, counted_text, int, text_hash> m;
    const auto& constant = m;
    m.reserve(100);
    CHECK(made_by([&] { CHECK(m.try_emplace("one"sv, 1).second); }) == 1);
    CHECK(made_by([&] { CHECK(++m["two"sv] == 1); }) == 1);
    CHECK(made_by([&] { CHECK(m.insert_or_assign("three"sv, 3).second); }) == 1);
    CHECK(made_by([&] {
              CHECK_FALSE(m.try_emplace("one"sv, 2).second);
              CHECK(++m["two"sv] == 2);
              CHECK_FALSE(m.insert_or_assign("three"sv, 4).second);
              CHECK(m.find("one"sv)->second == 1);
              CHECK(constant.find("none"sv) == m.end());
              CHECK(m.contains("one"sv));
              CHECK(m.count("none"sv) == 0);
              CHECK(m.at("two"sv) == 2);
              CHECK(constant.at("three"sv) == 4);
              CHECK(m.equal_range("one"sv).first->second == 1);
              CHECK(m.find("one"sv, text_hash()("one"sv))->second == 1);
              CHECK(m.contains("none"sv, text_hash()("none"sv)) == false);
              CHECK(m.probe_count("one"sv) >= 1);
              CHECK(m.erase("none"sv) == 0);
              CHECK(m.erase("one"sv) == 1);
              CHECK(m.erase("two"sv, text_hash()("two"sv)) == 1);
          }) == 0);
    // Growing moves keys and makes none.
    CHECK(made_by([&] {
              for (int k = 0; k < 200; ++k) m.try_emplace(std::string_view(std::to_string(k)), k);
          }) == 200);
}

TEST_CASE("transparent look-ups build no key") {
    check_transparency<hash_table::linear>();
    check_transparency<hash_table::tagged>();
    check_transparency<hash_table::ordered>();
}

/// An insertion makes one key, and only if it is new.
struct keys_made {
    static constexpr const char* name = "keys that insertion makes";
    template <class Policy>
    static constexpr bool concerns = listed_policy<Policy> && takes_any_key<Policy>;

    template <class Policy>
    static void check() {
        using namespace std::string_view_literals;
        using set = hash_table::set<Policy, counted_text, text_hash>;
        using map = hash_table::map<Policy, counted_text, int, text_hash>;
        const auto made = [](auto table, auto insert) {
            table.reserve(10);
            int first = counted_text::made;
            insert(table);
            first = counted_text::made - first;
            int again = counted_text::made;
            insert(table);
            again = counted_text::made - again;
            CHECK(table.size() == 1);
            return std::pair(first, again);
        };
        const std::pair one_then_none(1, 0);
        CHECK(made(set(), [](set& s) { s.insert("x"sv); }) == one_then_none);
        CHECK(made(set(), [](set& s) { s.insert(s.begin(), "x"sv); }) == one_then_none);
        CHECK(made(set(), [](set& s) { s.emplace("x"sv); }) == one_then_none);
        CHECK(made(set(), [](set& s) { s.emplace_hint(s.begin(), "x"sv); }) == one_then_none);
        const std::array words{"x"sv, "x"sv};
        CHECK(made(set(), [&](set& s) { s.insert(words.begin(), words.end()); }) == one_then_none);
        CHECK(made(set(), [&](set& s) { s.insert_range(words); }) == one_then_none);
        CHECK(made(map(), [](map& m) { m.insert(std::pair("x"sv, 1)); }) == one_then_none);
        CHECK(made(map(), [](map& m) { m.emplace("x"sv, 1); }) == one_then_none);
        CHECK(made(map(), [](map& m) { m.emplace(std::pair("x"sv, 1)); }) == one_then_none);
        CHECK(made(map(), [](map& m) { m.try_emplace("x"sv, 1); }) == one_then_none);
        CHECK(made(map(), [](map& m) { m.try_emplace(m.begin(), "x"sv, 1); }) == one_then_none);
        CHECK(made(map(), [](map& m) { m.insert_or_assign("x"sv, 1); }) == one_then_none);
        CHECK(made(map(), [](map& m) { m.insert_or_assign(m.begin(), "x"sv, 1); }) ==
              one_then_none);
        CHECK(made(map(), [](map& m) { ++m["x"sv]; }) == one_then_none);
    }
};

const check_policies<keys_made> register_keys_made;

TEST_CASE("strings are found by what they are compared with") {
    hash_map<std::string, int> m{{"one", 1}};
    CHECK(m.find("one") != m.end());
    CHECK(m.contains(std::string_view("one")));
    CHECK(m.at("one") == 1);
    CHECK(m.erase("one") == 1);
    CHECK(++m["two"] == 1);

    // An opaque hash gets a key.
    hash_map<std::string, int, std::hash<std::string>> opaque{{"one", 1}};
    CHECK(opaque.contains("one"));
    CHECK(opaque.erase("one") == 1);
}

/// Converts to an int, but only if it is not const.
struct to_int {
    int value;
    // NOLINTNEXTLINE(google-explicit-constructor, readability-make-member-function-const)
    operator int() { return value; }
};
struct to_string {
    const char* value;
    // NOLINTNEXTLINE(google-explicit-constructor, readability-make-member-function-const)
    operator std::string() { return value; }
};

/// True if all calls of a map that take a key take a K, or a literal.
template <class Map, class K>
concept takes = requires(Map m, const Map constant, K key) {
    m.find(key);
    constant.find(key);
    constant.count(key);
    constant.contains(key);
    m.equal_range(key);
    constant.equal_range(key);
    m.at(key);
    constant.at(key);
    m[key];
    m.try_emplace(key, 1);
    m.try_emplace(m.begin(), key, 1);
    m.insert_or_assign(key, 1);
    m.insert_or_assign(m.begin(), key, 1);
    m.erase(key);
};
template <class Map>
concept takes_0 = requires(Map m, const Map constant) {
    m.find(0);
    constant.find(0);
    constant.count(0);
    constant.contains(0);
    m.equal_range(0);
    constant.equal_range(0);
    m.at(0);
    constant.at(0);
    m[0];
    m.try_emplace(0, 1);
    m.try_emplace(m.begin(), 0, 1);
    m.insert_or_assign(0, 1);
    m.insert_or_assign(m.begin(), 0, 1);
    m.erase(0);
};
/// True if none does.
template <class Map, class K>
concept refuses =
    !requires(Map m, K key) { m.find(key); } && !requires(const Map m, K key) { m.find(key); } &&
    !requires(Map m, K key) { m.count(key); } && !requires(Map m, K key) { m.contains(key); } &&
    !requires(Map m, K key) { m.equal_range(key); } && !requires(Map m, K key) { m.at(key); } &&
    !requires(Map m, K key) { m[key]; } && !requires(Map m, K key) { m.try_emplace(key, 1); } &&
    !requires(Map m, K key) { m.insert_or_assign(key, 1); } &&
    !requires(Map m, K key) { m.erase(key); };

/// What a map of these keys, std's or hpk's, takes and refuses.
template <template <class...> class Map>
constexpr bool converts_keys =
    takes<Map<int*, int>, int*> && takes<Map<const int*, int>, int*> &&
    takes<Map<int*, int>, std::nullptr_t> && takes_0<Map<int*, int>> && takes_0<Map<int, int>> &&
    takes<Map<int, int>, to_int> && takes<Map<int, int>, to_int&> && takes<Map<int, int>, short> &&
    takes<Map<std::string, int>, to_string> && takes<Map<std::string, int>, const char*> &&
    refuses<Map<int, int>, const to_int> && refuses<Map<int*, int>, int> &&
    refuses<Map<int*, int>, const int*> && refuses<Map<int, int>, int*> &&
    refuses<Map<std::string, int>, const to_string> && refuses<Map<std::string, int>, int>;

static_assert(converts_keys<std::unordered_map> && converts_keys<hash_map>);

TEST_CASE("keys are converted as for std::unordered_map") {
    int x = 0;
    hash_map<int*, int> pointers{{nullptr, 1}, {&x, 2}};
    CHECK(pointers.find(0)->second == 1); // NOLINT(modernize-use-nullptr)
    CHECK(pointers.at(nullptr) == 1);
    CHECK(pointers[0] == 1); // NOLINT(modernize-use-nullptr)
    const std::size_t hash = pointers.hash_function()(nullptr);
    CHECK(pointers.find(0, hash)->second == 1); // NOLINT(modernize-use-nullptr)
    CHECK(pointers.erase(0, hash) == 1);        // NOLINT(modernize-use-nullptr)
    CHECK(pointers.size() == 1);

    hash_map<int, int> numbers{{3, 1}};
    to_int three{3};
    CHECK(numbers.find(three)->second == 1);
    CHECK(numbers.contains(to_int{3}));
    CHECK(numbers.at(three) == 1);
    CHECK(++numbers[three] == 2);
    CHECK(numbers.erase(three, numbers.hash_function()(3)) == 1);

    hash_map<std::string, int> names{{"one", 1}};
    CHECK(names.at(to_string{"one"}) == 1);
    CHECK_FALSE(names.try_emplace(to_string{"one"}, 2).second);
}

} // namespace
} // namespace hpk::test
