// SPDX-License-Identifier: MIT
#pragma once

#include <algorithm>
#include <array>
#include <concepts>
#include <cstddef>

#include "hpk/core/vectors/unroll.hpp"
#include "hpk/julia/orbits/orbit.hpp"
#include "hpk/julia/orbits/rule.hpp"

namespace hpk::julia {
inline namespace HPK_ISA {

/// How many steps unfinished orbits take at a time.
template <std::floating_point T>
struct passes {
    /// The number of steps that cannot overflow where escapes are not latched: a pending orbit has
    /// |z| <= 6 (the parts of a start are at most 4), and in this many steps (6, 38, 1446, …) its
    /// norm stays finite. NaN is never compared: -ffast-math would break that.
    static constexpr int block = sizeof(T) == 8 ? 8 : 5;

    /// The steps of a pass over orbits of this age: more as fewer orbits end in each.
    [[nodiscard]] static int length(int age) noexcept {
        constexpr int shortest = sizeof(T) == 8 ? block : 2 * block;
        constexpr int longest = 64;
        return std::clamp(age / 8, shortest, longest);
    }
};

/// Resets escaped orbits to 4 + 4i before they overflow.
template <class L, std::size_t V>
[[gnu::always_inline]] constexpr void
park_escaped(std::array<complex_lanes<L>, V>& z,
             const std::array<typename L::mask_type, V>& inside) noexcept {
    const L limit = L::broadcast(escape_norm<typename L::value_type>);
    unroll<V>([&](auto v) {
        z[v].re = select(inside[v], z[v].re, limit);
        z[v].im = select(inside[v], z[v].im, limit);
    });
}

/// True for rules by which an orbit that has escaped is marked at once and for good: because its
/// norm is wanted, or because orbits of a larger radius overflow sooner. By the others an orbit is
/// compared at every step, and stays beyond the limit.
template <class T, class Rule>
inline constexpr bool latches_escapes =
    Rule::keeps_norms || !std::derived_from<Rule, classic_rule<T>>;

/// V vectors of orbits on their way.
template <class L, std::size_t V>
struct progress {
    std::array<typename L::integer_lanes, V> counts;
    std::array<typename L::mask_type, V> inside; ///< true for orbits that have not escaped
    std::array<L, V> norms;                      ///< those of the escapes, if the rule keeps them
};

/// Advances V vectors of orbits by `steps`, and calls each(v, norm) for each vector and step. The
/// c of vector v is c[v].
template <class L, std::size_t V, class Rule, class Parameters, class Each>
[[gnu::always_inline]] inline void
take_steps(const Rule& rule, int steps, std::array<complex_lanes<L>, V>& z, const Parameters& c,
           progress<L, V>& p, Each each) noexcept {
    using T = typename L::value_type;
    constexpr bool latches = latches_escapes<T, Rule>;
    const L limit = L::broadcast(rule.limit);
    for (int left = steps;; left -= passes<T>::block) {
        for (int s = latches ? left : (std::min)(left, passes<T>::block); s > 0; --s) {
            unroll<V>([&](auto v) {
                const L norm = rule.formula.advance(z[v], c[v]);
                if constexpr (Rule::keeps_norms) p.norms[v] = select(p.inside[v], norm, p.norms[v]);
                if constexpr (latches)
                    p.inside[v] = p.inside[v] & (norm < limit);
                else
                    p.inside[v] = norm < limit;
                p.counts[v] = increment(p.counts[v], for_integers(p.inside[v]));
                each(v, norm);
            });
        }
        if (latches || left <= passes<T>::block) break;
        park_escaped(z, p.inside);
    }
}

} // namespace HPK_ISA
} // namespace hpk::julia
