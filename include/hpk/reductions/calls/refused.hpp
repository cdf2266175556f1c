// SPDX-License-Identifier: MIT
#pragma once

/// \file
/// Calls of the functions in hpk/reductions.hpp with arguments of wrong types. They do not compile,
/// and one sentence says why.

#include <concepts>
#include <cstddef>
#include <initializer_list>
#include <type_traits>
#include <utility>

#include "hpk/core/grid_view.hpp"
#include "hpk/core/isa.hpp"
#include "hpk/core/policy_or_nothing.hpp"
#include "hpk/core/ranges/takes_lanes.hpp"
#include "hpk/core/type_list.hpp"
#include "hpk/reductions/calls/accepted.hpp"
#include "hpk/reductions/calls/minmax.hpp"
#include "hpk/reductions/terms/elements.hpp"

namespace hpk::reductions {
inline namespace HPK_ISA {
namespace detail {

/// Calls that must be refused: of functions of a range, of a range of float or double, and of two.
/// \{
template <class X, class... Rest>
concept wrong_sum =
    has_elements<X> && !(reducible_range<X> && hpk::detail::policy_or_nothing<Rest...>);
template <class X, class... Rest>
concept wrong_floating_sum =
    has_elements<X> && !(floating_range<X> && hpk::detail::policy_or_nothing<Rest...>);
template <class X, class Y, class... Rest>
concept wrong_dot = has_elements<X> && has_elements<Y> &&
                    !(like_ranges<X, Y> && hpk::detail::policy_or_nothing<Rest...>);
/// \}

/// Refuses what is no range of numbers, and returns whether the ranges are good.
template <class... Ranges>
constexpr bool refuse_ranges() {
    constexpr bool good = (reducible_range<Ranges> && ...);
    static_assert(good, "hpk::reductions takes grids and ranges with random access, such as a "
                        "std::vector, of float, double or integers other than bool");
    return good;
}
/// Refuse a call, and say why.
/// \{
template <class X, class... Rest>
constexpr double refuse_sum() {
    if constexpr (refuse_ranges<X>()) hpk::detail::refuse_rest<Rest...>();
    return 0;
}
template <class X, class... Rest>
constexpr double refuse_floating_sum() {
    if constexpr (refuse_ranges<X>()) {
        static_assert(floating_range<X>, "norm and variance take ranges of float or double");
        if constexpr (floating_range<X>) hpk::detail::refuse_rest<Rest...>();
    }
    return 0;
}
template <class X, class Y, class... Rest>
constexpr double refuse_dot() {
    if constexpr (refuse_ranges<X, Y>()) {
        static_assert(like_ranges<X, Y>, "the ranges must have elements of the same type");
        if constexpr (like_ranges<X, Y>) hpk::detail::refuse_rest<Rest...>();
    }
    return 0;
}
/// \}

/// Refuses the arguments of sum_of.
/// \{
template <class F, class First, class... Others>
constexpr double refuse_function_of(type_list<First, Others...>) {
    static_assert(are_alike<First, Others...>,
                  "sum_of takes the function, then ranges of float or of double, all the same, and "
                  "then may take hpk::sequential{} or hpk::parallel{}");
    if constexpr (are_alike<First, Others...>)
        hpk::detail::refuse_function<F, lanes<element_of<const First>, scalar>, First, Others...>();
    return 0;
}
template <class F>
constexpr double refuse_function_of(type_list<>) {
    static_assert(!std::same_as<F, F>, "sum_of needs a range after the function");
    return 0;
}
/// \}

} // namespace detail

template <class Variant = void, class Backend = void, class X, class... Rest>
    requires detail::wrong_sum<X, Rest...>
double sum(const X&, const Rest&...) {
    return detail::refuse_sum<X, Rest...>();
}

template <class X, class... Rest>
    requires detail::wrong_sum<X, Rest...>
double exact_sum(const X&, const Rest&...) {
    return detail::refuse_sum<X, Rest...>();
}

template <class Variant = void, class Backend = void, class X, class... Rest>
    requires detail::wrong_sum<X, Rest...>
double squared_norm(const X&, const Rest&...) {
    return detail::refuse_sum<X, Rest...>();
}

template <class Variant = void, class Backend = void, class X, class... Rest>
    requires detail::wrong_sum<X, Rest...>
double mean(const X&, const Rest&...) {
    return detail::refuse_sum<X, Rest...>();
}

template <class Backend = void, class X, class... Rest>
    requires detail::wrong_sum<X, Rest...>
extremes<double> minmax(const X&, const Rest&...) {
    return {detail::refuse_sum<X, Rest...>(), 0};
}

template <class Variant = void, class Backend = void, class X, class... Rest>
    requires detail::wrong_floating_sum<X, Rest...>
double norm(const X&, const Rest&...) {
    return detail::refuse_floating_sum<X, Rest...>();
}

template <class Variant = void, class Backend = void, class X>
    requires detail::wrong_floating_sum<X>
double variance(const X&) {
    return detail::refuse_floating_sum<X>();
}

template <class Variant = void, class Backend = void, class X, class Ddof, class... Rest>
    requires(detail::wrong_floating_sum<X, Rest...> ||
             (detail::floating_range<X> && !std::convertible_to<Ddof, std::size_t>))
double variance(const X&, const Ddof&, const Rest&...) {
    static_assert(!detail::floating_range<X> || std::convertible_to<Ddof, std::size_t>,
                  "the delta degrees of freedom come before the execution: name them, as in "
                  "variance(x, 0, hpk::parallel{})");
    return detail::refuse_floating_sum<X, Rest...>();
}

template <class Variant = void, class Backend = void, class X, class Y, class... Rest>
    requires detail::wrong_dot<X, Y, Rest...>
double dot(const X&, const Y&, const Rest&...) {
    return detail::refuse_dot<X, Y, Rest...>();
}

template <class X, class Y, class... Rest>
    requires detail::wrong_dot<X, Y, Rest...>
double exact_dot(const X&, const Y&, const Rest&...) {
    return detail::refuse_dot<X, Y, Rest...>();
}

/// Lists in braces of things that are no numbers.
/// \{
template <class Variant = void, class Backend = void, class T, class... Rest>
    requires(!reducible<T>)
double sum(std::initializer_list<T>, const Rest&...) {
    return detail::refuse_sum<std::initializer_list<T>, Rest...>();
}
template <class T, class... Rest>
    requires(!reducible<T>)
double exact_sum(std::initializer_list<T>, const Rest&...) {
    return detail::refuse_sum<std::initializer_list<T>, Rest...>();
}
/// \}

template <class Variant = void, class Backend = void, class F, class... Arguments>
    requires(!detail::summable<F, Arguments...>)
double sum_of(const F&, const Arguments&...) {
    return detail::refuse_function_of<F>(detail::ranges_of<Arguments...>{});
}

template <class Backend = void, class Rows, class Weights, class Out, class... Rest>
    requires(detail::has_elements<Rows> && !grid_like<Rows>)
void project_rows(const Rows&, const Weights&, const Out&, const Rest&...) {
    static_assert(grid_like<Rows>, "project_rows takes a grid with two axes, rows and columns; "
                                   "hpk::grid_view shows a vector as one");
}

} // namespace HPK_ISA
} // namespace hpk::reductions
