// SPDX-License-Identifier: MIT
//
// With a transparent hash and equality a key is looked up without a conversion: no key_type is
// constructed, except one for the table when it is inserted.

#include <array>
#include <string>
#include <string_view>
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

} // namespace
} // namespace hpk::test
