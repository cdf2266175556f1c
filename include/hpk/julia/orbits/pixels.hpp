// SPDX-License-Identifier: MIT
#pragma once

/// \file
/// The roles of the pixels of a plane: what z starts at and what c is. A kernel that is written for
/// one serves them all.

#include <array>
#include <complex>
#include <cstddef>

#include "hpk/core/double_double.hpp"
#include "hpk/julia/orbits/orbit.hpp"
#include "hpk/julia/orbits/rule.hpp"
#include "hpk/julia/plane.hpp"

namespace hpk::julia {
inline namespace HPK_ISA {

/// The pixels of a Julia set: each is the start of an orbit, and c is the same for all.
template <coordinate T, class Rule = classic_rule<part_of<T>>>
struct julia_pixels {
    using value_type = T;
    static constexpr bool are_parameters = false; ///< true if each pixel is a c
    plane_view<T> plane;
    std::complex<part_of<T>> c;
    Rule rule = {};

    /// The starts of the orbits of a vector of pixels.
    template <class L>
    complex_lanes<L> start(const complex_lanes<L>& pixels) const noexcept {
        return pixels;
    }
    /// The c of V vectors of pixels; `pixels(v)` is the v-th.
    template <class L, std::size_t V, class Pixels>
    common_parameter<L> parameters(Pixels) const noexcept {
        return {complex_lanes<L>::broadcast(c)};
    }
};

/// The pixels of a Mandelbrot set: each is the c of an orbit, and all start at z0.
template <coordinate T, class Rule = classic_rule<part_of<T>>>
struct mandelbrot_pixels {
    using value_type = T;
    static constexpr bool are_parameters = true; ///< true if each pixel is a c
    plane_view<T> plane;
    std::complex<part_of<T>> z0;
    Rule rule = {};

    /// The starts of the orbits of a vector of pixels.
    template <class L>
    complex_lanes<L> start(const complex_lanes<L>&) const noexcept {
        return complex_lanes<L>::broadcast(z0);
    }
    /// The c of V vectors of pixels; `pixels(v)` is the v-th.
    template <class L, std::size_t V, class Pixels>
    std::array<complex_lanes<L>, V> parameters(Pixels pixels) const noexcept {
        std::array<complex_lanes<L>, V> result;
        for (std::size_t v = 0; v < V; ++v) result[v] = pixels(v);
        return result;
    }
};

} // namespace HPK_ISA
} // namespace hpk::julia
