// SPDX-License-Identifier: MIT
#pragma once

#include <array>
#include <complex>
#include <cstddef>

#include "hpk/core/vectors/unroll.hpp"
#include "hpk/julia/trap/certificate.hpp"
#include "hpk/julia/trap/disc.hpp"
#include "hpk/julia/trap/main_components.hpp"
#include "hpk/julia/trap/returning.hpp"

namespace hpk::julia {
inline namespace HPK_ISA {

/// Proves the fates of all orbits that start at z0 and have a c in a disc, for V vectors of discs:
/// the disc that holds their points is followed until it has left |z| < 2 as a whole or straddles
/// |z| = 2. At some steps, slightly enlarged, it is tried for a return into itself.
template <class L, std::size_t V, class Formula>
void certify_parameters(std::complex<typename L::value_type> z0, std::array<disc<L>, V> c, fate* to,
                        const Formula& formula) noexcept {
    using T = typename L::value_type;
    using bounds = disc_bounds<T>;
    const L zero = L::broadcast(0);
    const L inside = L::broadcast(bounds::inside);
    const L outside = L::broadcast(bounds::outside);
    const L never = L::broadcast(T(never_escapes));
    const bool from_0 = z0 == std::complex<T>();

    std::array<disc<L>, V> d;
    std::array<L, V> result;
    std::array<typename L::mask_type, V> open;
    unroll<V>([&](auto v) {
        d[v] = {complex_lanes<L>::broadcast(z0), zero};
        result[v] = L::broadcast(T(unknown_fate));
        open[v] = (norm(c[v].centre) < L::broadcast(bounds::parameter_norm)) &
                  (c[v].radius < L::broadcast(T(0.5)));
        if (has_main_components<Formula> && from_0) {
            const auto known = open[v] & in_main_components(c[v]);
            result[v] = select(known, never, result[v]);
            open[v] = open[v] ^ known;
        }
        c[v].radius = c[v].radius + L::broadcast(bounds::rounding);
    });
    for (int steps = 0, half = 8; half <= 16; half *= 2) {
        for (; steps < 2 * half; ++steps) {
            auto any = open[0];
            unroll<V>([&](auto v) { any = any | open[v]; });
            if (!any_of(any)) break;
            const L now = L::broadcast(static_cast<T>(steps));
            unroll<V>([&](auto v) {
                const L radius = d[v].radius;
                const L modulus = advance(d[v], c[v].centre, c[v].radius, formula);
                result[v] = select(open[v] & (outside + radius < modulus), now, result[v]);
                open[v] = open[v] & (modulus + radius < inside);
            });
        }
        std::array<disc<L>, V> home = d;
        std::array<L, V> longest;
        unroll<V>([&](auto v) {
            home[v].radius = d[v].radius * L::broadcast(T(1.5));
            longest[v] = select(open[v], L::broadcast(static_cast<T>(half)), zero);
        });
        const auto returned = returns<L, V>(home, c, longest, formula);
        unroll<V>([&](auto v) {
            result[v] = select(returned[v], never, result[v]);
            open[v] = open[v] ^ returned[v];
        });
    }
    store_fates<L, V>(result, to);
}

} // namespace HPK_ISA
} // namespace hpk::julia
