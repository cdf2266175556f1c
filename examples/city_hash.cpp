// SPDX-License-Identifier: MIT
// Cities in a dict that hashes them by their first letter alone: the bucket of each, and the cost
// of two letters with the same bucket (High Performance Python, chapter 4).
#include <array>
#include <bitset>
#include <cstdio>
#include <string>

#include <hpk/hash_table.hpp>
#include <hpk/hash_table/entropy.hpp>
#include <hpk/hash_table/rungs/ordered.hpp>
#include <hpk/hash_table/storage/probe.hpp>

namespace {

struct first_letter_hash {
    std::size_t operator()(const std::string& name) const noexcept {
        return static_cast<unsigned char>(name.front());
    }
};

const std::array<std::string, 4> cities = {"Rome", "San Francisco", "New York", "Barcelona"};

/// The buckets that a search for the city looks at.
std::string way_to(const std::string& city, std::size_t buckets, std::size_t probes) {
    std::string way;
    const std::size_t hash = first_letter_hash{}(city);
    for (const std::size_t bucket :
         hpk::hash_table::probe::sequence<hpk::hash_table::probe::perturbed>(hash, buckets)) {
        if (probes-- == 0) break;
        way += " " + std::bitset<3>(bucket).to_string();
    }
    return way;
}

} // namespace

int main() {
    hpk::hash_table::map<hpk::hash_table::ordered, std::string, int, first_letter_hash> visits;
    for (const std::string& city : cities) {
        ++visits[city];
        std::printf("%-14s hash %3zu, buckets%s\n", city.c_str(), first_letter_hash{}(city),
                    way_to(city, visits.bucket_count(), visits.probe_count(city)).c_str());
    }
    const double bits =
        hpk::hash_table::entropy(cities, first_letter_hash{}, visits.bucket_count());
    std::printf("%.1f of 2 bits: %zu collision among %zu cities in %zu buckets\n", bits,
                visits.statistics().collisions, visits.size(), visits.bucket_count());

    // Barcelona's home bucket was taken by Rome; after Rome is erased Barcelona must still be
    // found.
    visits.erase("Rome");
    std::printf(
        "without Rome, Barcelona is still found by way of%s\n",
        way_to("Barcelona", visits.bucket_count(), visits.probe_count("Barcelona")).c_str());

    const bool as_told = bits == 1.5 && visits.statistics().collisions == 1 &&
                         visits.contains("Barcelona") && way_to("Barcelona", 8, 2) == " 010 101";
    return as_told && visits.begin()->first == "San Francisco" ? 0 : 1;
}
