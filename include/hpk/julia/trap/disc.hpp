// SPDX-License-Identifier: MIT
#pragma once

/// \file
/// Discs that are known to hold orbits, rounding errors included. docs/interior-trap.md has the
/// proofs.
///
/// If the start of an orbit lies in the disc |z - w| <= rho, then its next point, as computed,
/// lies in the disc about the computed next w with radius
///
///     rho' = rho·(2|w| + rho) + e,   because |z² - w²| = |z - w|·|z + w| <= rho·(rho + 2|w|),
///
/// where e bounds the rounding error of one step of z and one of w. So the orbit of the centre and
/// one number bound every orbit that starts in the disc.

#include <concepts>
#include <limits>
#include <type_traits>
#include <utility>

#include "hpk/core/lanes.hpp"
#include "hpk/julia/orbits/formulas.hpp"
#include "hpk/julia/orbits/orbit.hpp"

namespace hpk::julia {
inline namespace HPK_ISA {

/// True for formulas f(z) + c with |f(z)| = |z|² and |f(z) - f(w)| <= |z - w|·(|z| + |w|), whose
/// steps are rounded as that of z² + c: the bounds hold for them.
/// \{
template <class Formula>
inline constexpr bool squares = false;
template <>
inline constexpr bool squares<quadratic> = true;
template <>
inline constexpr bool squares<power<2>> = true;
template <>
inline constexpr bool squares<burning_ship> = true;
template <>
inline constexpr bool squares<tricorn> = true;
/// \}

/// The rules for which there are proofs.
template <class Rule, class T>
concept provable =
    std::floating_point<T> && squares<std::remove_cvref_t<decltype(std::declval<Rule>().formula)>>;

/// The bounds that hold while |c| <= 2 and the disc lies inside |z| < 2.
template <std::floating_point T>
struct disc_bounds {
    /// e: a computed step is within 17.3 u of z² + c (u = epsilon / 2), and z and w take one each;
    /// the rest of the 40 u covers underflow.
    static constexpr T rounding = 20 * std::numeric_limits<T>::epsilon();
    /// A factor larger than the rounding errors of the recursion for rho (about 12 u) and of |w|.
    static constexpr T growth = T(1) + T(1) / 4096;
    /// |c|² below this: the rounding of a step is bounded as above, also for discs of c whose
    /// radius is below 1/2 (Lemma 5).
    static constexpr T parameter_norm = T(6.25);
    /// |w| + rho below this: |z|² < 4 as computed, for every z of the disc.
    static constexpr T inside = T(1.999);
    /// |w| - rho above this: |z|² >= 4 as computed, for every z of the disc.
    static constexpr T outside = T(2.001);
    /// A radius r is taken as r times this wherever a computed |w| + rho is compared with it.
    static constexpr T margin = T(1) - T(1) / 512;
};

/// A disc in each lane.
template <class L>
struct disc {
    complex_lanes<L> centre;
    L radius;
};

/// Advances each disc by one step of a formula; returns |w| of the old centre. `rounding` is the e
/// of the type in which the orbits are computed.
template <class L, class Formula>
[[gnu::always_inline]] constexpr L advance(disc<L>& d, const complex_lanes<L>& c, L rounding,
                                           const Formula& formula) noexcept {
    const L growth = L::broadcast(disc_bounds<typename L::value_type>::growth);
    const L modulus = approximate_sqrt(formula.advance(d.centre, c));
    d.radius = d.radius * (modulus + modulus + d.radius) * growth + rounding;
    return modulus;
}

} // namespace HPK_ISA
} // namespace hpk::julia
