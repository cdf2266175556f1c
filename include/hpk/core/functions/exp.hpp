// SPDX-License-Identifier: MIT
#pragma once

#include <bit>
#include <concepts>
#include <cstdint>

#include "hpk/core/exact.hpp"
#include "hpk/core/functions/apply.hpp"
#include "hpk/core/functions/multiples_of_log_2.hpp"
#include "hpk/core/functions/powers_of_2.hpp"
#include "hpk/core/lanes.hpp"

namespace hpk::detail {
inline namespace HPK_ISA {

/// The exponential function by the operations of fdlibm's e_exp.c (Sun Microsystems, 2004): with
/// x = n log 2 + r, exp x = 2^n exp r, and exp r = 1 + r + r c / (2 - c), where c is r less a
/// polynomial in r^2.
struct exponential {
    /// The lanes whose results need not be normal numbers.
    template <class D>
    [[gnu::always_inline]] static auto is_rare(D x) noexcept {
        return is_beyond(x, 708);
    }

    template <class D>
    [[gnu::always_inline]] static D usual(D x) noexcept {
        const factors<D> result = factors_of(x);
        return result.y * power_of_2(result.n);
    }

    static double rare(double x) noexcept {
        if (is_nan(x)) return std::bit_cast<double>(nan_bits<double>);
        if (x > 7.09782712893383973096e+02) return std::bit_cast<double>(infinity_bits<double>);
        if (x < -7.45133219101941108420e+02) return 0;
        const auto result = factors_of(lanes<double, scalar>{x});
        return scaled(result.y.value, static_cast<int>(result.n.value));
    }

private:
    /// y * 2^n.
    template <class D>
    struct factors {
        D y, n;
    };

    template <class D>
    [[gnu::always_inline]] static factors<D> factors_of(D x) noexcept {
        const auto number = [](double value)
                                __attribute__((always_inline)) { return D::constant(value); };
        const multiple_of_log_2<D> nearest(x);
        const D r = nearest.high - nearest.low;
        const D z = r * r;
        const D c = r - z * (number(1.66666666666666019037e-01) +
                             z * (number(-2.77777777770155933842e-03) +
                                  z * (number(6.61375632143793436117e-05) +
                                       z * (number(-1.65339022054652515390e-06) +
                                            z * number(4.13813679705723846039e-08)))));
        // Of the smallest x only 1 + x is computed.
        const D fraction =
            select(absolute(x) < number(0x1p-28), number(0), (r * c) / (number(2) - c));
        const D y = number(1) - ((nearest.low - fraction) - nearest.high);
        // V8's authors give exp(1) the value of e, from which y is 1 ulp away.
        return {select(x == number(1), number(0x1.5bf0a8b145769p0), y), nearest.n};
    }
};

} // namespace HPK_ISA
} // namespace hpk::detail

namespace hpk {
inline namespace HPK_ISA {

/// e^x per lane, with an error below 1 ulp: the bits of fdlibm, as V8's Math.exp has them (which
/// makes exp(1) the double nearest to e). Of floats it is computed in double and rounded.
///
/// Too large results are infinite, too small ones subnormal and at last 0, whatever the thread does
/// about subnormal numbers (of floats as it does); the exponential of NaN is NaN, of the bits
/// hpk::nan_bits. Whether the processor raises exception flags is unspecified.
template <std::floating_point T, class Backend>
[[gnu::always_inline]] inline lanes<T, Backend> exp(lanes<T, Backend> x) noexcept {
    return detail::apply<detail::exponential>(x);
}

} // namespace HPK_ISA
} // namespace hpk
