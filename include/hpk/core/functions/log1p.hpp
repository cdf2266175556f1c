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

/// log(1 + x) by the operations of fdlibm's s_log1p.c (Sun Microsystems, 1993, with FreeBSD's
/// limits). With 1 + x = 2^k (1 + f), where f is x itself for small x, it is k log 2 + log(1 + f)
/// as in `logarithm`, plus a correction for the rounding of 1 + x.
struct logarithm_of_1_plus {
    /// -1 and less, infinity and NaN.
    template <class D>
    [[gnu::always_inline]] static auto is_rare(D x) noexcept {
        return is_beyond(x, 0x1.fffffffffffffp1023) |
               for_integers(x < D::constant(-0x1.fffffffffffffp-1));
    }

    template <class D>
    [[gnu::always_inline]] static D usual(D x) noexcept {
        using W = lanes<std::uint64_t, typename D::backend>;
        const auto number = [](double value)
                                __attribute__((always_inline)) { return D::constant(value); };

        // 1 + x, the relative error of that, and its parts m = 1 + f and k.
        const auto is_large = number(0x1.fffffffffffffp52) < x; // 1 would be lost
        const D sum = select(is_large, x, number(1) + x);
        const auto below_2 = sum < number(2);
        const D lost = select(below_2, x - (sum - number(1)), number(1) - (sum - x));
        constexpr std::uint64_t root = 0x3fe6a09e00000000; // about sqrt(1/2), where m begins
        constexpr std::uint64_t offset = 2048;             // so that no exponent is negative
        constexpr std::uint64_t fraction = (std::uint64_t{1} << 52) - 1;
        const W from_root = as_words(sum) + W::constant((offset << 52) - root);
        const D m = as_doubles((from_root & W::constant(fraction)) + W::constant(root));
        D k = as_doubles((from_root >> 52) | W::constant(std::bit_cast<std::uint64_t>(0x1p52))) -
              number(0x1p52 + static_cast<double>(offset));
        const auto is_direct = (x < number(0x1.a827ap-2)) & (number(-0x1.2bec5p-2) < x);
        const D f = select(is_direct, x, m - number(1));
        k = select(is_direct, number(0), k);
        const D c = select((k == number(0)) | is_large, number(0), lost / sum);

        const D half_square = number(0.5) * f * f;
        const D s = f / (number(2) + f);
        const D z = s * s;
        const D remainder =
            z * (number(6.666666666666735130e-01) +
                 z * (number(3.999999999940941908e-01) +
                      z * (number(2.857142874366239149e-01) +
                           z * (number(2.222219843214978396e-01) +
                                z * (number(1.818357216161805012e-01) +
                                     z * (number(1.531383769920937332e-01) +
                                          z * number(1.479819860511658591e-01)))))));
        const D high = k * number(6.93147180369123816490e-01); // log 2 in two parts
        const D low = k * number(1.90821492927058770002e-10) + c;
        D result = high - ((half_square - (s * (half_square + remainder) + low)) - f);

        const auto is_tiny = absolute(x) < number(0x1p-29);
        const auto is_near_1 = (f < number(0x1p-20)) & (number(-0x1.8000000000001p-20) < f);
        if (any_of(is_tiny | is_near_1)) [[unlikely]] {
            const D square = half_square * (number(1) - number(0.66666666666666666) * f);
            const D near_1 = high - ((square - low) - f);
            result = select(is_direct, result, select(is_near_1, near_1, result));
            result = select(is_tiny, x - x * x * number(0.5), result);
            result = select(absolute(x) < number(0x1p-54), x, result); // also where threads flush
        }
        return result;
    }

    static double rare(double x) noexcept {
        if (is_nan(x) || x < -1) return std::bit_cast<double>(nan_bits<double>);
        constexpr std::uint64_t sign = std::uint64_t{1} << 63;
        return x < 0 ? std::bit_cast<double>(sign | infinity_bits<double>) : x;
    }
};

} // namespace HPK_ISA
} // namespace hpk::detail

namespace hpk {
inline namespace HPK_ISA {

/// log(1 + x) per lane, precise also where x is small, with an error below 1 ulp: the bits of
/// fdlibm as V8's Math.log1p has them. Of floats it is computed in double and rounded.
///
/// log1p(±0) is ±0, log1p(-1) minus infinity; that of a number below -1 or NaN is NaN, of the bits
/// hpk::nan_bits. Whether the processor raises exception flags is unspecified.
template <std::floating_point T, class Backend>
[[gnu::always_inline]] inline lanes<T, Backend> log1p(lanes<T, Backend> x) noexcept {
    return detail::apply<detail::logarithm_of_1_plus>(x);
}

} // namespace HPK_ISA
} // namespace hpk
