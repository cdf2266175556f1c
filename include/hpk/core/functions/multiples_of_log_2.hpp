// SPDX-License-Identifier: MIT
#pragma once

#include "hpk/core/functions/apply.hpp"
#include "hpk/core/lanes.hpp"

namespace hpk::detail {
inline namespace HPK_ISA {

/// x = n log 2 + (high - low), for |x| < 2^20, where n is the integer that fdlibm chooses (e_exp.c
/// and s_expm1.c, Sun Microsystems): the nearest, but 0 for |x| slightly above log(2) / 2, too.
template <class D>
struct multiple_of_log_2 {
    D n, high, low;

    [[gnu::always_inline]] explicit multiple_of_log_2(D x) noexcept {
        const auto number = [](double value)
                                __attribute__((always_inline)) { return D::constant(value); };
        const D size = absolute(x);
        const D nearest = rounded_down(number(1.44269504088896338700) * size + number(0.5));
        const D whole = select(size < number(0x1.62e43p-2), number(0), nearest);
        n = with_sign_of(x, whole);
        high = x - n * number(6.93147180369123816490e-01); // log 2 in two parts
        low = n * number(1.90821492927058770002e-10);
    }

private:
    [[gnu::always_inline]] static D with_sign_of(D x, D size) noexcept {
        return as_floating_point<double>(as_integers(size) ^ (as_integers(x) ^ bits_of_size(x)));
    }
};

} // namespace HPK_ISA
} // namespace hpk::detail
