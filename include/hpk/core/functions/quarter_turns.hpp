// SPDX-License-Identifier: MIT
#pragma once

#include <bit>
#include <cstdint>

#include "hpk/core/exact.hpp"
#include "hpk/core/functions/apply.hpp"
#include "hpk/core/lanes.hpp"
#include "hpk/core/vectors/words.hpp"

namespace hpk::detail {
inline namespace HPK_ISA {

/// An angle x = n pi/2 + (y + rest), |y| at most about pi/4, where |rest| is below half an ulp of
/// y. Only the last two bits of n count, in two's complement.
template <class D>
struct quarter_turns {
    lanes<std::uint64_t, typename D::backend> n;
    D y, rest;
    typename D::mask_type is_direct; ///< x is y: nothing was subtracted
};

/// The largest angle, about 2^19 pi, that is reduced by subtraction.
inline constexpr double largest_small_angle = 0x1.921fbffffffffp20;

/// By the operations of fdlibm's e_rem_pio2.c (Sun Microsystems, 1993): n pi/2 is subtracted in
/// parts of 33 bits, as many as there are bits that cancel.
template <class D>
[[gnu::always_inline]] inline quarter_turns<D> turns_of(D x) noexcept {
    using W = lanes<std::uint64_t, typename D::backend>;
    const auto number = [](double value)
                            __attribute__((always_inline)) { return D::constant(value); };
    const D size = absolute(x);
    const auto is_direct = size < number(0x1.921fcp-1);
    const D nearest = rounded_down(size * number(6.36619772367581382433e-01) + number(0.5));
    const D n = select(is_direct, number(0), nearest);

    D r = size - n * number(1.57079632673412561417e+00);
    D w = n * number(6.07710050650619224932e-11);
    D y = r - w;
    // Bits are lost to cancellation where x and n pi/2 have the same upper half, or n is large.
    const auto chosen = [](auto where, D a, D b) __attribute__((always_inline)) {
        return as_floating_point<double>(select(where, as_integers(a), as_integers(b)));
    };
    const auto cancels = [&](int bits) __attribute__((always_inline)) {
        const auto exponents =
            as_integers(as_doubles((as_words(size) >> 52) - (as_words(absolute(y)) >> 52)));
        return D::integer_lanes::constant(bits) < exponents;
    };
    const auto more = cancels(16);
    if (any_of(more)) [[unlikely]] {
        const W upper_half = as_words(n * number(0x1.921fb54442d18p+0)) ^ as_words(size);
        const auto is_close =
            as_integers(as_doubles(upper_half >> 32)) == D::integer_lanes::constant(0);
        const auto from_32 = for_integers(number(31) < n);
        const auto second = more & (is_close | from_32);
        const auto subtract = [&](auto where, double part,
                                  double tail) __attribute__((always_inline)) {
            const D product = n * number(part);
            const D less = r - product;
            const D correction = n * number(tail) - ((r - less) - product);
            r = chosen(where, less, r);
            w = chosen(where, correction, w);
            y = r - w;
        };
        subtract(second, 6.07710050630396597660e-11, 2.02226624879595063154e-21);
        subtract(second & cancels(49), 2.02226624871116645580e-21, 8.47842766036889956997e-32);
    }
    const D rest = (r - y) - w;

    const D sign = as_floating_point<double>(as_integers(x) ^ as_integers(size));
    const auto with_sign = [&](D value) __attribute__((always_inline)) {
        return as_floating_point<double>(as_integers(value) ^ as_integers(sign));
    };
    return {as_words(with_sign(n) + number(0x1.8p52)), select(is_direct, x, with_sign(y)),
            select(is_direct, number(0), with_sign(rest)), is_direct};
}

} // namespace HPK_ISA
} // namespace hpk::detail
