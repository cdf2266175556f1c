// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>

#include "hpk/core/isa.hpp"

namespace hpk::detail {
inline namespace HPK_ISA {

/// The least multiple of `multiple` that is not less than n.
[[nodiscard]] constexpr std::size_t rounded_up(std::size_t n, std::size_t multiple) noexcept {
    return (n + multiple - 1) / multiple * multiple;
}

} // namespace HPK_ISA
} // namespace hpk::detail
