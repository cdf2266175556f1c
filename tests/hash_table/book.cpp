// SPDX-License-Identifier: MIT

/// \file
/// The experiments with hashes in chapter 4 of High Performance Python.

#include <cmath>
#include <cstddef>
#include <string>
#include <vector>

#include <hpk/hash/hash.hpp>
#include <hpk/hash_table/entropy.hpp>
#include <hpk/hash_table/map.hpp>
#include <hpk/hash_table/rungs/ordered.hpp>
#include <hpk/hash_table/set.hpp>
#include <hpk/hash_table/storage/probe.hpp>

#include "common.hpp"

namespace hpk::test {
namespace {

namespace probe = hash_table::probe;

struct first_letter_hash {
    std::size_t operator()(const std::string& name) const noexcept {
        return static_cast<unsigned char>(name.front());
    }
};

const std::vector<std::string> cities = {"Rome", "San Francisco", "New York", "Barcelona"};

TEST_CASE("book/cities hashed by their first letters") {
    hash_table::map<hash_table::ordered, std::string, int, first_letter_hash> city;
    for (const std::string& name : cities) city[name] = static_cast<int>(city.size());
    CHECK(city.bucket_count() == 8);

    // R is 82 and B is 66: both begin at bucket 2 of 8. B was inserted later, in the next bucket, 5
    // * 2 + (66 >> 5) + 1 = 13, which is 5.
    CHECK(city.probe_count("Rome") == 1);
    CHECK(city.probe_count("San Francisco") == 1);
    CHECK(city.probe_count("New York") == 1);
    CHECK(city.probe_count("Barcelona") == 2);
    CHECK(city.statistics().collisions == 1);
    CHECK(hash_table::entropy(cities, first_letter_hash{}) == 2);
    CHECK(hash_table::entropy(cities, first_letter_hash{}, 8) == 1.5);

    // A dummy in Rome's place must not hide Barcelona.
    city.erase("Rome");
    CHECK(city.contains("Barcelona"));
    CHECK(city.probe_count("Barcelona") == 2);
}

std::vector<std::string> all_two_letter_keys() {
    std::vector<std::string> keys;
    for (char first = 'a'; first <= 'z'; ++first)
        for (char second = 'a'; second <= 'z'; ++second) keys.push_back({first, second});
    return keys;
}

std::size_t number_of(char letter) {
    return static_cast<std::size_t>(letter - 'a');
}

/// The letters are digits to the base 26.
struct ideal_two_letter_hash {
    std::size_t operator()(const std::string& key) const noexcept {
        return 26 * number_of(key[0]) + number_of(key[1]);
    }
};
/// The same to the base 1.
struct letter_sum_hash {
    std::size_t operator()(const std::string& key) const noexcept {
        return number_of(key[0]) + number_of(key[1]);
    }
};
struct answer_hash {
    std::size_t operator()(const std::string&) const noexcept { return 42; }
};

template <class Hash, class Probe>
hash_table::statistics two_letter_statistics() {
    hash_table::set<hash_table::basic_ordered<Probe>, std::string, Hash> set;
    for (const std::string& key : all_two_letter_keys()) set.insert(key);
    return set.statistics();
}

template <class Probe>
void check_two_letters() {
    const auto ideal = two_letter_statistics<ideal_two_letter_hash, Probe>();
    CHECK(ideal.size == 676);
    CHECK(ideal.collisions == 0);
    CHECK(ideal.max_probes == 1);
    CHECK(ideal.mean_probes == 1);

    const auto sum = two_letter_statistics<letter_sum_hash, Probe>();
    CHECK(sum.collisions >= 676 - 51); // 51 sums

    const auto answer = two_letter_statistics<answer_hash, Probe>();
    CHECK(answer.collisions == 675); // all but the first
    CHECK(answer.max_probes >= 676);
    CHECK(answer.mean_probes >= (1 + 676) / 2.0);
    CHECK(answer.max_probes <= 676 + 2); // perturbed visits a bucket twice until 42 is used up
}

TEST_CASE("book/two letters, the buckets tried one after another") {
    check_two_letters<probe::linear>();
}
TEST_CASE("book/two letters, the buckets tried in a congruential order") {
    check_two_letters<probe::congruential>();
}
TEST_CASE("book/two letters, the buckets tried in the dict's order") {
    check_two_letters<probe::perturbed>();
}

TEST_CASE("book/the entropy of the hashes of two letters") {
    const auto keys = all_two_letter_keys();
    const double most = std::log2(676.0);
    const auto entropy = [&](const auto& hash, std::size_t buckets = 0) {
        return hash_table::entropy(keys, hash, buckets);
    };
    CHECK(std::abs(entropy(ideal_two_letter_hash{}) - most) < 1e-12);
    CHECK(std::abs(entropy(ideal_two_letter_hash{}, 1024) - most) < 1e-12);
    CHECK(entropy(ideal_two_letter_hash{}, 512) < most - 0.4);
    CHECK(entropy(answer_hash{}) == 0);
    CHECK(entropy(answer_hash{}, 1024) == 0);
    // The sum of two dice with 26 sides.
    double sum = 0;
    for (int ways = 1; ways <= 26; ++ways)
        sum -= (ways < 26 ? 2 : 1) * (ways / 676.0) * std::log2(ways / 676.0);
    CHECK(std::abs(entropy(letter_sum_hash{}) - sum) < 1e-12);
    // A mixing hash separates keys, but it spreads them over buckets less evenly than one made for
    // the keys.
    CHECK(std::abs(entropy(hash<std::string>{}) - most) < 1e-12);
    CHECK(entropy(hash<std::string>{}, 1024) < most - 0.2);

    CHECK(hash_table::entropy(std::vector<int>{}, hash<int>{}) == 0);
    CHECK(refusal([&] { hash_table::entropy(keys, answer_hash{}, 12); }) ==
          "buckets is 12 but must be 0, for the whole hash, or a power of two");
}

} // namespace
} // namespace hpk::test
