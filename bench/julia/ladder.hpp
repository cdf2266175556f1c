// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <type_traits>
#include <vector>

#include "contest.hpp"
#include "julia/entrants.hpp"

namespace hpk::bench::julia {

/// True for the best of the enabled backends that have as many lanes of T.
template <class Backend, class T>
constexpr bool is_best_of_its_width() {
    bool found = false;
    bool best = false;
    enabled_backends::for_each([&]<class Other>(std::type_identity<Other>) {
        if constexpr (backend_has_lanes<Other, T> && backend_has_lanes<Backend, T>) {
            if (!found && lanes<T, Other>::size == lanes<T, Backend>::size) {
                found = true;
                best = std::same_as<Other, Backend>;
            }
        }
    });
    return best;
}

/// Every variant on its best backend, then the top rung otherwise: in narrower vectors, in float
/// and on all cores.
inline contest classic_ladder() {
    using hpk::julia::fastest;
    const auto p = classic<double>(1000, 300, classic_sum<double>);
    contest result{"the classic Julia set, 1000 x 1000 pixels, 300 iterations", {}, 0, 1};
    auto& all = result.entrants;
    all.push_back(yardstick(p));
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

/// The longer an orbit may be followed, the more it pays to know that it never ends.
inline contest deep_ladder() {
    const auto p = classic<double>(1000, 10000, 1006314302);
    return {"the same, 10,000 iterations",
            {yardstick(p), contestant<hpk::julia::fastest, native>(p)},
            0,
            {}};
}

/// What the Julia family adds to the ladder.
inline std::vector<contest> contests() {
    return {classic_ladder(), deep_ladder()};
}

} // namespace hpk::bench::julia
