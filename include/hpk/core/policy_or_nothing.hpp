// SPDX-License-Identifier: MIT
#pragma once

#include "hpk/core/execution.hpp"
#include "hpk/core/isa.hpp"

namespace hpk::detail {
inline namespace HPK_ISA {

/// The arguments of a call after its ranges: an execution policy, or none.
template <class... Rest>
concept policy_or_nothing = sizeof...(Rest) <= 1 && (execution_policy<Rest> && ...);

/// Refuses what else stands there.
template <class... Rest>
constexpr void refuse_rest() {
    static_assert(policy_or_nothing<Rest...>,
                  "only hpk::sequential{} or hpk::parallel{} may follow the range");
}

} // namespace HPK_ISA
} // namespace hpk::detail
