// SPDX-License-Identifier: MIT
//
// No performance cliffs: orders and patterns of keys that make other tables quadratic cost as much
// as others, and endless insertion and erasure leaves no traces. Costs are counted in probes, not
// in time.

#include <algorithm>
#include <bit>
#include <cstdint>
#include <cstdlib>
#include <limits>
#include <numeric>
#include <random>
#include <string>
#include <vector>

#include <hpk/hash/seeded_hash.hpp>

#include "common.hpp"
#include "hash_table/allocators.hpp"
#include "hash_table/numbered.hpp"
#include "hash_table/policies.hpp"

namespace hpk::test {
namespace {

template <class Policy>
using set_of = hash_table::set<Policy, std::uint64_t>;

/// The probes that insertion of the keys takes, in this order, into an empty table.
template <class Table>
double probes_to_insert(Table& table, const std::vector<std::uint64_t>& keys) {
    double probes = 0;
    for (const std::uint64_t key : keys) {
        probes += static_cast<double>(table.probe_count(key));
        table.insert(key);
    }
    return probes;
}

std::vector<std::uint64_t> shuffled(std::vector<std::uint64_t> keys) {
    std::shuffle(keys.begin(), keys.end(), std::mt19937_64(5));
    return keys;
}

struct iteration_order {
    static constexpr const char* name = "insertion in iteration order";
    template <class Policy>
    static constexpr bool concerns = listed_or_compact<Policy>;

    template <class Policy>
    static void check() {
        for (const int bits : {12, 16, 20}) {
            if (bits == 20 && !optimised) continue;
            const auto buckets = std::size_t{1} << bits;
            for (const double load : {0.34, 0.42, 0.5, 0.58, 0.66}) {
                if (bits == 20 && load > 0.34 && load < 0.66) continue;
                set_of<Policy> source(buckets / 2);
                const auto size = static_cast<std::size_t>(load * static_cast<double>(buckets));
                for (std::uint64_t k = 0; k < size; ++k) source.insert(detail::splitmix(k));
                const std::vector<std::uint64_t> order(source.begin(), source.end());
                INFO(size << " keys");
                set_of<Policy> from_order, from_shuffled;
                const double ordered = probes_to_insert(from_order, order);
                const double random = probes_to_insert(from_shuffled, shuffled(order));
                CHECK(ordered <= 2 * random);

                // The same into a table of a fixed size, half as large, alike, and twice as large.
                for (const std::size_t scale : {1U, 2U, 4U}) {
                    set_of<Policy> target(buckets * scale / 2), other(buckets * scale / 2);
                    const double in_order = probes_to_insert(target, order);
                    CHECK(in_order <= 2 * probes_to_insert(other, shuffled(order)));
                }
                set_of<Policy> merged;
                merged.insert(source.begin(), source.end());
                CHECK(merged.statistics().max_probes <= 1 + 4 * worst_run(from_shuffled));
            }
        }
    }

    template <class Table>
    static std::size_t worst_run(const Table& table) {
        return table.statistics().max_probes;
    }
};

const check_policies<iteration_order> register_iteration_order;

struct patterned_keys {
    static constexpr const char* name = "patterned keys";
    template <class Policy>
    static constexpr bool concerns = listed_or_compact<Policy>;

    template <class Policy>
    static void check() {
        constexpr std::uint64_t size = 100'000;
        set_of<Policy> random;
        std::mt19937_64 bits(11);
        while (random.size() < size) random.insert(bits());
        const auto usual = random.statistics();

        const auto check_keys = [&](const char* pattern, auto key) {
            INFO(pattern);
            set_of<Policy> table;
            for (std::uint64_t k = 0; k < size; ++k) table.insert(key(k));
            REQUIRE(table.size() == size);
            const auto s = table.statistics();
            CHECK(s.buckets == usual.buckets);
            CHECK(s.mean_probes <= 2 * usual.mean_probes);
            CHECK(s.max_probes <= 3 * usual.max_probes + 8);
        };
        check_keys("sequential", [](std::uint64_t k) { return k; });
        check_keys("backwards from the largest", [](std::uint64_t k) { return ~k; });
        check_keys("multiples of 8", [](std::uint64_t k) { return k * 8; });
        check_keys("multiples of 2^16", [](std::uint64_t k) { return k << 16; });
        check_keys("multiples of 2^32", [](std::uint64_t k) { return k << 32; });
        check_keys("only high bits", [](std::uint64_t k) { return k << 47; });
        check_keys("multiples of 1000", [](std::uint64_t k) { return k * 1000; });
        check_keys("pairs of small numbers",
                   [](std::uint64_t k) { return k / 317 << 32 | k % 317; });
        check_keys("bits reversed", [](std::uint64_t k) {
            std::uint64_t reversed = 0;
            for (int bit = 0; bit < 17; ++bit) reversed |= (k >> bit & 1) << (63 - bit);
            return reversed;
        });
        check_keys("bit patterns of doubles", [](std::uint64_t k) {
            return std::bit_cast<std::uint64_t>(static_cast<double>(k) + 1);
        });
    }
};

const check_policies<patterned_keys> register_patterned_keys;

/// Keys that were chosen to collide in a table with a known seed do not collide in one with an
/// unknown seed.
struct chosen_keys {
    static constexpr const char* name = "chosen keys";
    template <class Policy>
    static constexpr bool concerns = listed_policy<Policy>;

