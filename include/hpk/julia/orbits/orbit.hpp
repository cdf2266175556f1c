// SPDX-License-Identifier: MIT
#pragma once

#include <complex>
#include <cstddef>

#include "hpk/core/double_double.hpp"
#include "hpk/core/lanes.hpp"

namespace hpk::julia {
inline namespace HPK_ISA {

/// A complex number in each lane.
template <class L>
struct complex_lanes {
    L re, im;

    /// The same number in every lane; that of lanes of double_double is of double.
    static constexpr complex_lanes
    broadcast(std::complex<part_of<typename L::value_type>> z) noexcept {
        return {L::broadcast(z.real()), L::broadcast(z.imag())};
    }
    friend constexpr complex_lanes operator-(const complex_lanes& a,
                                             const complex_lanes& b) noexcept {
        return {a.re - b.re, a.im - b.im};
    }
};

/// (a + a) + b for types other than lanes, which have their own.
template <class L>
[[gnu::always_inline]] constexpr L twice_plus(const L& a, const L& b) noexcept {
    return (a + a) + b;
}

/// One step of the iteration z -> z² + c in each lane, in the one order of operations that all
/// variants share: z² is (re·re - im·im, re·im + im·re), then c is added part by part.
///
/// Returns |z|² = re·re + im·im of the old z, which the step has half computed anyway.
template <class L>
[[gnu::always_inline]] constexpr L advance(complex_lanes<L>& z,
                                           const complex_lanes<L>& c) noexcept {
    const L re_re = z.re * z.re;
    const L im_im = z.im * z.im;
    const L re_im = z.re * z.im;
    z.re = (re_re - im_im) + c.re;
    z.im = twice_plus(re_im, c.im);
    return re_re + im_im;
}

/// |z|² in each lane, rounded as `advance` rounds it.
template <class L>
[[gnu::always_inline]] constexpr L norm(const complex_lanes<L>& z) noexcept {
    return z.re * z.re + z.im * z.im;
}

/// The product of two complex numbers in each lane: a + bi and x + yi make (ax - by) + (ay + bx)i.
template <class L>
[[gnu::always_inline]] inline complex_lanes<L> product(const complex_lanes<L>& a,
                                                       const complex_lanes<L>& b) noexcept {
    return {a.re * b.re - a.im * b.im, a.re * b.im + a.im * b.re};
}

/// The square of a complex number in each lane: a + bi makes (aa - bb) + (ab + ab)i.
template <class L>
[[gnu::always_inline]] inline complex_lanes<L> squared(const complex_lanes<L>& z) noexcept {
    const L re_im = z.re * z.im;
    return {z.re * z.re - z.im * z.im, re_im + re_im};
}

/// An orbit has escaped at |z|² >= 4.
template <class T>
inline constexpr T escape_norm = T(4);

/// The same c for every vector of a group.
template <class L>
struct common_parameter {
    complex_lanes<L> c;
    const complex_lanes<L>& operator[](std::size_t) const noexcept { return c; }
};

} // namespace HPK_ISA
} // namespace hpk::julia
