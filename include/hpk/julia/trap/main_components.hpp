// SPDX-License-Identifier: MIT
#pragma once

#include <concepts>

#include "hpk/julia/trap/disc.hpp"

namespace hpk::julia {
inline namespace HPK_ISA {

/// How far below 1 the modulus of a multiplier must be to outweigh the rounding errors of any
/// number of steps (docs/interior-trap.md, Theorem 4).
template <std::floating_point T>
struct multiplier_margin {
    static constexpr T period_1 = sizeof(T) == 8 ? T(1) / 16384 : T(1) / 32;
    static constexpr T period_2 = sizeof(T) == 8 ? T(1) / 8192 : T(5) / 64;
};

/// True for the formula z² + c, whose main components are known.
/// \{
template <class Formula>
inline constexpr bool has_main_components = false;
template <>
inline constexpr bool has_main_components<quadratic> = true;
template <>
inline constexpr bool has_main_components<power<2>> = true;
/// \}

/// True for each disc of c for which the orbit of 0, as computed, provably never escapes because
/// there is an attracting cycle of period 1 (the main cardioid) or 2 (the disc left of it) whose
/// multiplier is below 1 by a margin.
template <class L>
[[nodiscard]] constexpr typename L::mask_type in_main_components(const disc<L>& c) noexcept {
    using T = typename L::value_type;
    using margin = multiplier_margin<T>;
    const auto all = [](double x) { return L::broadcast(static_cast<T>(x)); };
    const L zero = all(0);
    const L one = all(1);

    // The multiplier is 1 - root, where root² = b = 1 - 4c; all conjugate, which changes no
    // modulus. If b stays far from 0 in the disc, root moves by less than 3 radii / sqrt(|b|). Both
    // sides of the comparison are multiplied by sqrt(|b|).
    const complex_lanes<L> b{one - all(4) * c.centre.re, all(4) * c.centre.im};
    const L size = approximate_sqrt(norm(b));
    const L sum = size + b.re; // rounding may make it negative
    const L twice_root_re = approximate_sqrt(all(2) * select(zero < sum, sum, zero));
    const L multiplier_norm = (one + size) - twice_root_re;
    const L room = L::broadcast(1 - margin::period_1) * approximate_sqrt(size) - all(3) * c.radius;
    const auto period_1 =
        (all(8) * c.radius < size) & (zero < room) & (multiplier_norm * size < room * room);

    // The multiplier is 4 (c + 1).
    const complex_lanes<L> from_centre{c.centre.re + one, c.centre.im};
    const L reach = L::broadcast((1 - margin::period_2) / 4) - c.radius;
    return period_1 | ((zero < reach) & (norm(from_centre) < reach * reach));
}

} // namespace HPK_ISA
} // namespace hpk::julia
