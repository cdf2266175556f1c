// SPDX-License-Identifier: MIT
#pragma once

/// \file
/// From sets to the rules and pixels of the kernels. Coordinates that are not finite are replaced
/// here, once; kernels need not look.

#include <algorithm>
#include <complex>
#include <concepts>
#include <span>
#include <type_traits>
#include <vector>

#include "hpk/core/backend.hpp"
#include "hpk/core/double_double.hpp"
#include "hpk/core/exact.hpp"
#include "hpk/core/expects.hpp"
#include "hpk/core/lanes.hpp"
#include "hpk/julia/orbits/orbit.hpp"
#include "hpk/julia/orbits/pixels.hpp"
#include "hpk/julia/orbits/rule.hpp"
#include "hpk/julia/plane.hpp"
#include "hpk/julia/sets.hpp"

namespace hpk::julia {
inline namespace HPK_ISA {
namespace detail {

/// Types whose advance(z, c) replaces z by the next point and returns |z|² of the old one.
template <class Formula, class L>
concept formula_on =
    requires(const Formula& formula, complex_lanes<L>& z, const complex_lanes<L>& c) {
        { formula.advance(z, c) } -> std::same_as<L>;
    };

/// Calls f with the rule of a set, in type T.
/// \{
template <class T, class F>
void with_rule(const mandelbrot&, F f) {
    f(classic_rule<T>{});
}
template <class T, template <class> class Set, class Formula, class F>
void with_rule(const Set<Formula>& set, F f) {
    static_assert(
        formula_on<Formula, lanes<T, scalar>>,
        "a formula must have a const or static member advance(z, c) on lanes, which "
        "replaces z by the next point and returns |z|^2 of the old one: see extending.md");
    constexpr double largest = sizeof(T) == 4 ? 256 : 1e9;
    expects(is_finite(set.radius) && set.radius >= 2 && set.radius <= largest, [&] {
        return "radius is " + hpk::detail::shown(set.radius) + " but must be between 2 and " +
               hpk::detail::shown(largest);
    });
    if constexpr (std::same_as<Formula, quadratic>)
        if (set.radius == 2) return f(classic_rule<T>{});
    const auto radius = static_cast<T>(set.radius);
    f(formula_rule<T, Formula>{set.formula, radius, pinned(radius * radius)});
}
/// \}

/// True for finite numbers of at most this magnitude.
/// \{
template <std::floating_point T>
bool is_within(T bound, T x) noexcept {
    return is_finite(x) && x >= -bound && x <= bound;
}
inline bool is_within(double bound, double_double x) noexcept {
    return is_finite(x.low) && is_within(bound, x.high);
}
/// \}

/// A number in T, with each part beyond `bound`, or not finite, replaced by `bound`.
template <class T>
std::complex<T> number_within(T bound, std::complex<double> z) noexcept {
    const auto part = [&](double x) {
        return is_within(static_cast<double>(bound), x) ? static_cast<T>(x) : bound;
    };
    return {part(z.real()), part(z.imag())};
}

/// Calls f with the plane in which each coordinate beyond `bound`, or not finite, is replaced by
/// `bound`, which must not change any count.
template <class T, class F>
void with_plane_within(part_of<T> bound, plane_view<T> p, F f) {
    const auto within = [&](T x) { return is_within(bound, x); };
    if (std::ranges::all_of(p.x, within) && std::ranges::all_of(p.y, within)) {
        f(p);
        return;
    }
    const auto brought = [&](std::span<const T> coordinates) {
        std::vector<T> result(coordinates.begin(), coordinates.end());
        std::ranges::replace_if(result, [&](T x) { return !within(x); }, T(bound));
        return result;
    };
    const plane<T> close{brought(p.x), brought(p.y)};
    f(plane_view<T>(close));
}

/// Calls f with the pixels of a set. Starts up to twice the radius are so small that a kernel
/// notices the escape before it overflows.
/// \{
template <class T, class Rule, class F>
void with_pixels(plane_view<T> p, const std::complex<part_of<T>>& c, const Rule& rule, F f) {
    with_plane_within<T>(2 * rule.radius, p, [&](plane_view<T> starts) {
        f(julia_pixels<T, Rule>{starts, number_within<part_of<T>>(rule.farthest_parameter, c),
                                rule});
    });
}
template <class T, class Formula, class Rule, class F>
void with_pixels(plane_view<T> p, const julia_set<Formula>& set, const Rule& rule, F f) {
    with_pixels(p, number_within<part_of<T>>(rule.farthest_parameter, set.c), rule, f);
}
template <class T, class Set, class Rule, class F>
void with_pixels(plane_view<T> p, const Set& set, const Rule& rule, F f) {
    with_plane_within<T>(rule.farthest_parameter, p, [&](plane_view<T> parameters) {
        f(mandelbrot_pixels<T, Rule>{parameters, number_within<part_of<T>>(2 * rule.radius, set.z0),
                                     rule});
    });
}
/// \}

} // namespace detail
} // namespace HPK_ISA
} // namespace hpk::julia
