// SPDX-License-Identifier: MIT
#pragma once

#include <type_traits>
#include <vector>

#include "contest.hpp"
#include "contestants.hpp"
#include "julia/problem.hpp"

namespace hpk::bench::julia {

/// Every variant on its best backend, then the top rung with narrower vectors, in float and on all
/// cores.
inline contest classic_ladder() {
    using hpk::julia::fastest;
    const auto p = classic<double>(1000, 300, classic_sum<double>);
    contest result{
        "the classic Julia set, 1000 x 1000 pixels, 300 iterations", peers(p), {0}, 1, {}};
    auto& all = result.entrants;
    hpk::julia::variants::for_each([&]<class Variant>(std::type_identity<Variant>) {
        all.push_back(contestant<Variant, native>(p));
    });
    enabled_backends::for_each([&]<class Backend>(std::type_identity<Backend>) {
        if constexpr (is_best_of_its_width<Backend, double>() && !std::same_as<Backend, native>)
            all.push_back(contestant<fastest, Backend>(p));
    });
    all.push_back(contestant<fastest, native>(classic<float>(1000, 300, classic_sum<float>)));
    if (const int threads = available_threads(); threads > 1)
        all.push_back(contestant<fastest, native>(p, parallel{threads}));
    return result;
}

/// The more iterations are allowed, the larger the gain from the trap.
inline contest deep_ladder() {
    const auto p = classic<double>(1000, 10000, 1006314302);
    contest result{"the same, 10,000 iterations", peers(p), {0}, {}, {}};
    result.entrants.push_back(contestant<hpk::julia::fastest, native>(p));
    return result;
}

/// The functions that make the Julia family's contests of the ladder.
inline std::vector<contest (*)()> contests() {
    return {classic_ladder, deep_ladder};
}

} // namespace hpk::bench::julia
