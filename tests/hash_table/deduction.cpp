// SPDX-License-Identifier: MIT
//
// Class template argument deduction for tables.

#include <functional>
#include <list>
#include <memory_resource>
#include <string>
#include <type_traits>
#include <unordered_map>
#include <utility>
#include <vector>

#include <hpk/hash_table.hpp>

#include "catch.hpp"

namespace hpk::test {
namespace {

/// True if the expression has this type.
template <class Type, class Expression>
bool is(const Expression&) {
    return std::is_same_v<Type, Expression>;
}

using std_hash = std::hash<int>;
struct own_equal {
    bool operator()(int a, int b) const { return a == b; }
};

TEST_CASE("deduction/maps") {
    using pair = std::pair<int, double>;
    using element = std::pair<const int, double>;
    using pmr = std::pmr::polymorphic_allocator<element>;
    using plain = hash_map<int, double>;
    using hashed = hash_map<int, double, std_hash>;
    using compared = hash_map<int, double, std_hash, own_equal>;
    using allocated = hash_map<int, double, hash<int>, std::equal_to<>, pmr>;
    using all = hash_map<int, double, std_hash, own_equal, pmr>;
    using hashed_and_allocated = hash_map<int, double, std_hash, std::equal_to<>, pmr>;
    const pmr allocator;

    const auto check_of = [&](auto first, auto last) {
        CHECK(is<plain>(hash_map(first, last)));
        CHECK(is<plain>(hash_map(first, last, 8)));
        CHECK(is<hashed>(hash_map(first, last, 8, std_hash())));
        CHECK(is<compared>(hash_map(first, last, 8, std_hash(), own_equal())));
        CHECK(is<all>(hash_map(first, last, 8, std_hash(), own_equal(), allocator)));
        CHECK(is<allocated>(hash_map(first, last, allocator)));
        CHECK(is<allocated>(hash_map(first, last, 8, allocator)));
        CHECK(is<hashed_and_allocated>(hash_map(first, last, 8, std_hash(), allocator)));
    };
    const std::vector<pair> pairs{{1, 1.5}, {2, 2.5}};
    check_of(pairs.begin(), pairs.end());
    const std::unordered_map<int, double> other(pairs.begin(), pairs.end());
    check_of(other.begin(), other.end());

    CHECK(is<plain>(hash_map{pair{1, 1.5}, pair{2, 2.5}}));
    CHECK(is<plain>(hash_map{element{1, 1.5}, element{2, 2.5}}));
    CHECK(is<plain>(hash_map({pair{1, 1.5}}, 8)));
    CHECK(is<hashed>(hash_map({pair{1, 1.5}}, 8, std_hash())));
    CHECK(is<compared>(hash_map({pair{1, 1.5}}, 8, std_hash(), own_equal())));
    CHECK(is<all>(hash_map({pair{1, 1.5}}, 8, std_hash(), own_equal(), allocator)));
    CHECK(is<allocated>(hash_map({pair{1, 1.5}}, allocator)));
    CHECK(is<allocated>(hash_map({pair{1, 1.5}}, 8, allocator)));
    CHECK(is<hashed_and_allocated>(hash_map({pair{1, 1.5}}, 8, std_hash(), allocator)));

    const plain map(pairs.begin(), pairs.end());
    CHECK(is<plain>(hash_map(map)));
    CHECK(hash_map(map) == map);
}

TEST_CASE("deduction/sets") {
    using pmr = std::pmr::polymorphic_allocator<int>;
    const std::list<int> keys{1, 2, 3};
    const pmr allocator;
    CHECK(is<hash_set<int>>(hash_set(keys.begin(), keys.end())));
    CHECK(is<hash_set<int, std_hash>>(hash_set(keys.begin(), keys.end(), 8, std_hash())));
    CHECK(is<hash_set<int, std_hash, own_equal>>(
        hash_set(keys.begin(), keys.end(), 8, std_hash(), own_equal())));
    CHECK(is<hash_set<int, hash<int>, std::equal_to<>, pmr>>(
        hash_set(keys.begin(), keys.end(), allocator)));
    CHECK(is<hash_set<int>>(hash_set{1, 2, 3}));
    CHECK(is<hash_set<std::string>>(hash_set{std::string("a"), std::string("b")}));
    CHECK(is<hash_set<int, std_hash, std::equal_to<>, pmr>>(
        hash_set({1, 2, 3}, 8, std_hash(), allocator)));
    const hash_set set{1, 2, 3};
    CHECK(is<hash_set<int>>(hash_set{set}));
    CHECK(set.size() == 3);
}

} // namespace
} // namespace hpk::test
