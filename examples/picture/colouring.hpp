// SPDX-License-Identifier: MIT
#pragma once

#include <algorithm>
#include <cmath>
#include <complex>
#include <cstddef>
#include <cstdint>
#include <numbers>
#include <span>
#include <vector>

#include <hpk/julia.hpp>

/// Greys from black for a count of 0 to white for max_iterations, linear in the counts. Most of the
/// exterior is nearly black.
inline std::vector<std::uint8_t> linear_greys(std::span<const std::int32_t> counts,
                                              int max_iterations) {
    std::vector<std::uint8_t> greys(counts.size());
    std::ranges::transform(counts, greys.begin(),
                           [scale = 255.0 / std::max(max_iterations, 1)](int n) {
                               return static_cast<std::uint8_t>(n * scale);
                           });
    return greys;
}

/// The grey of a point that escapes: brighter for later escapes, with a ripple per step. `pixel` is
/// the distance from one pixel to the next.
inline std::uint8_t exterior_grey(std::complex<double> z, std::complex<double> c, int count,
                                  double pixel) {
    int steps = 0;
    double slope2 = 1; // |dz/dz0|², clamped below infinity
    for (; std::norm(z) < 1e6; ++steps) {
        if (steps > count + 100)
            return 255; // for example 2 under z² - 2, a fixed point with |z| >= 2
        slope2 = std::fmin(slope2 * 4 * std::norm(z), 1e300);
        // std::complex would check for infinities here.
        z = {z.real() * z.real() - z.imag() * z.imag() + c.real(),
             2 * z.real() * z.imag() + c.imag()};
    }
    const double r = std::abs(z);
    // With each step log|z| doubles, so this count has fractions and no jumps.
    const double time = std::max(0.0, steps + 1 - std::log2(std::log2(r)));
    // An estimate of the distance to the set: near it ripples are finer than pixels, so they fade.
    const double distance = r * std::log(r) / std::sqrt(slope2) / pixel;
    const double ripple = std::cos(2 * std::numbers::pi * time) / (1 + 8 / distance);
    const double brightness = 0.12 + 0.88 * time / (time + 8);
    return static_cast<std::uint8_t>(255 * std::min(1.0, brightness * (1 + 0.3 * ripple)));
}

/// A false greyscale that shows the detail of the exterior; the interior is black.
inline std::vector<std::uint8_t> detailed_greys(hpk::julia::plane_view<double> plane,
                                                std::complex<double> c,
                                                std::span<const std::int32_t> counts,
                                                int max_iterations) {
    const double pixel = plane.columns() > 1
                             ? (plane.x.back() - plane.x.front()) / (double(plane.columns()) - 1)
                             : 1;
    std::vector<std::uint8_t> greys(counts.size());
    for (std::size_t k = 0; k < greys.size(); ++k)
        if (counts[k] < max_iterations)
            greys[k] = exterior_grey({plane.x[k % plane.columns()], plane.y[k / plane.columns()]},
                                     c, counts[k], pixel);
    return greys;
}
