// SPDX-License-Identifier: MIT
#include "contest.hpp"

#include <cstddef>
#include <memory>
#include <string>
#include <type_traits>
#include <vector>

#include "search/problem.hpp"

namespace hpk::bench::search {
namespace {

/// Every variant on its best backend, then an index that is kept.
std::vector<entrant> rungs(std::size_t size) {
    const auto p = std::make_shared<problem>(size);
    std::vector<entrant> all = peers_at(p);
    add_variants<hpk::search::variants>(all, p);
    drop_slow(all);
    all.push_back(one_by_one(p));
    all.push_back(with_index(p));
    if (const int threads = available_threads(); threads > 1) all.push_back(with_index(p, threads));
    return all;
}

std::vector<contest> contests() {
    contest c{"search_random", "Positions of 2^18 keys among {} sorted numbers", "keys",
              "ns per key", rungs};
    for (const int bits : {8, 10, 12, 14, 16, 18, 20, 22, 24}) {
        c.sizes.push_back((std::size_t{1} << bits) - 3);
        if (bits >= 12 && bits % 4 == 0) c.ladders.push_back(c.sizes.back());
    }
    c.axis = "elements of 4 bytes";
    c.bytes = sizeof(std::int32_t);
    c.picture = "search_times";
    return {c};
}

const ladder_registration entered("search", contests);

} // namespace
} // namespace hpk::bench::search
