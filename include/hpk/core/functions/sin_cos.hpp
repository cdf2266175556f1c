// SPDX-License-Identifier: MIT
#pragma once

#include <bit>
#include <concepts>
#include <cstdint>

#include "hpk/core/exact.hpp"
#include "hpk/core/functions/apply.hpp"
#include "hpk/core/functions/large_angle.hpp"
#include "hpk/core/functions/quarter_turns.hpp"
#include "hpk/core/lanes.hpp"
#include "hpk/core/vectors/words.hpp"

namespace hpk::detail {
inline namespace HPK_ISA {

/// The sine of an angle and `Quarters` quarter turns by the operations of fdlibm's k_sin.c and
/// k_cos.c (Sun Microsystems, 1993): polynomials in y^2 for |y| up to pi/4.
template <unsigned Quarters>
struct sine_after {
    template <class D>
    [[gnu::always_inline]] static auto is_rare(D x) noexcept {
        return is_beyond(x, largest_small_angle);
    }

    template <class D>
    [[gnu::always_inline]] static D usual(D x) noexcept {
        return of_turns(turns_of(x));
    }

    static double rare(double x) noexcept {
        if (!is_finite(x)) return std::bit_cast<double>(nan_bits<double>);
        return of_turns(turns_of_large(x)).value;
    }

private:
    template <class D>
    [[gnu::always_inline]] static D of_turns(quarter_turns<D> x) noexcept {
        using W = lanes<std::uint64_t, typename D::backend>;
        const W n = x.n + W::constant(Quarters);
        // The last bit of n chooses the function, the one before it the sign.
        const D odd = as_doubles((n & W::constant(1)) << 62); // 0 or 2
        const D sign = as_doubles((n & W::constant(2)) << 62);
        const D result =
            select(number<D>(1) < odd, cosine(x.y, x.rest), sine(x.y, x.rest, x.is_direct));
        return as_floating_point<double>(as_integers(result) ^ as_integers(sign));
    }

    template <class D>
    [[gnu::always_inline]] static D number(double value) noexcept {
        return D::constant(value);
    }

    /// The sine of x + y, or of x alone.
    template <class D>
    [[gnu::always_inline]] static D sine(D x, D y, typename D::mask_type is_alone) noexcept {
        constexpr double first = -1.66666666666666324348e-01;
        const D z = x * x, cube = z * x;
        const D r = number<D>(8.33333333332248946124e-03) +
                    z * (number<D>(-1.98412698298579493134e-04) +
                         z * (number<D>(2.75573137070700676789e-06) +
                              z * (number<D>(-2.50507602534068634195e-08) +
                                   z * number<D>(1.58969099521155010221e-10))));
        const D alone = x + cube * (number<D>(first) + z * r);
        const D both = x - ((z * (number<D>(0.5) * y - cube * r) - y) - cube * number<D>(first));
        const D result = select(is_alone, alone, both);
        return select(absolute(x) < number<D>(0x1p-27), x, result);
    }

    /// The cosine of x + y.
    template <class D>
    [[gnu::always_inline]] static D cosine(D x, D y) noexcept {
        const D z = x * x;
        const D r = z * (number<D>(4.16666666666666019037e-02) +
                         z * (number<D>(-1.38888888888741095749e-03) +
                              z * (number<D>(2.48015872894767294178e-05) +
                                   z * (number<D>(-2.75573143513906633035e-07) +
                                        z * (number<D>(2.08757232129817482790e-09) +
                                             z * number<D>(-1.13596475577881948265e-11))))));
        // 1 is reduced by about x/4, an exact operation, before the rest of z/2 is subtracted.
        using W = lanes<std::uint64_t, typename D::backend>;
        const D size = absolute(x);
        const W upper_half = W::constant(~std::uint64_t{0} << 32);
        const D quarter =
            as_doubles((as_words(size) & upper_half) - W::constant(std::uint64_t{2} << 52));
        D part = select(size < number<D>(0x1.90001p-1), quarter, number<D>(0.28125));
        part = select(size < number<D>(0x1.33333p-2), number<D>(0), part);
        const D half = number<D>(0.5) * z - part;
        return (number<D>(1) - part) - (half - (z * r - x * y));
    }
};

} // namespace HPK_ISA
} // namespace hpk::detail

namespace hpk {
inline namespace HPK_ISA {

/// The sine and the cosine per lane, of angles in radians, with an error below 1 ulp. Up to about
/// 2^19 pi they have the bits of fdlibm, as V8's Math.sin and Math.cos. Of floats they are computed
/// in double and rounded.
///
/// sin(±0) is ±0; those of infinity and NaN are NaN, of the bits hpk::nan_bits. Whether the
/// processor raises exception flags is unspecified. Angles beyond 2^19 pi are reduced one by one.
/// \{
template <std::floating_point T, class Backend>
[[gnu::always_inline]] inline lanes<T, Backend> sin(lanes<T, Backend> x) noexcept {
    return detail::apply<detail::sine_after<0>>(x);
}
template <std::floating_point T, class Backend>
[[gnu::always_inline]] inline lanes<T, Backend> cos(lanes<T, Backend> x) noexcept {
    return detail::apply<detail::sine_after<1>>(x);
}
/// \}

} // namespace HPK_ISA
} // namespace hpk
