// SPDX-License-Identifier: MIT
#pragma once

/// \file
/// Distance estimates: the definitions of hpk/julia.hpp.

#include <concepts>
#include <span>
#include <type_traits>
#include <vector>

#include "hpk/core/backend.hpp"
#include "hpk/core/execution.hpp"
#include "hpk/julia/calls/escape_counts.hpp"
#include "hpk/julia/calls/set_pixels.hpp"
#include "hpk/julia/orbits/distances.hpp"
#include "hpk/julia/orbits/rule.hpp"
#include "hpk/julia/plane.hpp"
#include "hpk/julia/sets.hpp"

namespace hpk::julia {
inline namespace HPK_ISA {

template <class Backend, std::floating_point T, execution_policy Execution, pixel_set Set>
void distance_estimates(plane_view<T> p, Set set, int max_iterations,
                        std::span<std::type_identity_t<T>> to, Execution how) {
    detail::expect_call(max_iterations, p.size(), p.size(), how);
    detail::expect_places("to", to.size(), p.size());
    detail::with_rule<T>(set, [&](const auto& rule) {
        using Rule = std::remove_cvref_t<decltype(rule)>;
        static_assert(
            requires(complex_lanes<lanes<T, scalar>> z) { rule.formula.derivative(z); },
            "a formula needs a member `derivative` for distance estimates");
        const distance_keeping<T, Rule> keeping{rule, to.data()};
        detail::count_pixels<distances, Backend>(p, set, keeping, max_iterations, nullptr, how);
    });
}

template <class Backend, std::floating_point T, execution_policy Execution, pixel_set Set>
void distance_estimates(const plane<T>& p, Set set, int max_iterations,
                        std::span<std::type_identity_t<T>> to, Execution how) {
    distance_estimates<Backend>(plane_view<T>(p), set, max_iterations, to, how);
}

template <class Backend, std::floating_point T, execution_policy Execution, pixel_set Set>
std::vector<T> distance_estimates(plane_view<T> p, Set set, int max_iterations, Execution how) {
    std::vector<T> to(p.size());
    distance_estimates<Backend>(p, set, max_iterations, std::span(to), how);
    return to;
}

template <class Backend, std::floating_point T, execution_policy Execution, pixel_set Set>
std::vector<T> distance_estimates(const plane<T>& p, Set set, int max_iterations, Execution how) {
    return distance_estimates<Backend>(plane_view<T>(p), set, max_iterations, how);
}

} // namespace HPK_ISA
} // namespace hpk::julia
