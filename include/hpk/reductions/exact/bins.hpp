// SPDX-License-Identifier: MIT
#pragma once

#include <array>
#include <bit>
#include <cstddef>
#include <cstdint>

#include "hpk/core/isa.hpp"
#include "hpk/reductions/exact/fixed_point.hpp"

namespace hpk::reductions {
inline namespace HPK_ISA {
namespace detail {

/// A sum of finite doubles of any sizes without rounding: for each sign and exponent, the sum of
/// the significands. An addition is cheaper than that to a fixed_point, but there are 4096 sums.
/// Source: R. Neal, Fast exact summation using small and large superaccumulators, 2015.
class bins {
public:
    /// Adds a number; `Normal`: one that is neither 0 nor subnormal.
    template <bool Normal>
    [[gnu::always_inline]] void add(double x) noexcept {
        const auto bits = std::bit_cast<std::uint64_t>(x);
        const auto k = static_cast<std::size_t>(bits >> 52);
        constexpr std::uint64_t leading = std::uint64_t{1} << 52;
        std::uint64_t significand = bits & (leading - 1);
        if (Normal || (k & 0x7ff) != 0) significand |= leading;
        if (__builtin_add_overflow(low_[k], significand, &low_[k])) [[unlikely]]
            ++high_[k];
    }

    /// Adds the sum to another, and begins anew.
    void move_to(fixed_point& sum) noexcept {
        for (std::size_t k = 0; k < low_.size(); ++k) {
            if ((low_[k] | high_[k]) == 0) continue;
            const int field = static_cast<int>(k & 0x7ff);
            const int exponent = (field == 0 ? 1 : field) - 1075;
            const std::int64_t sign = k >> 11 != 0 ? -1 : 1;
            sum.add_scaled(sign * static_cast<std::int64_t>(low_[k] & 0xffffffff), exponent);
            sum.add_scaled(sign * static_cast<std::int64_t>(low_[k] >> 32), exponent + 32);
            sum.add_scaled(sign * static_cast<std::int64_t>(high_[k]), exponent + 64);
        }
        low_.fill(0);
        high_.fill(0);
    }

private:
    std::array<std::uint64_t, 4096> low_{};
    std::array<std::uint32_t, 4096> high_{}; ///< how often low_ has overflowed
};

} // namespace detail
} // namespace HPK_ISA
} // namespace hpk::reductions
