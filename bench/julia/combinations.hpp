// SPDX-License-Identifier: MIT
#pragma once

#include <complex>
#include <memory>
#include <vector>

#include "entrants.hpp"
#include "julia/problem.hpp"

namespace hpk::bench::julia {

/// All entrants of the Julia family in one type.
template <std::floating_point T>
std::vector<entrant> combinations() {
    using hpk::julia::variants;
    const auto wide = [](const char* picture, std::complex<T> c) {
        return std::make_shared<plane_problem<T>>(
            picture, hpk::julia::accumulated_plane(hpk::julia::region<T>{}, 1000), c, 300);
    };
    std::vector<entrant> all;
    for (const auto& p : {
             classic<T>(1000, 300),
             classic<T>(1000, 10000),
             classic<T>(16, 300),
             // Neither has an attracting cycle, so there is no trap.
             wide("dendrite", {T(0), T(1)}),
             wide("dust", {T(0.285), T(0.01)}),
         })
        add_combinations<variants>(all, p);
    for (const int limit : {10, 30, 100, 300, 1000, 3000, 10000})
        add_combinations<variants>(all, classic<T>(500, limit));
    add_combinations<variants>(all, whole_set<T>(480, 300));
    return all;
}

} // namespace hpk::bench::julia
