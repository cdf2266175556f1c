// SPDX-License-Identifier: MIT
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>

#include "hpk/core/isa.hpp"

namespace hpk::random {
inline namespace HPK_ISA {
namespace detail {

/// A polynomial over GF(2) of a degree below 256. A step of xoshiro256 is linear, so n steps are
/// the polynomial x^n, modulo the characteristic polynomial of a step, in which x is a step.
struct jump_polynomial {
    std::array<std::uint64_t, 4> bits; ///< the coefficients, that of 1 first

    [[nodiscard]] constexpr bool has(std::size_t power) const noexcept {
        return (bits[power / 64] >> power % 64 & 1) != 0;
    }
};

/// The characteristic polynomial of a step of xoshiro256, without x^256 (found by Berlekamp's and
/// Massey's algorithm).
inline constexpr jump_polynomial characteristic{
    {0x9d116f2bb0f0f001, 0x0280002bcefd1a5e, 0x04b4edcf26259f85, 0x0003c03c3f3ecb19}};

/// x^(2^128): the jump of the authors' program.
inline constexpr jump_polynomial next_stream{
    {0x180ec6d33cfd0aba, 0xd5a61266f0c9392c, 0xa9582618e03fc9aa, 0x39abdc4529b1661c}};

/// p times x.
constexpr jump_polynomial times_x(const jump_polynomial& p) noexcept {
    jump_polynomial result{};
    const std::uint64_t carry = p.bits[3] >> 63;
    for (std::size_t k = 0; k < 4; ++k)
        result.bits[k] = (p.bits[k] << 1 | (k > 0 ? p.bits[k - 1] >> 63 : 0)) ^
                         ((0 - carry) & characteristic.bits[k]);
    return result;
}

/// p times q.
constexpr jump_polynomial product(const jump_polynomial& p, const jump_polynomial& q) noexcept {
    jump_polynomial result{};
    for (std::size_t power = 256; power-- > 0;) {
        result = times_x(result);
        if (p.has(power))
            for (std::size_t k = 0; k < 4; ++k) result.bits[k] ^= q.bits[k];
    }
    return result;
}

/// x^n.
constexpr jump_polynomial power_of_x(std::uint64_t n) noexcept {
    jump_polynomial result{{1, 0, 0, 0}};
    for (int bit = 64; bit-- > 0;) {
        result = product(result, result);
        if ((n >> bit & 1) != 0) result = times_x(result);
    }
    return result;
}

} // namespace detail
} // namespace HPK_ISA
} // namespace hpk::random
