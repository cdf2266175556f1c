// SPDX-License-Identifier: MIT
#pragma once

/// \file
/// Smooth counts: the definitions of hpk/julia.hpp.

#include <concepts>
#include <cstdint>
#include <span>
#include <type_traits>
#include <vector>

#include "hpk/core/backend.hpp"
#include "hpk/core/execution.hpp"
#include "hpk/core/lanes.hpp"
#include "hpk/julia/calls/escape_counts.hpp"
#include "hpk/julia/calls/set_pixels.hpp"
#include "hpk/julia/orbits/rule.hpp"
#include "hpk/julia/orbits/smoothing.hpp"
#include "hpk/julia/plane.hpp"
#include "hpk/julia/sets.hpp"

namespace hpk::julia {
inline namespace HPK_ISA {
namespace detail {

/// The degree of the formula of a set.
/// \{
constexpr int degree_of(const mandelbrot&) noexcept {
    return quadratic::degree;
}
template <class Set>
constexpr int degree_of(const Set& set) noexcept {
    static_assert(
        requires { set.formula.degree; }, "a formula needs a member `degree` for smooth counts");
    return set.formula.degree;
}
/// \}

} // namespace detail

template <std::floating_point T>
T smooth_count(std::int32_t count, T norm, int degree, std::type_identity_t<T> radius) noexcept {
    using one = lanes<T, scalar>;
    const smoothing<T> smooth(degree, pinned(radius * radius));
    return smooth(one::broadcast(static_cast<T>(count)), one::broadcast(norm)).value;
}

template <class Variant, class Backend, coordinate T, execution_policy Execution, pixel_set Set>
void smooth_counts(plane_view<T> p, Set set, int max_iterations, std::span<part_of<T>> smooth,
                   Execution how) {
    static_assert(detail::takes_sets<Variant>, "this variant keeps no norms");
    detail::expect_call(max_iterations, p.size(), p.size(), how);
    detail::expect_places("smooth", smooth.size(), p.size());
    detail::with_rule<part_of<T>>(set, [&](const auto& rule) {
        using Rule = std::remove_cvref_t<decltype(rule)>;
        const smooth_keeping<part_of<T>, Rule> keeping{
            rule, smoothing<part_of<T>>(detail::degree_of(set), rule.limit), smooth.data()};
        detail::count_pixels<Variant, Backend>(p, set, keeping, max_iterations, nullptr, how);
    });
}

template <class Variant, class Backend, coordinate T, execution_policy Execution, pixel_set Set>
void smooth_counts(const plane<T>& p, Set set, int max_iterations, std::span<part_of<T>> smooth,
                   Execution how) {
    smooth_counts<Variant, Backend>(plane_view<T>(p), set, max_iterations, smooth, how);
}

template <class Variant, class Backend, coordinate T, execution_policy Execution, pixel_set Set>
std::vector<part_of<T>> smooth_counts(plane_view<T> p, Set set, int max_iterations, Execution how) {
    std::vector<part_of<T>> smooth(p.size());
    smooth_counts<Variant, Backend>(p, set, max_iterations, std::span(smooth), how);
    return smooth;
}

template <class Variant, class Backend, coordinate T, execution_policy Execution, pixel_set Set>
std::vector<part_of<T>> smooth_counts(const plane<T>& p, Set set, int max_iterations,
                                      Execution how) {
    return smooth_counts<Variant, Backend>(plane_view<T>(p), set, max_iterations, how);
}

} // namespace HPK_ISA
} // namespace hpk::julia
