// SPDX-License-Identifier: MIT
//
// Tables without buckets, the smallest ones and large ones, keys at the ends of their range, and
// operations of a table upon itself.

#include <algorithm>
#include <cstdint>
#include <limits>
#include <utility>
#include <vector>

#include "allocations.hpp"
#include "common.hpp"
#include "hash_table/numbered.hpp"
#include "hash_table/policies.hpp"

namespace hpk::test {
namespace {

using number = std::uint64_t;

template <class Policy>
using numbers = hash_table::map<Policy, number, number>;

/// Grows a table by keys from 0 on until the next insertion will rehash it; at least to `size`.
template <class Table>
number fill_to_the_limit(Table& table, number size) {
    Table probe(table);
    number next = 0;
    while (table.size() < size) table.try_emplace(next++, 7);
    for (;;) {
        probe = table;
        const std::size_t buckets = probe.bucket_count();
        probe.try_emplace(next, 7);
        if (probe.bucket_count() != buckets) return next;
        table.try_emplace(next++, 7);
    }
}

struct empty_tables {
    static constexpr const char* name = "empty tables";
    template <class Policy>
    static constexpr bool concerns = listed_policy<Policy>;

    template <class Table>
    static void check_empty(Table& table) {
        const Table& constant = table;
        CHECK(table.empty());
        CHECK(table.size() == 0);
        CHECK(table.load_factor() == 0);
        CHECK(table.begin() == table.end());
        CHECK(constant.cbegin() == constant.cend());
        CHECK(table.find(1) == table.end());
        CHECK(constant.find(1, constant.hash_function()(1)) == constant.end());
        CHECK_FALSE(table.contains(1));
        CHECK(table.count(1) == 0);
        CHECK(table.equal_range(1).first == table.end());
        CHECK(table.erase(1) == 0);
        CHECK(table.erase(table.begin(), table.end()) == table.end());
        CHECK(hpk::erase_if(table, [](const auto&) { return true; }) == 0);
        CHECK(table.statistics().size == 0);
        const std::vector<number> keys{1, 2, 3};
        std::vector<std::size_t> found(3);
        CHECK(table.find_many(keys, std::span(found)) == 0);
        CHECK(found == std::vector<std::size_t>(3, Table::npos));
        CHECK(table.find_many(std::vector<number>(), std::span<std::size_t>()) == 0);
        table.clear();
        CHECK(table == Table());
    }

    template <class Policy>
    static void check() {
        using table = numbers<Policy>;
        table never;
        CHECK(never.bucket_count() == 0);
        check_empty(never);
        CHECK(never.bucket_count() == 0);

        table emptied{{1, 1}, {2, 2}};
        emptied.erase(1);
        emptied.erase(2);
        check_empty(emptied);
        emptied.shrink_to_fit();
        CHECK(emptied.bucket_count() == 0);
        check_empty(emptied);

        table source{{1, 1}};
        table taken(std::move(source));
        check_empty(source); // NOLINT: a table that was moved from is empty
        source = std::move(taken);
        check_empty(taken); // NOLINT
        CHECK(source.at(1) == 1);

        table reserved(100);
        CHECK(reserved.bucket_count() >= 100);
        check_empty(reserved);
        table copy(reserved);
        check_empty(copy);
        copy.swap(never);
        check_empty(copy);
        check_empty(never);
        never.merge(copy);
        check_empty(never);
        never.build(std::vector<number>(), std::vector<number>());
        CHECK(never.insert_many(std::vector<number>(), std::vector<number>()) == 0);
        check_empty(never);
    }
};

const check_policies<empty_tables> register_empty_tables;

/// For tables larger than the caches, build first partitions the elements.
struct large_builds {
    static constexpr const char* name = "large builds";
    template <class Policy>
    static constexpr bool concerns = scalar_or_native_policy<Policy>;

    template <class Policy>
    static void check() {
        constexpr number different = 300000, all = 400000;
        std::vector<number> keys, values;
        for (number k = 0; k < all; ++k) {
            keys.push_back(detail::splitmix(k % different));
            values.push_back(k);
        }
        numbers<Policy> built;
        built.build(keys, values);
        CHECK(built.size() == different);
        number wrong = 0;
        for (number k = 0; k < different; ++k) {
            const auto found = built.find(keys[k]);
            wrong += found == built.end() || found->second != k ? 1 : 0;
        }
        CHECK(wrong == 0);
    }
};

const check_policies<large_builds> register_large_builds;

/// A look-up visits few buckets, or windows of buckets, whether the key is in the table or not.
struct probe_counts {
    static constexpr const char* name = "probe counts";
    template <class Policy>
    static constexpr bool concerns = scalar_or_native_policy<Policy>;

