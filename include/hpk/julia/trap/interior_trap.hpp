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

    /// True if the disc |z| <= r provably maps into itself after some number of steps and stays
    /// inside |z| < 2 until then.
    [[nodiscard]] bool returns(double r, double rounding) const noexcept {
        using bounds = disc_bounds<double>;
        double radius = r * r * bounds::growth + rounding;
        for (std::size_t k = 0; k < length; ++k) {
            const double reach = modulus[k] + radius;
            if (reach < r * bounds::margin) return true;
            if (!(reach < bounds::inside)) return false;
            radius = radius * (2 * modulus[k] + radius) * bounds::growth + rounding;
        }
        return false;
    }
};

} // namespace detail

/// The interior trap: a radius r such that no orbit which enters |z| <= r, computed in T, ever
/// escapes; 0 if none was found. docs/interior-trap.md has the proof.
///
/// If c has an attracting cycle, 0 is drawn to it (Fatou), and a disc about 0 can be followed along
/// with it. If the disc maps into itself, no orbit in it ever escapes. The search takes the radii
/// from 1 down to the closest approach of 0's orbit to 0 (a smaller disc cannot return), and then
/// enlarges the first that returns by bisection. It computes up to 256 steps for some tens of
/// radii, in double precision: a few microseconds at most.
template <std::floating_point T, class Formula = quadratic>
[[nodiscard]] double interior_trap_radius(std::complex<T> c, const Formula& formula = {}) noexcept {
    constexpr double rounding = disc_bounds<T>::rounding;
    const detail::critical_orbit orbit(
        {static_cast<double>(c.real()), static_cast<double>(c.imag())}, formula);
    constexpr double ratio = 0.75;
    for (double r = 1; r > orbit.closest; r *= ratio) {
        if (!orbit.returns(r, rounding)) continue;
        double too_large = r / ratio;
        for (int i = 0; i < 6; ++i) {
            const double middle = (r + too_large) / 2;
            (orbit.returns(middle, rounding) ? r : too_large) = middle;
        }
        return r;
    }
    return 0;
}

} // namespace HPK_ISA
} // namespace hpk::julia
