// SPDX-License-Identifier: MIT
#pragma once

#include <bit>
#include <cstdint>

#include "hpk/core/exact.hpp"
#include "hpk/core/lanes.hpp"
#include "hpk/core/vectors/words.hpp"

namespace hpk::detail {
inline namespace HPK_ISA {

/// 2^n for integers n from -1022 to 1023.
template <class D>
[[gnu::always_inline]] inline D power_of_2(D n) noexcept {
    using W = lanes<std::uint64_t, typename D::backend>;
    // The lower bits of 1.5 * 2^52 + n are those of n in two's complement.
    const W exponent = as_words(n + D::constant(0x1.8p52)) << 52;
    return as_doubles(exponent + W::constant(std::bit_cast<std::uint64_t>(1.0)));
}

/// y * 2^n, rounded once, for y in [1/2, 2) and a result below 2^1024. It is made of integers, so
/// that no thread flushes it.
[[nodiscard]] inline double scaled(double y, int n) noexcept {
    constexpr int digits = 52; // after the first
    constexpr std::uint64_t first = std::uint64_t{1} << digits;
    const auto bits = std::bit_cast<std::uint64_t>(y);
    const int exponent = static_cast<int>(bits >> digits) + n;
    const std::uint64_t fraction = bits & (first - 1);
    if (exponent > 0)
        return std::bit_cast<double>(static_cast<std::uint64_t>(exponent) << digits | fraction);
    const int lost = 1 - exponent; // bits
    if (lost > digits + 1) return 0;
    // To nearest, ties to even.
    const std::uint64_t significand = first | fraction;
    const std::uint64_t kept = significand >> lost;
    const std::uint64_t rest = significand - (kept << lost), half = std::uint64_t{1} << (lost - 1);
    return std::bit_cast<double>(kept + (rest > half || (rest == half && kept % 2 == 1) ? 1 : 0));
}

} // namespace HPK_ISA
} // namespace hpk::detail
