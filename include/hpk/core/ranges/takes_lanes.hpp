// SPDX-License-Identifier: MIT
#pragma once

#include <concepts>
#include <type_traits>

#include "hpk/core/isa.hpp"
#include "hpk/core/lanes.hpp"

namespace hpk::detail {
inline namespace HPK_ISA {

/// The type that f is given in the place of an element.
template <class L, class Element>
using in_place_of = L;

/// True of a function that can be called with as many lanes as there are inputs, by value.
template <class F, class L, class... Inputs>
concept takes_lanes = std::invocable<const F&, in_place_of<L, Inputs>...>;

/// True if it also returns lanes. This is false, too, if it cannot be called.
template <class F, class L, class... Inputs>
concept returns_lanes =
    takes_lanes<F, L, Inputs...> &&
    std::same_as<std::remove_cvref_t<std::invoke_result_t<const F&, in_place_of<L, Inputs>...>>, L>;

/// Refuses functions that cannot be called with lanes or return something else.
template <class F, class L, class... Inputs>
constexpr void refuse_function() {
    static_assert(
        takes_lanes<F, L, Inputs...>,
        "the function must take as many arguments as there are inputs, of any type and by "
        "value, such as [](auto x, auto y) { return x * y; }");
    static_assert(!takes_lanes<F, L, Inputs...> || returns_lanes<F, L, Inputs...>,
                  "the function must return lanes, which its arguments and the results of "
                  "operations with them are, and not a number, a truth value or anything else");
}

} // namespace HPK_ISA
} // namespace hpk::detail
