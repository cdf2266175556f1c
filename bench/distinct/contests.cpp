// SPDX-License-Identifier: MIT
#include "contest.hpp"

#include <cstddef>
#include <memory>
#include <string>
#include <vector>

#include "distinct/pictures.hpp"
#include "distinct/problem.hpp"

namespace hpk::bench::distinct {
namespace {

using namespace hpk::distinct;

/// A set of all keys, and every variant on its best backend.
template <int P>
std::vector<entrant> rungs(std::size_t keys) {
    const auto p = std::make_shared<problem>(P, keys);
    std::vector<entrant> all = peers_at(p);
    add_variants<variants>(all, p);
    add_all_cores<fastest>(all, p);
    return all;
}

std::vector<contest> contests() {
    const auto adding = [](const std::string& registers, auto entrants) {
        contest c{"distinct_add_" + registers, "{} different keys into " + registers + " registers",
                  "keys", "ns per key", entrants};
        for (int bits = 8; bits <= 24; bits += 4) c.sizes.push_back(std::size_t{1} << bits);
        c.axis = "keys";
        return c;
    };
    contest few = adding("4096", rungs<12>), many = adding("16384", rungs<14>);
    few.ladders = {std::size_t{1} << 20};
    many.ladders = {std::size_t{1} << 16, std::size_t{1} << 24};
    const contest uniting{
        "distinct_union",
        "The union of {} sketches of 2^14 registers, and its estimate",
        "sketches",
        "ns per sketch",
        [](std::size_t sketches) { return unions(std::make_shared<union_problem>(14, sketches)); },
        {256}};
    const contest minimum{"distinct_minimum",
                          "{} different keys into 4096 minimum values",
                          "keys",
                          "ns per key",
                          [](std::size_t keys) {
                              return minimum_values(std::make_shared<minimum_problem>(4096, keys));
                          },
                          {std::size_t{1} << 23}};
    const contest filters{
        "distinct_bloom",
        "{} look-ups in a Bloom filter of as many keys, half of them added",
        "keys",
        "ns per key",
        [](std::size_t keys) { return look_ups(std::make_shared<filter_problem>(keys)); },
        {std::size_t{1} << 18, std::size_t{1} << 24}};
    return {few, many, uniting, minimum, filters};
}

const ladder_registration entered("distinct", contests, draw);

} // namespace
} // namespace hpk::bench::distinct
