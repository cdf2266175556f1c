// SPDX-License-Identifier: MIT
//
// A hash that throws while an erasure moves elements up leaves blocked buckets. After any further
// operations on such a table its elements are found, and it grows when it is full.

#include <cstddef>
#include <cstdint>
#include <functional>
#include <string>
#include <utility>
#include <vector>

#include <hpk/hash_table.hpp>

#include "hash_table/numbered.hpp"
#include "hash_table/policies.hpp"

namespace hpk::test {
namespace {

/// True if the hash throws.
bool armed = false;

/// All keys below 1000 have one home.
struct colliding_hash {
    using is_avalanching = void;
    template <class Key>
    std::size_t operator()(const Key& key) const {
        if (armed) throw injected{};
        const std::uint32_t n = numbered<Key>::number(key);
        return n < 1000 ? 0 : detail::splitmix(n);
    }
};

template <class Policy, class Key, class T>
using colliding_map = hash_table::map<Policy, Key, T, colliding_hash>;

template <class Map>
Map run_of(std::uint32_t size) {
    Map map;
    for (std::uint32_t n = 0; n < size; ++n)
        map.try_emplace(numbered<typename Map::key_type>::of(n),
                        numbered<typename Map::mapped_type>::of(n));
    return map;
}
template <class Map>
void block_some(Map& map) {
    armed = true;
    for (std::ptrdiff_t far = 0; far < 70; far += 10) map.erase(std::next(map.begin(), far));
    armed = false;
}
/// All elements are found, with their values, and iteration visits as many elements as there are.
template <class Map>
bool is_whole(const Map& map, std::size_t size) {
    std::size_t met = 0, right = 0;
    for (const auto& element : map) {
        ++met;
        const auto at = map.find(element.first);
        right += at != map.end() && &*at == &element &&
                 numbers_of(element).first == numbers_of(element).second;
    }
    return map.size() == size && met == size && right == size;
}

template <class Map>
void check_blocked() {
    using key = numbered<typename Map::key_type>;
    using mapped = numbered<typename Map::mapped_type>;
    Map map = run_of<Map>(100);
    block_some(map);
    const std::size_t size = map.size();
    REQUIRE(is_whole(map, size));

    const Map copy(map);
    CHECK(is_whole(copy, size));
    CHECK(copy == map);
    Map assigned = run_of<Map>(10);
    assigned = map;
    CHECK(is_whole(assigned, size));
    Map moved(std::move(assigned));
    CHECK(is_whole(moved, size));
    Map move_assigned = run_of<Map>(3);
    move_assigned = std::move(moved);
    CHECK(is_whole(move_assigned, size));
    Map other = run_of<Map>(5);
    swap(other, move_assigned);
    CHECK(is_whole(other, size));
    CHECK(is_whole(move_assigned, 5));
    other.merge(move_assigned);
    CHECK(other.size() + move_assigned.size() == size + 5);
    CHECK(is_whole(other, other.size()));
    Map empty;
    empty.merge(other);
    CHECK(is_whole(empty, empty.size()));
    CHECK(other.empty());

    for (const std::size_t buckets : {0U, 200U, 1000U}) {
        Map rehashed(copy);
        rehashed.rehash(buckets);
        CHECK(is_whole(rehashed, size));
    }
    Map reserved(copy);
    reserved.reserve(2000);
    CHECK(is_whole(reserved, size));
    Map grown(copy);
    for (std::uint32_t n = 2000; n < 4000; ++n) grown.try_emplace(key::of(n), mapped::of(n));
    CHECK(is_whole(grown, size + 2000));
    Map cleared(copy);
    cleared.clear();
    for (std::uint32_t n = 0; n < 50; ++n) cleared.try_emplace(key::of(n), mapped::of(n));
    CHECK(is_whole(cleared, 50));
    Map erased(copy);
    erase_if(erased, [](const auto& e) { return numbers_of(e).first % 2 == 0; });
    CHECK(is_whole(erased, erased.size()));
    while (!erased.empty()) erased.erase(erased.begin()->first);
    CHECK(is_whole(erased, 0));
    Map in_one_range(copy);
    in_one_range.erase(std::next(in_one_range.begin(), 10), std::next(in_one_range.begin(), 60));
    CHECK(is_whole(in_one_range, size - 50));
}

struct blocked_buckets {
    static constexpr const char* name = "blocked buckets";
    template <class Policy>
    static constexpr bool concerns = every_policy<Policy>;

