// SPDX-License-Identifier: MIT
#pragma once

#include <array>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <utility>

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

    /// Adds a number that is seldom 0 or subnormal.
    [[gnu::always_inline]] void add_mostly_normal(double x) noexcept {
        if ((std::bit_cast<std::uint64_t>(x) >> 52 & 0x7ff) != 0) [[likely]]
            add<true>(x);
        else
            add<false>(x);
    }
    /// Forgets infinities and NaN, and returns whether there were any.
    bool forget_not_finite() noexcept {
        std::uint64_t any = 0;
        for (const std::size_t k : {std::size_t{0x7ff}, std::size_t{0xfff}}) {
            any |= low_[k] | high_[k];
            low_[k] = 0;
            high_[k] = 0;
        }
        return any != 0;
    }

    /// Adds the sum to another, and begins anew. All must have been finite.
    void move_to(fixed_point& sum) noexcept {
        __extension__ using wide = __int128;
        // The sums of neighbouring exponents fit one number.
        for (std::size_t first = 0; first < fields; first += 32) {
            wide low = 0, high = 0;
            for (std::size_t field = first; field < first + 32; ++field) {
                const std::size_t negative = field + fields;
                if ((low_[field] | low_[negative] | high_[field] | high_[negative]) == 0) continue;
                const wide scale = wide{1} << (field == 0 ? 1 : field - first);
                low += (wide{low_[field]} - wide{low_[negative]}) * scale;
                high += (wide{high_[field]} - wide{high_[negative]}) * scale;
            }
            const int exponent = static_cast<int>(first) - 1075;
            for (auto [rest, at] : {std::pair{low, exponent}, {high, exponent + 64}})
                for (; rest != 0; rest >>= 32, at += 32)
                    if (rest == static_cast<std::int64_t>(rest)) {
                        sum.add_scaled(static_cast<std::int64_t>(rest), at);
                        break;
                    } else {
                        sum.add_scaled(static_cast<std::int64_t>(rest & 0xffffffff), at);
                    }
        }
        low_.fill(0);
        high_.fill(0);
    }

private:
    static constexpr std::size_t fields = 2048; ///< of exponents

    std::array<std::uint64_t, 4096> low_{};
    std::array<std::uint32_t, 4096> high_{}; ///< how often low_ has overflowed
};

} // namespace detail
} // namespace HPK_ISA
} // namespace hpk::reductions
