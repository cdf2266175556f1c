// SPDX-License-Identifier: MIT
#pragma once

#include <concepts>
#include <cstring>

#include "hpk/core/lanes.hpp"
#include "hpk/core/vectors/plain_vector.hpp"

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
    const int others = static_cast<int>(8 * sizeof(T)) - bits;
    if constexpr (std::same_as<Backend, scalar>) {
        return (a << bits) | (a >> others);
    } else {
        // As vectors of the compiler, which sees a rotation where the machine has one.
        typename hpk::detail::plain_vector<T, lanes<T, Backend>::size>::type x;
        static_assert(sizeof x == sizeof a);
        std::memcpy(&x, &a, sizeof x);
        x = (x << bits) | (x >> others);
        std::memcpy(&a, &x, sizeof x);
        return a;
    }
}

} // namespace HPK_ISA
} // namespace hpk
