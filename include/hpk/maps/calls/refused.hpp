// SPDX-License-Identifier: MIT
#pragma once

/// \file
/// Calls of hpk::maps::map with arguments of wrong types. They do not compile, and one sentence
/// says why.

#include <type_traits>

#include "hpk/core/execution.hpp"
#include "hpk/core/isa.hpp"
#include "hpk/core/ranges/outputs.hpp"
#include "hpk/core/ranges/takes_lanes.hpp"
#include "hpk/core/type_list.hpp"
#include "hpk/maps/calls/accepted.hpp"

namespace hpk::maps {
inline namespace HPK_ISA {
namespace detail {

/// Refuses an output, a function and inputs.
/// \{
template <class Out, class F, class... Inputs>
constexpr void refuse_map(type_list<Inputs...>) {
    static_assert(floating_output<Out>,
                  "map writes to its first argument, which must be a contiguous range, such as a "
                  "std::vector, or a grid, of float or double and not const");
    if constexpr (floating_output<Out>) {
        constexpr bool has_policy = execution_policy<F> || (execution_policy<Inputs> || ...);
        static_assert(
            !has_policy,
            "hpk::sequential{} or hpk::parallel{} comes after the function and before the "
            "inputs: map(out, f, hpk::parallel{}, x)");
        constexpr bool alike = has_policy || (like_output<Inputs, Out> && ...);
        static_assert(alike,
                      "the inputs of map must be grids or ranges with random access, such as a "
                      "std::vector, whose elements have the output's type");
        if constexpr (alike && !has_policy)
            hpk::detail::refuse_function<F, checked_lanes_of<Out>, Inputs...>();
    }
}
template <class Out, class F>
constexpr void refuse_map(type_list<>) {
    static_assert(!std::is_same_v<F, F>, "map needs an input after the function");
}
/// \}

} // namespace detail

template <class Variant = void, class Backend = void, class Out, class F, class... Rest>
    requires(!detail::mappable<Out, F, detail::inputs_of<Rest...>>)
void map(Out&&, const F&, const Rest&...) {
    detail::refuse_map<Out, F>(detail::inputs_of<Rest...>{});
}

} // namespace HPK_ISA
} // namespace hpk::maps
