// SPDX-License-Identifier: MIT
#pragma once

#include <array>
#include <concepts>
#include <cstddef>
#include <cstdint>

#include "hpk/core/vectors/unroll.hpp"
#include "hpk/julia/trap/disc.hpp"

namespace hpk::julia {
inline namespace HPK_ISA {

/// The proven fate of all orbits that start in a disc: the number of steps after which every one of
/// them escapes, never_escapes, or unknown_fate.
using fate = std::uint8_t;
inline constexpr fate never_escapes = 254;
inline constexpr fate unknown_fate = 255;

/// Writes fates that were computed as floating-point numbers.
template <class L, std::size_t V>
void store_fates(const std::array<L, V>& fates, fate* to) noexcept {
    unroll<V>([&](auto v) {
        alignas(L::alignment) typename L::value_type values[L::size];
        fates[v].store(values);
        for (std::size_t l = 0; l < L::size; ++l)
            to[v * L::size + l] = static_cast<fate>(values[l]);
    });
}

/// Proves fates: follows V vectors of discs until each has left |z| < 2 as a whole, has entered the
/// interior trap as a whole (|w| + rho < trap), or straddles |z| = 2.
template <class L, std::size_t V, class Formula = quadratic>
void certify(std::array<disc<L>, V> d, const complex_lanes<L>& c, typename L::value_type trap,
             fate* to, const Formula& formula = {}) noexcept {
    using T = typename L::value_type;
    using bounds = disc_bounds<T>;
    constexpr int longest = 96; // steps; orbits that wander about for longer are rare
    const L inside = L::broadcast(bounds::inside);
    const L outside = L::broadcast(bounds::outside);
    const L trapped = L::broadcast(trap);
    const L rounding = L::broadcast(bounds::rounding);
    const L never = L::broadcast(T(never_escapes));

    std::array<L, V> result;
    std::array<typename L::mask_type, V> open;
    unroll<V>([&](auto v) {
        result[v] = L::broadcast(T(unknown_fate));
        open[v] = outside < never;
    });
    for (int steps = 0; steps < longest; ++steps) {
        const L now = L::broadcast(static_cast<T>(steps));
        unroll<V>([&](auto v) {
            const L radius = d[v].radius;
            const L modulus = advance(d[v], c, rounding, formula);
            const L reach = modulus + radius;
            const auto enters = open[v] & (reach < trapped);
            result[v] = select(open[v] & (outside + radius < modulus), now, result[v]);
            result[v] = select(enters, never, result[v]);
            open[v] =
                (open[v] & (reach < inside)) ^ enters; // a disc that enters the trap is inside, too
        });
        auto any = open[0];
        unroll<V>([&](auto v) { any = any | open[v]; });
        if (!any_of(any)) break;
    }
    store_fates<L, V>(result, to);
}

} // namespace HPK_ISA
} // namespace hpk::julia
