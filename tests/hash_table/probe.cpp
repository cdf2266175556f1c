// SPDX-License-Identifier: MIT

#include <cstddef>
#include <set>
#include <sstream>
#include <string>
#include <vector>

#include <hpk/hash_table/rungs/ordered.hpp>
#include <hpk/hash_table/set.hpp>
#include <hpk/hash_table/storage/probe.hpp>

#include "common.hpp"

namespace hpk::test {
namespace {

namespace probe = hash_table::probe;

template <class Probe>
std::vector<std::size_t> first_buckets(std::size_t hash, std::size_t buckets, std::size_t number) {
    std::vector<std::size_t> result;
    for (const std::size_t bucket : probe::sequence<Probe>(hash, buckets)) {
        if (result.size() == number) break;
        result.push_back(bucket);
    }
    return result;
}

template <class Probe>
void check_reference() {
    const auto table = read_reference("probe_sequences.csv", "policy,hash,mask,first_16_indices");
    int rows = 0;
    for (const auto& row : table.fields) {
        if (row[0] != Probe::name) continue;
        const std::size_t hash = std::stoull(row[1]), mask = std::stoull(row[2]);
        std::vector<std::size_t> expected;
        std::istringstream indices(row[3]);
        for (std::size_t index; indices >> index;) expected.push_back(index);
        CAPTURE(hash, mask);
        CHECK(expected.size() == 16);
        CHECK(first_buckets<Probe>(hash, mask + 1, 16) == expected);
        ++rows;
    }
    CHECK(rows == 33);
}

TEST_CASE("probe/linear is the reference's") {
    check_reference<probe::linear>();
}
TEST_CASE("probe/congruential is the reference's") {
    check_reference<probe::congruential>();
}
TEST_CASE("probe/perturbed is the reference's") {
    check_reference<probe::perturbed>();
}

/// The number of steps until all buckets have been visited.
template <class Probe>
std::size_t steps_to_all(std::size_t hash, std::size_t buckets) {
    std::set<std::size_t> seen;
    std::size_t steps = 0;
    for (const std::size_t bucket : probe::sequence<Probe>(hash, buckets)) {
        ++steps;
        seen.insert(bucket);
        if (seen.size() == buckets || steps > 2 * buckets + 14) break;
    }
    return steps;
}

TEST_CASE("probe/each comes to every bucket") {
    for (std::size_t buckets = 1; buckets <= 4096; buckets *= 2)
        for (const std::size_t hash : {std::size_t{0}, std::size_t{42}, ~std::size_t{0}}) {
            CAPTURE(buckets, hash);
            CHECK(steps_to_all<probe::linear>(hash, buckets) == buckets);
            CHECK(steps_to_all<probe::congruential>(hash, buckets) == buckets);
            // 13 steps until the hash is used up, and then each bucket once.
            CHECK(steps_to_all<probe::perturbed>(hash, buckets) <= buckets + 13);
        }
}

/// A user-defined probe: it advances by 1, 2, 3, … buckets.
class triangular {
public:
    constexpr triangular(std::size_t hash, std::size_t mask) noexcept
        : mask_(mask), bucket_(hash & mask) {}

    [[nodiscard]] constexpr std::size_t bucket() const noexcept { return bucket_; }
    constexpr void next() noexcept { bucket_ = (bucket_ + ++step_) & mask_; }

private:
    std::size_t mask_, bucket_, step_ = 0;
};
static_assert(hash_table::probing<triangular>);
static_assert(!hash_table::probing<int>);

TEST_CASE("probe/anyone's will do for an ordered table") {
    hash_table::set<hash_table::basic_ordered<triangular>, int> set;
    for (int i = 0; i < 1000; ++i) set.insert(i * i);
    CHECK(set.size() == 1000);
    for (int i = 0; i < 1000; ++i) CHECK(set.contains(i * i));
    CHECK_FALSE(set.contains(2));
}

} // namespace
} // namespace hpk::test
