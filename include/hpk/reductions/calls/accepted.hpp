// SPDX-License-Identifier: MIT
#pragma once

/// \file
/// The arguments that the functions in hpk/reductions.hpp take.

#include <concepts>
#include <initializer_list>
#include <type_traits>

#include "hpk/core/execution.hpp"
#include "hpk/core/isa.hpp"
#include "hpk/core/lanes.hpp"
#include "hpk/core/ranges/inputs.hpp"
#include "hpk/core/ranges/takes_lanes.hpp"
#include "hpk/core/type_list.hpp"
#include "hpk/reductions/terms/elements.hpp"

namespace hpk::reductions {
inline namespace HPK_ISA {
namespace detail {

/// The range that numbers in braces make.
using list = std::initializer_list<double>;

/// A range of float or double.
template <class X>
concept floating_range = reducible_range<X> && std::floating_point<element_of<const X>>;

/// Two ranges whose elements have the same type.
template <class X, class Y>
concept like_ranges = reducible_range<X> && reducible_range<Y> &&
                      std::same_as<element_of<const X>, element_of<const Y>>;

/// The types of the arguments, without an execution policy at the end.
template <class... Arguments>
struct before_policy {
    using type = type_list<Arguments...>;
};
template <class First, class... Others>
    requires(!execution_policy<First>)
struct before_policy<First, Others...> {
    using type = concatenate<type_list<First>, typename before_policy<Others...>::type>;
};
template <execution_policy Last>
struct before_policy<Last> {
    using type = type_list<>;
};
template <class... Arguments>
using ranges_of = typename before_policy<Arguments...>::type;

/// Ranges of float or of double.
template <class... Ranges>
inline constexpr bool are_alike = false;
template <class First, class... Others>
inline constexpr bool are_alike<First, Others...> =
    floating_range<First> && (like_ranges<First, Others> && ...);

/// True if F is a function of the elements of the ranges, as sum_of takes it.
template <class F, class List>
inline constexpr bool is_function_of = false;
template <class F, class First, class... Others>
    requires are_alike<First, Others...>
inline constexpr bool is_function_of<F, type_list<First, Others...>> =
    hpk::detail::returns_lanes<F, lanes<element_of<const First>, scalar>, First, Others...>;

/// The arguments of sum_of.
template <class F, class... Arguments>
concept summable = is_function_of<F, ranges_of<Arguments...>>;

} // namespace detail
} // namespace HPK_ISA
} // namespace hpk::reductions
