// SPDX-License-Identifier: MIT
#pragma once

#include <bit>
#include <memory>
#include <string>
#include <type_traits>
#include <vector>

#include "contest.hpp"
#include "search/problem.hpp"

namespace hpk::bench::search {

/// Every variant but `linear` on its best backend, then an index that is kept.
template <int Bits>
contest sorted_array() {
    const auto p = std::make_shared<problem>((std::size_t{1} << Bits) - 3);
    contest result{"positions of 2^18 keys among 2^" + std::to_string(Bits) +
                       " sorted numbers, time per key",
                   peers(p),
                   {0},
                   3,
                   {},
                   "std",
                   "keys"};
    auto& all = result.entrants;
    hpk::search::variants::for_each([&]<class Variant>(std::type_identity<Variant>) {
        if constexpr (!std::is_same_v<Variant, hpk::search::linear>)
            all.push_back(contestant<Variant, native>(p));
    });
    all.push_back(one_by_one(p));
    all.push_back(with_index(p));
    if (const int threads = available_threads(); threads > 1) all.push_back(with_index(p, threads));
    return result;
}

/// What makes the contests that the search family adds to the ladder.
inline std::vector<contest (*)()> contests() {
    return {sorted_array<12>, sorted_array<16>, sorted_array<20>, sorted_array<24>};
}

} // namespace hpk::bench::search
