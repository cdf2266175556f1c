// SPDX-License-Identifier: MIT
#pragma once

#include <hpk/diffusion/rules/gray_scott.hpp>

#include "oracle/rules.hpp"

namespace hpk::test {

/// Coefficients of Gray and Scott's reaction, in the type of the cells.
template <class T>
inline constexpr oracle::gray_scott<T> gray_scott_coefficients{T(0.14), T(0.06), T(0.035),
                                                               T(0.065)};

/// hpk's rule with the same.
template <class T>
diffusion::rules::gray_scott rule_of(const oracle::gray_scott<T>& c) {
    return {.D_u = static_cast<double>(c.D_u),
            .D_v = static_cast<double>(c.D_v),
            .feed = static_cast<double>(c.feed),
            .kill = static_cast<double>(c.kill)};
}

} // namespace hpk::test
