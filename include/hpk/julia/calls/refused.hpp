// SPDX-License-Identifier: MIT
#pragma once

/// \file
/// Calls of escape_counts with a number in the place of the execution. They do not compile, and one
/// sentence says why.

#include <complex>
#include <type_traits>

#include "hpk/core/backend.hpp"
#include "hpk/core/isa.hpp"
#include "hpk/julia/variants.hpp"

namespace hpk::julia {
inline namespace HPK_ISA {
namespace detail {

/// True if the arguments that follow max_iterations end in a number.
template <class... Rest>
inline constexpr bool end_in_number = false;
/// As above.
template <class Number>
inline constexpr bool end_in_number<Number> = std::is_arithmetic_v<Number>;
/// As above, behind the counts.
template <class Counts, class Number>
inline constexpr bool end_in_number<Counts, Number> = std::is_arithmetic_v<Number>;

template <class... Rest>
constexpr void refuse_number() {
    static_assert(
        !end_in_number<Rest...>,
        "the number of threads is an argument of hpk::parallel, such as hpk::parallel{2}");
}

} // namespace detail

template <class Variant = fastest, class Backend = native, class Plane, class Set, class... Rest>
    requires(detail::end_in_number<Rest...>)
void escape_counts(const Plane&, const Set&, int, const Rest&...) {
    detail::refuse_number<Rest...>();
}
/// The same with a set in braces.
template <class Variant = fastest, class Backend = native, class Plane, class... Rest>
    requires(detail::end_in_number<Rest...>)
void escape_counts(const Plane&, std::complex<double>, int, const Rest&...) {
    detail::refuse_number<Rest...>();
}

} // namespace HPK_ISA
} // namespace hpk::julia
