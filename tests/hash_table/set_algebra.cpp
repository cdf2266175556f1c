// SPDX-License-Identifier: MIT
//
// Unions, intersections and differences of sets, compared with the standard's algorithms on sorted
// keys.

#include <algorithm>
#include <cstddef>
#include <functional>
#include <iterator>
#include <memory>
#include <random>
#include <set>
#include <type_traits>
#include <utility>

#include <hpk/hash/seeded_hash.hpp>
#include <hpk/hash_table.hpp>

#include "catch.hpp"
#include "hash_table/allocators.hpp"
#include "hash_table/policies.hpp"

namespace hpk::test {
namespace {

using sorted = std::set<int>;

template <class Table>
sorted in_order(const Table& table) {
    sorted result(table.begin(), table.end());
    REQUIRE(result.size() == table.size()); // none twice
    return result;
}

/// The result of the standard's algorithm for the keys.
template <class Algorithm>
sorted expected(Algorithm algorithm, const sorted& a, const sorted& b) {
    sorted result;
    algorithm(a, b, std::inserter(result, result.end()));
    return result;
}

template <class A, class B>
void check_pair(const A& a, const B& b) {
    const sorted x = in_order(a), y = in_order(b);
    INFO(x.size() << " keys and " << y.size());

    const A either = set_union(a, b), both = set_intersection(a, b);
    const A only_a = set_difference(a, b), one = set_symmetric_difference(a, b);
    CHECK(in_order(either) == expected(std::ranges::set_union, x, y));
    CHECK(in_order(both) == expected(std::ranges::set_intersection, x, y));
    CHECK(in_order(only_a) == expected(std::ranges::set_difference, x, y));
    CHECK(in_order(one) == expected(std::ranges::set_symmetric_difference, x, y));
    CHECK((in_order(a) == x && in_order(b) == y)); // the operands are unchanged

    // Laws, in which results are operands.
    CHECK(in_order(set_union(b, a)) == in_order(either));
    CHECK(in_order(set_intersection(b, a)) == in_order(both));
    CHECK(in_order(set_symmetric_difference(b, a)) == in_order(one));
    CHECK(set_union(one, both) == either);
    CHECK(set_union(only_a, set_difference(b, a)) == one);
    CHECK(set_difference(either, b) == only_a);
    CHECK(set_difference(a, only_a) == both);
    CHECK(set_symmetric_difference(one, b) == a);
    CHECK(set_union(a, both) == a); // absorption
    CHECK(set_intersection(a, either) == a);

    // With themselves.
    CHECK(set_union(a, a) == a);
    CHECK(set_intersection(a, a) == a);
    CHECK(set_difference(a, a).empty());
    CHECK(set_symmetric_difference(a, a).empty());

    // A set that is given away is not copied.
    A given(a);
    // NOLINTNEXTLINE(bugprone-use-after-move): a CHECK evaluates it once
    CHECK(set_union(std::move(given), b) == either);
    CHECK(given.empty()); // NOLINT
}

/// A number of keys below a bound.
template <class Table>
Table some_keys(std::size_t count, int bound, unsigned seed) {
    std::mt19937 random(seed);
    std::uniform_int_distribution<int> keys(0, bound - 1);
    Table result;
    while (result.size() < count) result.insert(keys(random));
    return result;
}

struct set_algebra {
    static constexpr const char* name = "set algebra";
    template <class Policy>
    static constexpr bool concerns = every_policy<Policy>;

    template <class Policy>
    static void check() {
        using set = hash_table::set<Policy, int>;
        using seeded = hash_table::set<Policy, int, seeded_hash<int>>;
        using other = hash_table::set<hash_table::linear, int, std::hash<int>>;
        for (const std::size_t in_a : {0U, 1U, 3U, 40U, 700U})
            for (const std::size_t in_b : {0U, 1U, 3U, 40U, 700U}) {
                // About half of the keys of the smaller set are in both.
                const int bound = 1 + 2 * static_cast<int>(std::max(in_a, in_b));
                const auto a = some_keys<set>(in_a, bound, 1);
                check_pair(a, some_keys<set>(in_b, bound, 2));
                check_pair(a, some_keys<seeded>(in_b, bound, 3));
                check_pair(some_keys<seeded>(in_a, bound, 4), some_keys<other>(in_b, bound, 5));
            }
        const auto part = some_keys<set>(100, 200, 6);
        auto whole = part;
        const auto more = some_keys<set>(300, 700, 7);
        whole.insert(more.begin(), more.end());
        check_pair(part, whole);
        check_pair(whole, part);
    }
};

const check_policies<set_algebra> register_set_algebra;

TEST_CASE("set algebra/what the result takes from the first") {
    using set = hash_set<int, seeded_hash<int>, std::equal_to<>, counting_allocator<int>>;
    set a({1, 2, 3}, 0, seeded_hash<int>(7), counting_allocator<int>(5));
    a.max_load_factor(0.25F);
    const hash_set<int> b{3, 4, 5, 6, 7};
    const auto check_one = [&](const set& result) {
        CHECK(result.hash_function() == a.hash_function());
        CHECK(result.max_load_factor() == a.max_load_factor());
        CHECK(result.get_allocator() == a.get_allocator().select_on_container_copy_construction());
    };
    check_one(set_union(a, b));
    check_one(set_intersection(a, b));
    check_one(set_difference(a, b));
    check_one(set_symmetric_difference(a, b));
    static_assert(std::is_same_v<decltype(set_union(b, a)), hash_set<int>>);
}

TEST_CASE("set algebra/equal keys come from the first") {
    struct without_sign {
        std::size_t operator()(int key) const noexcept {
            return static_cast<std::size_t>(key < 0 ? -key : key);
        }
        bool operator()(int a, int b) const noexcept { return a == b || a == -b; }
    };
    using set = hash_set<int, without_sign, without_sign>;
    const set small{1, 2}, large{-2, -3, -4};
    CHECK(in_order(set_intersection(small, large)) == sorted{2});
    CHECK(in_order(set_intersection(large, small)) == sorted{-2});
    CHECK(in_order(set_union(small, large)) == sorted{1, 2, -3, -4});
    CHECK(in_order(set_union(large, small)) == sorted{1, -2, -3, -4});
}

TEST_CASE("set algebra/keys that can only be moved") {
    hash_set<std::unique_ptr<int>> a, b;
    a.insert(std::make_unique<int>(1));
    // NOLINTNEXTLINE(bugprone-use-after-move): a CHECK evaluates it once
    CHECK(set_difference(std::move(a), b).size() == 1);
}

TEST_CASE("set algebra/room") {
    const auto small = some_keys<hash_set<int>>(100, 1 << 20, 1);
    const auto large = some_keys<hash_set<int>>(10'000, 1 << 20, 2);
    CHECK(set_intersection(small, large).bucket_count() <= small.bucket_count());
    CHECK(set_intersection(large, small).bucket_count() <= small.bucket_count());
    CHECK(set_union(small, large).bucket_count() <= large.bucket_count());
    CHECK(set_union(large, small).bucket_count() <= large.bucket_count());
}

} // namespace
} // namespace hpk::test
