// SPDX-License-Identifier: MIT
#pragma once

#include <bit>
#include <concepts>
#include <cstdint>

#include "hpk/core/exact.hpp"
#include "hpk/core/functions/apply.hpp"
#include "hpk/core/lanes.hpp"
#include "hpk/core/vectors/words.hpp"

namespace hpk::detail {
inline namespace HPK_ISA {

/// The natural logarithm by the operations of fdlibm's e_log.c (Sun Microsystems, 1993). With
/// x = 2^k (1 + f), 1 + f between sqrt(1/2) and sqrt(2), log x = k log 2 + log(1 + f), and with
/// s = f / (2 + f), log(1 + f) = f - s (f - remainder), where remainder is a polynomial in s^2.
struct logarithm {
    /// The lanes that are not positive normal numbers.
    template <class D>
    [[gnu::always_inline]] static auto is_rare(D x) noexcept {
        using I = typename D::integer_lanes;
        // The bits of normal numbers begin with those of the least integer.
        const auto least = std::uint64_t{1} << 63;
        const auto from_least = static_cast<std::int64_t>(least - smallest_normal);
        const auto largest =
            static_cast<std::int64_t>(least - smallest_normal + infinity_bits<double> - 1);
        return I::constant(largest) < as_integers(x) + I::constant(from_least);
    }

    template <class D>
    [[gnu::always_inline]] static D usual(D x) noexcept {
        return of_normal(x, 0);
    }

    static double rare(double x) noexcept {
        auto bits = std::bit_cast<std::uint64_t>(x);
        if (bits << 1 == 0) return std::bit_cast<double>(sign | infinity_bits<double>);
        if (is_nan(x) || (bits & sign) != 0) return std::bit_cast<double>(nan_bits<double>);
        if (bits == infinity_bits<double>) return x;
        // Subnormal: the first bit moves to where that of a normal number is.
        const int places = std::countl_zero(bits) - std::countl_zero(smallest_normal);
        bits <<= places;
        return of_normal(lanes<double, scalar>{std::bit_cast<double>(bits)}, places).value;
    }

private:
    static constexpr std::uint64_t sign = std::uint64_t{1} << 63;
    static constexpr std::uint64_t smallest_normal = std::uint64_t{1} << 52;

    /// The logarithm of x / 2^halvings.
    template <class D>
    [[gnu::always_inline]] static D of_normal(D x, int halvings) noexcept {
        using W = lanes<std::uint64_t, typename D::backend>;
        const auto number = [](double value)
                                __attribute__((always_inline)) { return D::constant(value); };

        constexpr std::uint64_t root = 0x3fe6a09c00000000; // about sqrt(1/2), where m begins
        constexpr std::uint64_t offset = 2048;             // so that no exponent is negative
        const W from_root = as_words(x) + W::constant((offset << 52) - root);
        const D m = as_doubles((from_root & W::constant(smallest_normal - 1)) + W::constant(root));
        const D k =
            as_doubles((from_root >> 52) | W::constant(std::bit_cast<std::uint64_t>(0x1p52))) -
            number(0x1p52 + static_cast<double>(offset) + halvings);

        const D f = m - number(1);
        const D s = f / (number(2) + f);
        const D z = s * s, w = z * z;
        const D even =
            w * (number(3.999999999940941908e-01) +
                 w * (number(2.222219843214978396e-01) + w * number(1.531383769920937332e-01)));
        const D odd =
            z *
            (number(6.666666666666735130e-01) +
             w * (number(2.857142874366239149e-01) +
                  w * (number(1.818357216161805012e-01) + w * number(1.479819860511658591e-01))));
        const D remainder = odd + even;
        const D high = k * number(6.93147180369123816490e-01); // log 2 in two parts
        const D low = k * number(1.90821492927058770002e-10);

        // Where s is large, f^2/2 is subtracted from f apart.
        const auto is_far = (number(0x1.6147'9ffff'ffffp0) < m) | (m < number(0x1.6b852p-1));
        const D half_square = number(0.5) * f * f;
        const D product = s * select(is_far, half_square + remainder, f - remainder);
        const D correction = select(is_far, half_square - (product + low), product - low);
        D result = high - (correction - f);

        const auto is_near_1 = (f < number(0x1p-20)) & (number(-0x1.0000000000001p-20) < f);
        if (any_of(is_near_1)) [[unlikely]] {
            const D square = f * f * (number(0.5) - number(0.33333333333333333) * f);
            result = select(is_near_1, high - ((square - low) - f), result);
        }
        return result;
    }
};

} // namespace HPK_ISA
} // namespace hpk::detail

namespace hpk {
inline namespace HPK_ISA {

/// The natural logarithm per lane, with an error below 1 ulp: the bits of fdlibm, and so of Java's
/// StrictMath.log and of V8's Math.log. Of floats it is computed in double and rounded.
///
/// log(±0) is minus infinity, log(infinity) infinity; that of a negative number or NaN is NaN, of
/// the bits hpk::nan_bits. Whether the processor raises exception flags is unspecified.
template <std::floating_point T, class Backend>
[[gnu::always_inline]] inline lanes<T, Backend> log(lanes<T, Backend> x) noexcept {
    return detail::apply<detail::logarithm>(x);
}

} // namespace HPK_ISA
} // namespace hpk