    template <class Policy>
    static void check() {
        constexpr number size = 1000;
        numbers<Policy> table;
        for (number k = 0; k < size; ++k) table.try_emplace(detail::splitmix(k), k);
        std::size_t present = 0, absent = 0;
        for (number k = 0; k < size; ++k) {
            present += table.probe_count(detail::splitmix(k));
            absent += table.probe_count(detail::splitmix(size + k));
        }
        CHECK((present >= size && present < 4 * size));
        CHECK((absent >= size && absent < 8 * size));
    }
};

const check_policies<probe_counts> register_probe_counts;

struct extreme_keys {
    static constexpr const char* name = "extreme keys";
    template <class Policy>
    static constexpr bool concerns =
        listed_policy<Policy> || (!takes_any_key<Policy> && scalar_or_native_policy<Policy>);

    template <class Policy, class Key, class Hash>
    static void check_type() {
        using limits = std::numeric_limits<Key>;
        std::vector<Key> keys{Key(0),
                              Key(1),
                              static_cast<Key>(-1),
                              static_cast<Key>(-2),
                              limits::max(),
                              limits::min(),
                              static_cast<Key>(limits::max() - 1),
                              static_cast<Key>(limits::max() / 2),
                              static_cast<Key>(limits::max() / 2 + 1)};
        std::sort(keys.begin(), keys.end());
        keys.erase(std::unique(keys.begin(), keys.end()), keys.end());
        // Each is once absent from a table that holds the others.
        for (const Key absent : keys) {
            hash_table::map<Policy, Key, int, Hash> table;
            CHECK_FALSE(table.contains(absent));
            for (const Key k : keys)
                if (k != absent) table[k] = 5;
            CHECK_FALSE(table.contains(absent));
            CHECK(table.erase(absent) == 0);
            for (const Key k : keys) CHECK(table.contains(k) == (k != absent));
            std::size_t met = 0;
            for (const auto& [k, value] : table) met += k != absent && value == 5 ? 1 : 0;
            CHECK(met == table.size());
            CHECK(table.try_emplace(absent, 6).second);
            CHECK(table.at(absent) == 6);
            CHECK(table.erase(absent) == 1);
            CHECK_FALSE(table.contains(absent));
            for (const Key k : keys) CHECK(table.erase(k) == std::size_t{k != absent});
            CHECK(table.empty());
        }
    }

    template <class Policy>
    static void check() {
        check_type<Policy, std::uint64_t, hpk::hash<std::uint64_t>>();
        check_type<Policy, std::int8_t, trusted_hash_of_bits>();
    }

    struct trusted_hash_of_bits {
        using is_avalanching = void;
        std::size_t operator()(std::int8_t key) const noexcept {
            return static_cast<std::size_t>(key);
        }
    };
};

const check_policies<extreme_keys> register_extreme_keys;

struct upon_itself {
    static constexpr const char* name = "upon itself";
    template <class Policy>
    static constexpr bool concerns = listed_policy<Policy>;

    template <class Policy>
    static void check() {
        using table = numbers<Policy>;
        for (const number size : {1U, 2U, 5U, 9U, 20U, 40U, 100U, 300U}) {
            table at_limit;
            const number absent = fill_to_the_limit(at_limit, size);
            table t = at_limit;
            const auto& self = t;

            CHECK_FALSE(t.insert(*t.begin()).second);
            CHECK_FALSE(t.emplace(*t.begin()).second);
            CHECK_FALSE(t.insert_or_assign(t.begin()->first, t.begin()->second).second);
            CHECK(t == at_limit);

            // Arguments that refer to an element which moves when the table grows.
            t.try_emplace(absent, t.begin()->second);
            CHECK(t.at(absent) == 7);
            t = at_limit;
            t.begin()->second = absent + 10;
            t.emplace(t.begin()->second, t.begin()->second);
            CHECK(t.at(absent + 10) == absent + 10);
            t = at_limit;
            t.begin()->second = absent + 10;
            t[t.begin()->second] = 1;
            CHECK(t.at(absent + 10) == 1);

            // A call that inserts nothing moves nothing.
            t = at_limit;
            const void* const first = &*t.begin();
            t[0] = 8;
            CHECK(&*t.begin() == first);
            CHECK(t.size() == at_limit.size());
            CHECK(t.bucket_count() == at_limit.bucket_count());

            t = at_limit;
            t = self;
            CHECK(t == at_limit);
            table& same = t;
            t = std::move(same);
            CHECK(t == at_limit);
            t.swap(t);
            CHECK(t == at_limit);
            t.merge(t);
            CHECK(t == at_limit);
            t.insert(t.begin(), t.begin());
            CHECK(t.erase(t.begin()->first) == 1); // a key that lies in the table
            CHECK(t.size() + 1 == at_limit.size());
        }
    }
};

const check_policies<upon_itself> register_upon_itself;

struct equality {
    static constexpr const char* name = "equality";
    template <class Policy>
    static constexpr bool concerns = listed_policy<Policy>;

