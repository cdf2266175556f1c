// SPDX-License-Identifier: MIT
#pragma once

#include <concepts>

#include "hpk/core/lanes.hpp"

namespace hpk {
inline namespace HPK_ISA {

/// Logical shifts of unsigned integers, per lane.
/// \{
template <std::unsigned_integral T, class Backend>
[[gnu::always_inline]] inline lanes<T, Backend> operator>>(lanes<T, Backend> a, int bits) noexcept {
    return {a.value >> bits};
}
template <std::unsigned_integral T, class Backend>
[[gnu::always_inline]] inline lanes<T, Backend> operator<<(lanes<T, Backend> a, int bits) noexcept {
    return {a.value << bits};
}
/// \}

/// Rotates the bits of each lane to the left, by 1 to all but one of them.
template <std::unsigned_integral T, class Backend>
[[gnu::always_inline]] inline lanes<T, Backend> rotated_left(lanes<T, Backend> a,
                                                             int bits) noexcept {
    return (a << bits) | (a >> (static_cast<int>(8 * sizeof(T)) - bits));
}

} // namespace HPK_ISA
} // namespace hpk
