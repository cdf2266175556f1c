// SPDX-License-Identifier: MIT
//
// Debug builds detect invalidated iterators. This file is always a debug build; its tables have
// keys of a type that no other file uses, so that the linker cannot replace its functions by those
// of another file.

#undef NDEBUG

#include <hpk/hash_table.hpp>

#include "aborts.hpp"
#include "catch.hpp"

namespace hpk::test {
namespace {

enum class key : unsigned {};

template <class Policy>
using table_of = hash_table::map<Policy, key, int>;

/// True if the iterator can neither be dereferenced nor advanced after the change of the table.
template <class Policy, class Change>
bool invalid_after(Change change) {
    table_of<Policy> t;
    t.reserve(20);
    for (unsigned k = 0; k < 10; ++k) t[key{k}] = 1;
    auto it = t.begin();
    typename table_of<Policy>::const_iterator constant = it;
    change(t);
    return aborts([&] { it->second = 2; }) && aborts([&] { ++it; }) &&
           aborts([&] { (*it).second = 2; }) && aborts([&] { ++constant; }) &&
           aborts([&] { t.erase(it); });
}

template <class Policy>
void check_policy() {
    using table = table_of<Policy>;
    CHECK_FALSE(invalid_after<Policy>([](table&) {}));
    const auto valid_after = [](auto change) {
        table t;
        t.reserve(20);
        for (unsigned k = 0; k < 10; ++k) t[key{k}] = 1;
        auto it = t.begin();
        change(t);
        return !aborts([&] {
            it->second = 2;
            ++it;
        });
    };
    CHECK(valid_after([](table& t) { t[key{5}] = 3; }));
    CHECK(valid_after([](table& t) { t[key{15}] = 3; })); // there is room
    CHECK(valid_after([](table& t) { t.erase(key{100}); }));
    CHECK(valid_after([](table& t) { static_cast<void>(t.contains(key{100})); }));

    CHECK(invalid_after<Policy>([](table& t) {
        for (unsigned k = 0; k < 100; ++k) t[key{k}] = 2;
    }));
    CHECK(invalid_after<Policy>([](table& t) { t.erase(key{3}); }));
    CHECK(invalid_after<Policy>([](table& t) { t.erase(t.begin()); }));
    CHECK(invalid_after<Policy>([](table& t) { t.erase(t.begin(), t.end()); }));
    CHECK(invalid_after<Policy>(
        [](table& t) { erase_if(t, [](const auto& e) { return e.first == key{4}; }); }));
    CHECK(invalid_after<Policy>(
        [](table& t) { // the predicate throws after some elements have been removed
            int left = 5;
            CHECK_THROWS(erase_if(t, [&](const auto&) { return --left == 0 ? throw 1 : true; }));
        }));
    CHECK(invalid_after<Policy>([](table& t) { t.clear(); }));
    CHECK(invalid_after<Policy>([](table& t) { t.rehash(1000); }));
    CHECK(invalid_after<Policy>([](table& t) { t.reserve(1000); }));
    CHECK(invalid_after<Policy>([](table& t) { t = table(); }));
    CHECK(invalid_after<Policy>([](table& t) { t = {}; }));
    CHECK(invalid_after<Policy>([](table& t) { t = table(t); }));
    CHECK(invalid_after<Policy>([](table& t) { const table taken(std::move(t)); }));
    CHECK(invalid_after<Policy>([](table& t) {
        table other;
        t.swap(other);
    }));
    CHECK(invalid_after<Policy>([](table& t) {
        table other;
        other.merge(t);
    }));

    table t{{key{1}, 1}};
    CHECK(aborts([&] { t.end()->second = 1; }));
    CHECK(aborts([&] { ++t.end(); }));
    CHECK(aborts([&] { t.erase(t.end()); }));
    CHECK(aborts([&] { ++t.find(key{2}); }));
    CHECK(aborts([&] { typename table::iterator()->second = 1; }));
    CHECK(aborts([&] { static_cast<void>(t.find(key{1}, t.hash_function()(key{1}) + 1)); }));
}

TEST_CASE("iterators are checked in debug builds") {
    check_policy<hash_table::linear>();
    check_policy<hash_table::key_window>();
    check_policy<hash_table::tagged>();
    check_policy<hash_table::ordered>();
}

} // namespace
} // namespace hpk::test
