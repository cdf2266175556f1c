// SPDX-License-Identifier: MIT
#pragma once

#include <array>
#include <cstddef>

#include "hpk/core/vectors/unroll.hpp"
#include "hpk/julia/trap/disc.hpp"

namespace hpk::julia {
inline namespace HPK_ISA {

/// True for each disc that provably returns into itself and stays inside |z| < 2 until then, so
/// that no orbit in it ever escapes. No period need be known: the disc is compared with where it
/// began after each of up to `longest` steps. `c` is a disc, too, whose radius includes the
/// rounding errors of a step.
template <class L, std::size_t V, class Formula>
[[nodiscard]] std::array<typename L::mask_type, V>
returns(const std::array<disc<L>, V>& home, const std::array<disc<L>, V>& c,
        const std::array<L, V>& longest, const Formula& formula) noexcept {
    using T = typename L::value_type;
    using bounds = disc_bounds<T>;
    const L zero = L::broadcast(0);
    const L inside = L::broadcast(bounds::inside);
    std::array<disc<L>, V> d = home;
    std::array<L, V> within;
    std::array<typename L::mask_type, V> open;
    std::array<typename L::mask_type, V> returned;
    unroll<V>([&](auto v) {
        within[v] = home[v].radius * L::broadcast(bounds::margin);
        open[v] = zero < longest[v];
        returned[v] = zero < zero;
    });
    for (int step = 1;; ++step) {
        auto any = open[0];
        unroll<V>([&](auto v) { any = any | open[v]; });
        if (!any_of(any)) break;
        const L now = L::broadcast(static_cast<T>(step));
        unroll<V>([&](auto v) {
            const L radius = d[v].radius;
            const L modulus = advance(d[v], c[v].centre, c[v].radius, formula);
            open[v] = open[v] & (modulus + radius < inside);
            const L room = within[v] - d[v].radius;
            const L moved = norm(d[v].centre - home[v].centre);
            const auto back = open[v] & (zero < room) & (moved < room * room);
            returned[v] = returned[v] | back;
            open[v] = (open[v] ^ back) & (now < longest[v]);
        });
    }
    return returned;
}

} // namespace HPK_ISA
} // namespace hpk::julia
