// SPDX-License-Identifier: MIT
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <type_traits>
#include <utility>
#include <vector>

#include "contest.hpp"
#include "contestants.hpp"
#include "diffusion/problem.hpp"
#include "streaming.hpp"
#if __has_include(<Eigen/Core>)
#include "diffusion/eigen.hpp"
#endif

namespace hpk::bench::diffusion {

/// A contest at a problem, with the plain loops as yardsticks and a copy of memory as roofline.
template <class Problem>
contest contest_at(std::string title, const std::shared_ptr<Problem>& p) {
    contest result{std::move(title), peers(p), {}, {}, {}};
    for (std::size_t k = 0; k < result.entrants.size(); ++k) result.yardsticks.push_back(k);
    result.roofline = result.entrants.size();
    result.entrants.push_back(roofline());
    return result;
}

/// Every variant on its best backend, then the top rung with narrower vectors, in float and on all
/// cores.
inline contest classic_ladder() {
    using hpk::diffusion::fastest;
    constexpr std::array<std::size_t, 2> extents{512, 512};
    constexpr std::int64_t steps = 200;
    const auto p = std::make_shared<evolution<double>>(start::dye, extents, steps);
    contest result = contest_at("the classic block of dye, 512 x 512 cells, 200 steps", p);
    auto& all = result.entrants;
    for (auto& more : {numpy(p), array_libraries(p)})
        all.insert(all.end(), more.begin(), more.end());
#if __has_include(<Eigen/Core>)
    all.push_back(eigen(p));
#endif
    result.first_rung = all.size();
    hpk::diffusion::variants::for_each([&]<class Variant>(std::type_identity<Variant>) {
        all.push_back(contestant<Variant, native>(p));
    });
    enabled_backends::for_each([&]<class Backend>(std::type_identity<Backend>) {
        if constexpr (is_best_of_its_width<Backend, double>() && !std::same_as<Backend, native>)
            all.push_back(contestant<fastest, Backend>(p));
    });
    all.push_back(contestant<fastest, native>(
        std::make_shared<evolution<float>>(start::dye, extents, steps)));
    if (const int threads = available_threads(); threads > 1)
        all.push_back(contestant<fastest, native>(p, parallel{threads}));
    return result;
}

/// A grid too large for any cache: variants that sweep once per step are limited by memory.
inline contest large_ladder() {
    using namespace hpk::diffusion;
    constexpr std::array<std::size_t, 2> extents{4096, 4096};
    const auto p = std::make_shared<evolution<double>>(start::ramp, extents, 32);
    contest result = contest_at("4096 x 4096 cells, 32 steps", p);
    auto& all = result.entrants;
    all.push_back(contestant<fused, native>(p));
    all.push_back(contestant<time_blocked, native>(p));
    if (const int threads = available_threads(); threads > 1)
        all.push_back(contestant<time_blocked, native>(p, parallel{threads}));
    return result;
}

/// The functions that make the diffusion family's contests of the ladder.
inline std::vector<contest (*)()> contests() {
    return {classic_ladder, large_ladder};
}

} // namespace hpk::bench::diffusion
