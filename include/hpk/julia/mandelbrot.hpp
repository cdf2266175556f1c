// SPDX-License-Identifier: MIT
#pragma once

#include <complex>

namespace hpk::julia {

/// The Mandelbrot set, in the place of c in a call of escape_counts: each pixel is a c, and all
/// orbits start at z0.
struct mandelbrot {
    /// The start, rounded to the type of the plane. If it is not finite, all counts are 0.
    std::complex<double> z0 = {};
};

} // namespace hpk::julia
