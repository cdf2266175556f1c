// SPDX-License-Identifier: MIT
#pragma once

#include <algorithm>
#include <array>
#include <complex>
#include <concepts>
#include <cstddef>

#include "hpk/julia/trap/disc.hpp"

namespace hpk::julia {
inline namespace HPK_ISA {
namespace detail {

/// The orbit 0 -> c -> c² + c … of a formula, as far as it stays inside; modulus[k] is |w(k + 1)|.
struct critical_orbit {
    static constexpr std::size_t capacity = 256;
    std::array<double, capacity> modulus;
    std::size_t length = 0;
    double closest = 2; ///< the least modulus

    template <class Formula>
    critical_orbit(std::complex<double> parameter, const Formula& formula) noexcept {
        using L = lanes<double, scalar>;
        const auto c = complex_lanes<L>::broadcast(parameter);
        complex_lanes<L> w = c;
        while (length < capacity) {
            const double m = approximate_sqrt(formula.advance(w, c)).value;
            if (!(m < disc_bounds<double>::inside)) break;
            modulus[length++] = m;
            closest = (std::min)(closest, m);
        }
    }

    /// The number of steps after which the disc |z| <= r provably maps into itself, staying inside
    /// |z| < 2 until then; 0 if none was found.
    [[nodiscard]] int steps_to_return(double r, double rounding) const noexcept {
        using bounds = disc_bounds<double>;
        double radius = r * r * bounds::growth + rounding;
        for (std::size_t k = 0; k < length; ++k) {
            const double reach = modulus[k] + radius;
            if (reach < r * bounds::margin) return static_cast<int>(k) + 1;
            if (!(reach < bounds::inside)) break;
            radius = radius * (2 * modulus[k] + radius) * bounds::growth + rounding;
        }
        return 0;
    }
};

} // namespace detail

/// The interior trap: a disc |z| <= radius that no orbit leaves for good once it has been there.
struct interior_trap {
    double radius = 0; ///< 0 if no trap was found
    int period = 0;    ///< an orbit in the disc is there again after so many steps
};

/// The interior trap of orbits that are computed in T: none that enters it ever escapes.
/// docs/interior-trap.md has the proof.
///
/// If c has an attracting cycle, 0 is drawn to it (Fatou), and a disc about 0 can be followed along
/// with it. If the disc maps into itself, no orbit in it ever escapes. The search takes the radii
/// from 1 down to the closest approach of 0's orbit to 0 (a smaller disc cannot return), and then
/// enlarges the first that returns by bisection. It computes up to 256 steps for some tens of
/// radii, in double precision: a few microseconds at most.
template <std::floating_point T, class Formula = quadratic>
[[nodiscard]] interior_trap find_interior_trap(std::complex<T> c,
                                               const Formula& formula = {}) noexcept {
    constexpr double rounding = disc_bounds<T>::rounding;
    const detail::critical_orbit orbit(
        {static_cast<double>(c.real()), static_cast<double>(c.imag())}, formula);
    constexpr double ratio = 0.75;
    for (double r = 1; r > orbit.closest; r *= ratio) {
        interior_trap found{r, orbit.steps_to_return(r, rounding)};
        if (found.period == 0) continue;
        double too_large = r / ratio;
        for (int i = 0; i < 6; ++i) {
            const double middle = (found.radius + too_large) / 2;
            const int period = orbit.steps_to_return(middle, rounding);
            if (period > 0)
                found = {middle, period};
            else
                too_large = middle;
        }
        return found;
    }
    return {};
}

/// The radius of the interior trap; 0 if none was found.
template <std::floating_point T, class Formula = quadratic>
[[nodiscard]] double interior_trap_radius(std::complex<T> c, const Formula& formula = {}) noexcept {
    return find_interior_trap(c, formula).radius;
}

/// A bound in T: an orbit with |z|² at most this, as computed, is in the interior trap.
template <std::floating_point T>
[[nodiscard]] T interior_trap_norm(double radius) noexcept {
    const T safe = static_cast<T>(radius) * disc_bounds<T>::margin;
    return safe * safe;
}

} // namespace HPK_ISA
} // namespace hpk::julia
