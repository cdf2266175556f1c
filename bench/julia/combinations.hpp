// SPDX-License-Identifier: MIT
#pragma once

#include <algorithm>
#include <complex>
#include <memory>
#include <set>
#include <type_traits>
#include <vector>

#include "julia/entrants.hpp"

namespace hpk::bench::julia {

/// How many threads parallel entrants get: two, and as many as there are cores.
inline std::set<int> thread_counts() {
    if (available_threads() == 0) return {};
    return {2, std::max(2, available_threads())};
}

/// The yardstick, and every variant on every enabled backend and number of threads, at one problem.
template <std::floating_point T, template <class> class Problem>
void add_combinations(std::vector<entrant>& all, const std::shared_ptr<Problem<T>>& p) {
    all.push_back(yardstick(p));
    hpk::julia::variants::for_each([&]<class Variant>(std::type_identity<Variant>) {
        enabled_backends::for_each([&]<class Backend>(std::type_identity<Backend>) {
            if constexpr (backend_has_lanes<Backend, T> &&
                          std::same_as<backend_of<Variant, Backend>, Backend>) {
                all.push_back(contestant<Variant, Backend>(p));
                for (const int threads : thread_counts())
                    all.push_back(contestant<Variant, Backend>(p, parallel{threads}));
            }
        });
    });
}

/// Everything the Julia family enters in one type.
template <std::floating_point T>
std::vector<entrant> combinations() {
    const auto wide = [](const char* picture, std::complex<T> c) {
        return std::make_shared<plane_problem<T>>(
            picture, hpk::julia::accumulated_plane(hpk::julia::region<T>{}, 1000), c, 300);
    };
    std::vector<entrant> all;
    for (const auto& p : {
             classic<T>(1000, 300, classic_sum<T>),
             classic<T>(1000, 10000, sizeof(T) == 8 ? 1006314302 : 0),
             classic<T>(16, 300),
             // Neither has an attracting cycle: there is nothing to trap.
             wide("dendrite", {T(0), T(1)}),
             wide("dust", {T(0.285), T(0.01)}),
         })
        add_combinations(all, p);
    add_combinations(all, std::make_shared<mandelbrot_problem<T>>(500, 300));
    return all;
}

} // namespace hpk::bench::julia