    template <class Policy>
    static void check() {
        check_blocked<colliding_map<Policy, std::uint32_t, std::uint32_t>>();
        check_blocked<colliding_map<Policy, std::uint32_t, std::string>>();
        if constexpr (takes_any_key<Policy>)
            check_blocked<colliding_map<Policy, std::string, tracked>>();
    }
};

const check_policies<blocked_buckets> register_blocked_buckets;

struct blocked_sets {
    static constexpr const char* name = "blocked buckets/set algebra";
    template <class Policy>
    static constexpr bool concerns = listed_policy<Policy> && takes_any_key<Policy>;

    template <class Policy>
    static void check() {
        using set = hash_table::set<Policy, std::string, colliding_hash>;
        set a;
        for (std::uint32_t n = 0; n < 100; ++n) a.insert(numbered<std::string>::of(n));
        block_some(a);
        const set all = a, none;
        const auto whole = [&](const set& s, std::size_t size) {
            std::size_t found = 0;
            for (const std::string& k : s) found += s.contains(k);
            return s.size() == size && found == size;
        };
        CHECK(whole(set_union(a, none), a.size()));
        CHECK(whole(set_union(none, a), a.size()));
        CHECK(whole(set_intersection(a, all), a.size()));
        CHECK(whole(set_difference(a, none), a.size()));
        CHECK(whole(set_difference(a, all), 0));
        CHECK(whole(set_symmetric_difference(a, none), a.size()));
    }
};

const check_policies<blocked_sets> register_blocked_sets;

struct blocked_again {
    static constexpr const char* name = "blocked buckets/again and again";
    template <class Policy>
    static constexpr bool concerns = every_policy<Policy>;

    /// Blocked buckets in the range of an erase_if are neither counted twice nor lost.
    template <class Policy>
    static void check() {
        using map = colliding_map<Policy, std::uint32_t, std::uint32_t>;
        map m = run_of<map>(600);
        for (int call = 0; call < 60 && m.size() > 40; ++call) {
            std::size_t k = 0;
            const std::size_t last = m.size() - 1;
            armed = true;
            erase_if(m, [&](const auto&) {
                const std::size_t at = k++;
                return call == 0 ? at % 3 == 1 : at == 0 || at == last;
            });
            armed = false;
            REQUIRE(is_whole(m, m.size()));
        }
        const std::size_t size = m.size();
        for (std::uint32_t n = 1000; n < 3000; ++n) {
            m.try_emplace(n - 2, n - 2);
            REQUIRE(m.size() < m.bucket_count());
        }
        CHECK(m.size() == size + 2000);
        m.clear();
        for (std::uint32_t n = 0; n < 600; ++n) m.try_emplace(n - 2, n - 2);
        CHECK(is_whole(m, 600));
    }
};

const check_policies<blocked_again> register_blocked_again;

struct rehash_into_as_many {
    static constexpr const char* name = "blocked buckets/a rehash into as many buckets";
    template <class Policy>
    static constexpr bool concerns = every_policy<Policy>;

    /// An explicit rehash frees blocked buckets, and applies a new load limit.
    template <class Policy>
    static void check() {
        using map = colliding_map<Policy, std::uint32_t, std::uint32_t>;
        map m = run_of<map>(200);
        block_some(m);
        m.rehash(m.bucket_count());
        CHECK(is_whole(m, m.size()));
        map fresh;
        fresh.rehash(m.bucket_count());
        const auto room = [](map& table) { // the number of elements before a rehash
            const std::size_t buckets = table.bucket_count();
            std::uint32_t n = 10'000;
            while (table.bucket_count() == buckets) table.try_emplace(n++, 0U);
            return table.size() - 1;
        };
        CHECK(room(m) == room(fresh));

        map few = run_of<map>(7);
        few.rehash(64);
        few.max_load_factor(0.25F);
        few.rehash(64);
        CHECK(room(few) <= 16);
    }
};

const check_policies<rehash_into_as_many> register_rehash_into_as_many;

} // namespace
} // namespace hpk::test
