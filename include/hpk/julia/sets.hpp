// SPDX-License-Identifier: MIT
#pragma once

/// \file
/// Sets that escape_counts draws, in the place of c in a call.

#include <complex>

#include "hpk/julia/orbits/formulas.hpp"

namespace hpk::julia {

/// The Mandelbrot set: each pixel is a c, and all orbits of z² + c start at z0.
struct mandelbrot {
    /// The start, rounded to the type of the plane. If it is not finite, all counts are 0.
    std::complex<double> z0 = {};
};

inline namespace HPK_ISA {

/// A Mandelbrot set of any formula of hpk/julia/orbits/formulas.hpp, or one's own:
/// `mandelbrot_set{burning_ship{}}`.
template <class Formula = quadratic>
struct mandelbrot_set {
    Formula formula = {}; ///< what is iterated
    /// An orbit has escaped at |z|² >= radius²; from 2 to 256 for planes of float, to 10⁹ for
    /// planes of double. A large radius makes smooth counts smoother.
    double radius = 2;
    /// The start, rounded to the type of the plane. If it is not finite, all counts are 0.
    std::complex<double> z0 = {};
};

/// A Julia set of any formula: each pixel is the start of an orbit. `julia_set{c, power<3>{}}`.
template <class Formula = quadratic>
struct julia_set {
    /// The constant, rounded to the type of the plane. If it is not finite, orbits escape in one
    /// step.
    std::complex<double> c = {};
    Formula formula = {}; ///< what is iterated
    double radius = 2;    ///< as in mandelbrot_set
};

/// \cond
template <class Formula = quadratic>
mandelbrot_set(Formula = {}, double = 2, std::complex<double> = {}) -> mandelbrot_set<Formula>;
template <class Formula = quadratic>
julia_set(std::complex<double> = {}, Formula = {}, double = 2) -> julia_set<Formula>;
/// \endcond

namespace detail {

template <class Set>
inline constexpr bool is_pixel_set = false;
template <>
inline constexpr bool is_pixel_set<mandelbrot> = true;
template <class Formula>
inline constexpr bool is_pixel_set<mandelbrot_set<Formula>> = true;
template <class Formula>
inline constexpr bool is_pixel_set<julia_set<Formula>> = true;

} // namespace detail

/// mandelbrot, mandelbrot_set and julia_set.
template <class Set>
concept pixel_set = detail::is_pixel_set<Set>;

} // namespace HPK_ISA
} // namespace hpk::julia