    template <class Policy>
    static void check() {
        using table = numbers<Policy>;
        for (const number size : {0U, 1U, 3U, 14U, 40U, 200U}) {
            table forwards, backwards(1000), churned;
            for (number k = 0; k < size; ++k) {
                forwards[k * 65536] = k;
                backwards[(size - 1 - k) * 65536] = size - 1 - k;
                churned[k * 65536 + 1] = k;
                churned[k * 65536] = k;
            }
            for (number k = 0; k < size; ++k) churned.erase(k * 65536 + 1);
            CHECK(forwards == backwards);
            CHECK(backwards == churned);
            CHECK(churned == forwards);
            if (size == 0) continue;
            churned[0] = 1;
            CHECK(forwards != churned);
            churned.erase(0);
            CHECK(forwards != churned);
            churned[5] = 0;
            CHECK(forwards != churned);
            CHECK(churned != forwards);
        }
    }
};

const check_policies<equality> register_equality;

struct room {
    static constexpr const char* name = "room";
    template <class Policy>
    static constexpr bool concerns = listed_policy<Policy>;

    template <class Policy>
    static void check() {
        using table = numbers<Policy>;
        for (number n = 1; n < 2000; n += 1 + n / 7) {
            table t;
            t.reserve(n);
            const std::size_t buckets = t.bucket_count();
            for (number k = 0; k < n; ++k) t[k] = k;
            CHECK(t.bucket_count() == buckets);
            CHECK(t.load_factor() <= t.max_load_factor());
            // The same after erasures, which must not leave elements behind.
            for (number k = 0; k < n; ++k) t.erase(k);
            t.reserve(n);
            for (number k = 0; k < n; ++k) t[k << 32] = k;
            CHECK(t.bucket_count() == buckets);
            t.reserve(n / 2);
            CHECK(t.bucket_count() == buckets);
            t.rehash(0);
            CHECK(t.bucket_count() <= buckets);
            CHECK(t.size() == n);
            table like_it;
            const auto taken = allocations_of([&] { like_it.reserve(t.bucket_count() / 2); });
            CHECK(like_it.statistics().bytes == taken.bytes);
            t.clear();
            t.shrink_to_fit();
            CHECK(t.bucket_count() == 0);
            CHECK(t.statistics().bytes == 0);
            table by_buckets(n);
            CHECK(by_buckets.bucket_count() >= n);
        }
        // Reserved buckets are kept by build().
        const number few[]{1, 2};
        const std::string texts[]{"one", "two"};
        table bytes;
        hash_table::map<Policy, number, std::string> objects;
        bytes.reserve(1000);
        objects.reserve(1000);
        const std::size_t buckets = objects.bucket_count();
        bytes.build(few, few);
        objects.build(few, texts);
        CHECK(bytes.bucket_count() == buckets);
        CHECK(objects.bucket_count() == buckets);
        table t;
        t.reserve(0);
        t.rehash(0);
        CHECK(t.bucket_count() == 0);
        CHECK_THROWS_AS(t.reserve(std::numeric_limits<std::size_t>::max()), std::length_error);
        CHECK_THROWS_AS(t.reserve(t.max_size() + 1), std::length_error);
        CHECK_THROWS_AS(t.rehash(std::numeric_limits<std::size_t>::max()), std::length_error);
        CHECK(t.bucket_count() == 0);
    }
};

const check_policies<room> register_room;

} // namespace
} // namespace hpk::test
