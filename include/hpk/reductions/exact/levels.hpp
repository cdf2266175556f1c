// SPDX-License-Identifier: MIT
#pragma once

#include <algorithm>
#include <array>
#include <bit>
#include <cstddef>
#include <cstdint>

#include "hpk/core/isa.hpp"

namespace hpk::reductions {
inline namespace HPK_ISA {
namespace detail {

/// How terms of a known size are added without rounding. Level 1 has an accumulator S, which begins
/// as 1.5 * 2^k. While all terms are below 2^e, e = k - head_room, S stays between 2^k and 2^(k+1),
/// so its last bit is always 2^(k-52): s = S + x adds x rounded to a multiple of that, and
/// x - (s - S) is what rounding left over, without any error. It goes to level 2, which is the same
/// with a smaller k, and so on. At the end S - 1.5 * 2^k, taken from the bits of the two, is an
/// exact integer. Source: J. Demmel and Y. Hida, Fast and accurate floating point summation with
/// application to computational geometry, 2003; S. Rump, T. Ogita and S. Oishi, Accurate
/// floating-point summation, 2008.
template <std::size_t Levels>
class levels {
public:
    /// For `most` terms per accumulator, all below 2^e. The largest k must be below 1023.
    levels(int e, std::size_t most) noexcept {
        const int head_room = static_cast<int>(std::bit_width(most - 1)) + 2;
        for (int& k : k_) {
            k = (std::max)(e + head_room, least);
            e = k - 53;
        }
    }

    /// The exponent of level l's last bit.
    [[nodiscard]] int exponent(std::size_t l) const noexcept { return k_[l] - 52; }
    /// The bits of what level l's accumulators begin as.
    [[nodiscard]] std::int64_t start(std::size_t l) const noexcept {
        return std::int64_t{k_[l] + 1023} << 52 | std::int64_t{1} << 51;
    }

private:
    static constexpr int least = -1022; ///< the last bit is then 2^-1074, so nothing is left over

    std::array<int, Levels> k_;
};

} // namespace detail
} // namespace HPK_ISA
} // namespace hpk::reductions
