// SPDX-License-Identifier: MIT
#pragma once

/// \file
/// The arguments that hpk::maps::map takes.

#include <concepts>
#include <type_traits>
#include <utility>

#include "hpk/core/execution.hpp"
#include "hpk/core/isa.hpp"
#include "hpk/core/lanes.hpp"
#include "hpk/core/ranges/inputs.hpp"
#include "hpk/core/ranges/outputs.hpp"
#include "hpk/core/ranges/takes_lanes.hpp"
#include "hpk/core/type_list.hpp"

namespace hpk::maps {
inline namespace HPK_ISA {
namespace detail {

/// The type of an output's elements.
template <writable_range Out>
using written_by = typename decltype(hpk::detail::output_of(
    std::declval<std::remove_reference_t<Out>&>()))::value_type;

/// An output of float or double.
template <class Out>
concept floating_output = writable_range<Out> && (std::same_as<written_by<Out>, float> ||
                                                  std::same_as<written_by<Out>, double>);

/// An input of the output's type.
template <class Input, class Out>
concept like_output =
    readable_range<const Input> && std::same_as<element_of<const Input>, written_by<Out>>;

/// The lanes that a function is checked with.
template <class Out>
using checked_lanes_of = lanes<written_by<Out>, scalar>;

/// The arguments after the function, without an execution policy at the beginning.
template <class... Rest>
struct after_policy {
    using type = type_list<Rest...>;
};
template <execution_policy How, class... Inputs>
struct after_policy<How, Inputs...> {
    using type = type_list<Inputs...>;
};
template <class... Rest>
using inputs_of = typename after_policy<Rest...>::type;

template <class Out, class F, class List>
inline constexpr bool is_mappable = false;
template <class Out, class F, class... Inputs>
    requires(sizeof...(Inputs) > 0 && floating_output<Out> && (like_output<Inputs, Out> && ...))
inline constexpr bool is_mappable<Out, F, type_list<Inputs...>> =
    hpk::detail::returns_lanes<F, checked_lanes_of<Out>, Inputs...>;

/// An output, a function of elements of its type that returns such an element, and inputs.
template <class Out, class F, class List>
concept mappable = is_mappable<Out, F, List>;

} // namespace detail
} // namespace HPK_ISA
} // namespace hpk::maps