    template <class Policy>
    static void check() {
        using table = hash_table::set<Policy, std::uint64_t, seeded_hash<std::uint64_t>>;
        const table known(0, seeded_hash<std::uint64_t>(1));
        const auto hash = known.hash_function();
        std::vector<std::uint64_t> chosen;
        // Keys whose home lies in one of 64 buckets, for every size of the table up to 2^13.
        for (std::uint64_t k = 0; chosen.size() < 3000; ++k)
            if ((hash(k) & (std::uint64_t{63} << 7 | std::uint64_t{63} << 20)) == 0)
                chosen.push_back(k);
        // They do collide in the table for which they were chosen.
        table target(known);
        for (const std::uint64_t k : chosen) target.insert(k);
        if (Policy::name != hash_table::ordered::name) CHECK(target.statistics().mean_probes > 5);
        for (const std::uint64_t seed : {2U, 3U, 4U}) {
            table hidden(0, seeded_hash<std::uint64_t>(seed));
            for (const std::uint64_t k : chosen) hidden.insert(k);
            table random(0, seeded_hash<std::uint64_t>(seed));
            for (std::uint64_t k = 0; k < chosen.size(); ++k) random.insert(detail::splitmix(k));
            CHECK(hidden.statistics().max_probes <= 3 * random.statistics().max_probes + 8);
            CHECK(hidden.statistics().mean_probes <= 1.25 * random.statistics().mean_probes);
        }
    }
};

const check_policies<chosen_keys> register_chosen_keys;

struct churn {
    static constexpr const char* name = "churn";
    template <class Policy>
    static constexpr bool concerns = listed_or_compact<Policy>;

    template <class Policy>
    static void check() {
        const bool long_run = std::getenv("HPK_LONG_TESTS") != nullptr;
        const std::uint64_t operations = long_run ? 100'000'000 : optimised ? 10'000'000 : 500'000;
        if (!long_run)
            WARN(operations << " operations; with HPK_LONG_TESTS in the environment 10^8");
        // The table is at its limit, so that most insertions land behind others.
        using allocator = counting_allocator<std::uint64_t>;
        hash_table::set<Policy, std::uint64_t, hpk::hash<std::uint64_t>, std::equal_to<>, allocator>
            table;
        table.reserve(10'000);
        const std::size_t buckets = table.bucket_count();
        std::uint64_t first = 0, next = 0;
        const auto full =
            static_cast<std::size_t>(static_cast<float>(buckets) * table.max_load_factor()) - 1;
        while (table.size() < full) table.insert(detail::splitmix(next++));
        const auto before = table.statistics();
        const long bytes_before = bytes_out()[0];
        double worst = before.mean_probes;
        for (std::uint64_t done = 0; done < operations; done += 2) {
            table.erase(detail::splitmix(first++));
            table.insert(detail::splitmix(next++));
            if (done % (operations / 16) == 0) {
                worst = std::max(worst, table.statistics().mean_probes);
                CHECK(bytes_out()[0] <= bytes_before / 2 * 5); // an ordered table grows once
            }
        }
        CHECK(table.size() == full);
        CHECK(table.bucket_count() <= 2 * buckets);
        if (table.bucket_count() == buckets) CHECK(worst <= 1.1 * before.mean_probes + 0.05);
        // Misses are as fast as in a fresh table.
        double probes = 0, probes_of_fresh = 0;
        set_of<Policy> fresh(buckets);
        for (std::uint64_t k = first; k < next; ++k) fresh.insert(detail::splitmix(k));
        for (std::uint64_t k = 0; k < 10'000; ++k) {
            probes += static_cast<double>(table.probe_count(k));
            probes_of_fresh += static_cast<double>(fresh.probe_count(k));
        }
        CHECK(probes <= 1.1 * probes_of_fresh + 1000);
    }
};

const check_policies<churn> register_churn;

TEST_CASE("two to the 24 elements") {
    if (!optimised) {
        WARN("left out: it takes minutes without optimisation");
        return;
    }
    constexpr std::uint64_t size = std::uint64_t{1} << 24;
    hash_map<std::uint64_t, std::uint64_t> table;
    table.reserve(size);
    const std::size_t buckets = table.bucket_count();
    for (std::uint64_t k = 0; k < size; ++k) table.try_emplace(k << 20, k);
    CHECK(table.size() == size);
    CHECK(table.bucket_count() == buckets);
    std::uint64_t wrong = 0;
    for (std::uint64_t k = 0; k < size; k += 5) {
        const auto at = table.find(k << 20);
        wrong += at == table.end() || at->second != k;
        wrong += table.contains(k << 20 | 1);
    }
    CHECK(wrong == 0);
    for (std::uint64_t k = 0; k < size; k += 2) wrong += table.erase(k << 20) != 1;
    CHECK(wrong == 0);
    std::uint64_t sum = 0;
    for (const auto& [key, value] : table) sum += value;
    CHECK(sum == size / 2 * (size / 2));
}

} // namespace
} // namespace hpk::test
