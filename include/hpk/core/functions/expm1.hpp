// SPDX-License-Identifier: MIT
#pragma once

#include <bit>
#include <concepts>

#include "hpk/core/exact.hpp"
#include "hpk/core/functions/apply.hpp"
#include "hpk/core/functions/multiples_of_log_2.hpp"
#include "hpk/core/functions/powers_of_2.hpp"
#include "hpk/core/lanes.hpp"

namespace hpk::detail {
inline namespace HPK_ISA {

/// e^x - 1 by the operations of fdlibm's s_expm1.c (Sun Microsystems, 1993): with x = n log 2 + r
/// it is 2^n (expm1(r) + 1) - 1, in an order of additions that depends on n, and expm1(r) is r plus
/// r^2/2 plus a rational function whose main part is a polynomial in r^2.
struct exponential_minus_1 {
    template <class D>
    [[gnu::always_inline]] static auto is_rare(D x) noexcept {
        return is_beyond(x, 708);
    }

    template <class D>
    [[gnu::always_inline]] static D usual(D x) noexcept {
        const auto number = [](double value)
                                __attribute__((always_inline)) { return D::constant(value); };
        const parts<D> of_x(x);
        const D n = of_x.n, r = of_x.r, excess = of_x.excess;
        const D power = power_of_2(n), inverse = power_of_2(-n);

        const D far = (number(1) - excess) * power - number(1);
        const D by_20 = ((number(1) - inverse) - excess) * power;
        const D by_56 = ((r - (of_x.e + inverse)) + number(1)) * power;
        const D half = number(0.5) * (r - of_x.e) - number(0.5);
        const D twice = select(r < number(-0.25), number(-2) * (of_x.e - (r + number(0.5))),
                               number(1) + number(2) * (r - of_x.e));
        D result = select(n < number(20), by_20, by_56);
        result = select((n < number(-1)) | (number(56) < n), far, result);
        result = select(n == number(-1), half, result);
        result = select(n == number(1), twice, result);
        result = select(n == number(0), r - of_x.e, result);
        return select(absolute(x) < number(0x1p-54), x, result); // also -0
    }

    static double rare(double x) noexcept {
        if (is_nan(x)) return std::bit_cast<double>(nan_bits<double>);
        if (x < 0) return -1;
        if (x > 7.09782712893383973096e+02) return std::bit_cast<double>(infinity_bits<double>);
        using D = lanes<double, scalar>;
        const parts<D> of_x(D{x});
        const D y = D::constant(1) - of_x.excess;
        return scaled(y.value, static_cast<int>(of_x.n.value)); // too large for 1 to matter
    }

private:
    /// expm1(r) = r - e, where x = n log 2 + r.
    template <class D>
    struct parts {
        D n, r, e, excess; ///< excess = e - r

        [[gnu::always_inline]] explicit parts(D x) noexcept {
            const auto number = [](double value)
                                    __attribute__((always_inline)) { return D::constant(value); };
            const multiple_of_log_2<D> nearest(x);
            n = nearest.n;
            r = nearest.high - nearest.low;
            const D c = (nearest.high - r) - nearest.low; // r + c would be more precise
            const D half = number(0.5) * r;
            const D half_square = r * half;
            const D polynomial =
                number(1) +
                half_square *
                    (number(-3.33333333333331316428e-02) +
                     half_square *
                         (number(1.58730158725481460165e-03) +
                          half_square *
                              (number(-7.93650757867487942473e-05) +
                               half_square * (number(4.00821782732936239552e-06) +
                                              half_square * number(-2.01099218183624371326e-07)))));
            const D t = number(3) - polynomial * half;
            const D rational = half_square * ((polynomial - t) / (number(6) - r * t));
            e = (r * (rational - c) - c) - half_square;
            excess = e - r;
        }
    };
};

} // namespace HPK_ISA
} // namespace hpk::detail

namespace hpk {
inline namespace HPK_ISA {

/// e^x - 1 per lane, precise also where x is small, with an error below 1 ulp: the bits of fdlibm,
/// as V8's Math.expm1 has them. Of floats it is computed in double and rounded.
///
/// expm1(±0) is ±0; too large results are infinite; that of NaN is NaN, of the bits hpk::nan_bits.
/// Whether the processor raises exception flags is unspecified.
template <std::floating_point T, class Backend>
[[gnu::always_inline]] inline lanes<T, Backend> expm1(lanes<T, Backend> x) noexcept {
    return detail::apply<detail::exponential_minus_1>(x);
}

} // namespace HPK_ISA
} // namespace hpk
