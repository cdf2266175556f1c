// SPDX-License-Identifier: MIT
#pragma once

/// \file
/// Formulas: what is iterated in the place of z -> z² + c.
///
/// A formula is a class with a member, which may be static,
///
///     template <class L>
///     L advance(complex_lanes<L>& z, const complex_lanes<L>& c) const noexcept;
///
/// that replaces z by the next point of the orbit and returns |z|² of the old z, as `norm` rounds
/// it. L is hpk::lanes, whose operations round as they are written, so the counts are the same on
/// every backend. From |z| below twice the radius of escape the next |z| must be finite. A formula
/// of which smooth counts are wanted has a member `degree`, the power to which it raises large
/// moduli; one of which distances are wanted has a member `derivative`, by z.

#include "hpk/core/double_double.hpp"
#include "hpk/core/functions/apply.hpp"
#include "hpk/core/lanes.hpp"
#include "hpk/julia/orbits/orbit.hpp"

namespace hpk::julia {
inline namespace HPK_ISA {

/// z² + c, in the operations of `advance` in hpk/julia/orbits/orbit.hpp.
struct quadratic {
    static constexpr int degree = 2; ///< of the polynomial

    /// The member that every formula has.
    template <class L>
    [[gnu::always_inline]] static constexpr L advance(complex_lanes<L>& z,
                                                      const complex_lanes<L>& c) noexcept {
        return julia::advance(z, c);
    }
    /// 2z, as z + z.
    template <class L>
    [[gnu::always_inline]] static complex_lanes<L> derivative(const complex_lanes<L>& z) noexcept {
        return {z.re + z.re, z.im + z.im};
    }
};

/// z^N + c for N from 2 to 8: powers of even N are squares, (z^(N/2))², those of odd N products,
/// z^(N-1) · z. The square of a + bi is (aa - bb, ab + ab), the product of a + bi and x + yi
/// (ax - by, ay + bx); then c is added part by part.
template <int N>
struct power {
    static_assert(2 <= N && N <= 8, "power<N> is for N from 2 to 8");
    static constexpr int degree = N; ///< of the polynomial

    /// The member that every formula has.
    template <class L>
    [[gnu::always_inline]] static L advance(complex_lanes<L>& z,
                                            const complex_lanes<L>& c) noexcept {
        const complex_lanes<L> old = z;
        const L re_re = z.re * z.re;
        const L im_im = z.im * z.im;
        const L re_im = z.re * z.im;
        const complex_lanes<L> raised = raise<N>(old, {re_re - im_im, re_im + re_im});
        z = {raised.re + c.re, raised.im + c.im};
        return re_re + im_im;
    }
    /// N z^(N-1), the power multiplied by N.
    template <class L>
    [[gnu::always_inline]] static complex_lanes<L> derivative(const complex_lanes<L>& z) noexcept {
        const complex_lanes<L> raised = raise<N - 1>(z, squared(z));
        const L n = L::broadcast(N);
        return {raised.re * n, raised.im * n};
    }

private:
    /// z^M, where the square is known.
    template <int M, class L>
    [[gnu::always_inline]] static complex_lanes<L> raise(const complex_lanes<L>& z,
                                                         const complex_lanes<L>& square) noexcept {
        if constexpr (M == 1) {
            return z;
        } else if constexpr (M == 2) {
            return square;
        } else if constexpr (M % 2 == 0) {
            return squared(raise<M / 2>(z, square));
        } else {
            return product(raise<M - 1>(z, square), z);
        }
    }
};

/// (|re z| + i |im z|)² + c: the real part as in z² + c, the imaginary part with the absolute value
/// of re·im, |re·im| + |re·im| + im c. Source: M. Michelitsch and O. E. Rössler, The "burning ship"
/// and its quasi-Julia sets, Computers & Graphics 16 (1992). Pictures usually show it with the
/// imaginary axis downwards.
struct burning_ship {
    static constexpr int degree = 2; ///< of |z|

    /// The member that every formula has.
    template <class L>
    [[gnu::always_inline]] static L advance(complex_lanes<L>& z,
                                            const complex_lanes<L>& c) noexcept {
        const L re_re = z.re * z.re;
        const L im_im = z.im * z.im;
        const L re_im = hpk::detail::absolute(z.re * z.im);
        z.re = (re_re - im_im) + c.re;
        z.im = twice_plus(re_im, c.im);
        return re_re + im_im;
    }
};

/// The square of the conjugate, plus c: im c - (re·im + re·im) is the imaginary part. Source:
/// W. D. Crowe et al., On the structure of the Mandelbar set, Nonlinearity 2 (1989).
struct tricorn {
    static constexpr int degree = 2; ///< of |z|

    /// The member that every formula has.
    template <class L>
    [[gnu::always_inline]] static L advance(complex_lanes<L>& z,
                                            const complex_lanes<L>& c) noexcept {
        const L re_re = z.re * z.re;
        const L im_im = z.im * z.im;
        const L re_im = z.re * z.im;
        z.re = (re_re - im_im) + c.re;
        z.im = c.im - (re_im + re_im);
        return re_re + im_im;
    }
};

} // namespace HPK_ISA
} // namespace hpk::julia
