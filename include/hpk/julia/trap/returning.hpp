// SPDX-License-Identifier: MIT
#pragma once

#include <array>
#include <cstddef>

#include "hpk/core/vectors/unroll.hpp"
#include "hpk/julia/orbits/orbit.hpp"
#include "hpk/julia/orbits/passes.hpp"
#include "hpk/julia/trap/disc.hpp"

namespace hpk::julia {
inline namespace HPK_ISA {

/// True for each disc that provably returns into itself and stays inside |z| < 2 until then, so
/// that no orbit in it ever escapes. No period need be known: the disc is compared with where it
/// began after each of up to `longest` steps. `c` is a disc, too, whose radius includes the
/// rounding errors of a step.
template <class L, std::size_t V, class Formula>
[[nodiscard]] constexpr std::array<typename L::mask_type, V>
returns(const std::array<disc<L>, V>& home, const std::array<disc<L>, V>& c,
        const std::array<L, V>& longest, const Formula& formula) noexcept {
    using T = typename L::value_type;
    using bounds = disc_bounds<T>;
    const L zero = L::broadcast(0);
    const L one = L::broadcast(1);
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
    for (L now = one;; now = now + one) {
        auto any = open[0];
        unroll<V>([&](auto v) { any = any | open[v]; });
        if (!any_of(any)) break;
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

/// True for each orbit that provably never escapes because the disc of this radius about its
/// present point z returns into itself. The disc is followed for as many steps as lead closest to
/// z, if they lead close to it, among the next `longest`. Each c must have |c|² below
/// disc_bounds<T>::parameter_norm.
template <class L, std::size_t V, class Formula>
[[nodiscard]] constexpr std::array<typename L::mask_type, V>
orbits_return(const std::array<complex_lanes<L>, V>& z, const std::array<complex_lanes<L>, V>& c,
              L radius, int longest, const Formula& formula) noexcept {
    using T = typename L::value_type;
    const L zero = L::broadcast(0);
    const L one = L::broadcast(1);
    const L limit = L::broadcast(escape_norm<T>);
    const L close = L::broadcast(T(0.1)) * radius * radius;
    const L rounding = L::broadcast(disc_bounds<T>::rounding);
    std::array<disc<L>, V> home, parameter;
    std::array<complex_lanes<L>, V> w = z;
    std::array<typename L::mask_type, V> inside;
    std::array<L, V> closest, steps;
    unroll<V>([&](auto v) {
        home[v] = {z[v], radius};
        parameter[v] = {c[v], rounding};
        closest[v] = close;
        steps[v] = zero;
    });
    L now = zero;
    for (int step = 1; step <= longest; ++step) {
        now = now + one;
        unroll<V>([&](auto v) {
            inside[v] = formula.advance(w[v], c[v]) < limit;
            const L distance = norm(w[v] - z[v]);
            const auto closer = distance < closest[v];
            closest[v] = select(closer, distance, closest[v]);
            steps[v] = select(closer, now, steps[v]);
        });
        if (step % (passes<T>::block - 1) == 0)
            park_escaped(w, inside); // the distance is a square, too
    }
    return returns<L, V>(home, parameter, steps, formula);
}

} // namespace HPK_ISA
} // namespace hpk::julia
