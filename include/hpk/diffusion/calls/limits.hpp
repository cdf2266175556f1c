// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <type_traits>

#include "hpk/diffusion/parameters.hpp"
#include "hpk/diffusion/rule.hpp"

namespace hpk::diffusion {
inline namespace HPK_ISA {
namespace detail {

/// True for parameters, and for rules that state their stability limit.
template <class P>
inline constexpr bool has_limit = true;
/// As above.
template <class Rule, class T>
inline constexpr bool has_limit<timed_rule<Rule, T>> = limited_rule<Rule, T>;

/// The largest stable time step of parameters.
template <std::size_t Rank, class T>
[[nodiscard]] T limit_of(const parameters<T>& p) {
    return stability_limit<Rank>(p);
}
/// That of a rule.
template <std::size_t Rank, class T, class Rule>
[[nodiscard]] T limit_of(const timed_rule<Rule, T>& p) {
    static_assert(limited_rule<Rule, T>,
                  "this function chooses time steps, so the rule needs a member stability_limit: "
                  "see hpk/diffusion/rule.hpp");
    return p.rule->template stability_limit<T>();
}

} // namespace detail
} // namespace HPK_ISA
} // namespace hpk::diffusion
