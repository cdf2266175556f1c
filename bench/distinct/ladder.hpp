// SPDX-License-Identifier: MIT
#pragma once

#include <memory>
#include <string>
#include <type_traits>
#include <vector>

#include "contest.hpp"
#include "distinct/problem.hpp"

namespace hpk::bench::distinct {

/// Every variant on its best backend.
template <int P, int Bits>
contest adding() {
    const auto p = std::make_shared<problem>(P, std::size_t{1} << Bits);
    contest result{"2^" + std::to_string(Bits) + " different keys into 2^" + std::to_string(P) +
                       " registers, time per key",
                   {},
                   {0},
                   0,
                   {},
                   "textbook",
                   "keys"};
    auto& all = result.entrants;
    hpk::distinct::variants::for_each([&]<class Variant>(std::type_identity<Variant>) {
        all.push_back(contestant<Variant, native>(p));
    });
    if (const int threads = available_threads(); threads > 1)
        all.push_back(contestant<hpk::distinct::fastest, native>(p, parallel{threads}));
    return result;
}

/// The union of 256 sketches, with its estimate.
inline contest uniting() {
    return {"the union of 256 sketches of 2^14 registers and its estimate, time per sketch",
            unions(std::make_shared<union_problem>(14, 256)),
            {0},
            0,
            {},
            "maxima",
            "sketches"};
}

/// Many keys into k minimum values.
inline contest minimum() {
    return {"2^23 different keys into 4096 minimum values, time per key",
            minimum_values(std::make_shared<minimum_problem>(4096, std::size_t{1} << 23)),
            {0},
            0,
            {},
            "one by one",
            "keys"};
}

/// What makes the contests that the distinct family adds to the ladder.
inline std::vector<contest (*)()> contests() {
    return {adding<12, 20>, adding<14, 16>, adding<14, 24>, uniting, minimum};
}

} // namespace hpk::bench::distinct
