// SPDX-License-Identifier: MIT
#pragma once

#include <array>
#include <cstddef>
#include <type_traits>

#include "hpk/core/lanes.hpp"
#include "hpk/core/vectors/unroll.hpp"
#include "hpk/julia/orbits/orbit.hpp"

namespace hpk::julia {
inline namespace HPK_ISA {

/// Iterates V vectors side by side until all their lanes have escaped or max_iterations is reached.
/// A lane that has escaped keeps iterating but is no longer counted, even if its orbit falls below
/// the limit again, which can happen for |c| > 2. If it is known that no orbit escapes within
/// `certain` steps, which are at most max_iterations, these are taken without a test.
template <class L, std::size_t V, class Points>
void count_group(Points& points, std::size_t k, int max_iterations, int certain = 0) noexcept {
    using I = typename L::integer_lanes;
    const auto& rule = points.rule();
    constexpr bool keeps_norms = std::remove_cvref_t<decltype(rule)>::keeps_norms;
    const L limit = L::broadcast(rule.limit);
    const auto c = points.template parameters<L, V>(k);
    std::array<complex_lanes<L>, V> z;
    std::array<I, V> n;
    std::array<typename L::mask_type, V> active;
    [[maybe_unused]] std::array<L, V> last; // |z|² where active, and where it first was not
    unroll<V>([&](auto v) {
        z[v] = points.template start<L>(v, k);
        n[v] = I::broadcast(certain);
        active[v] = L::broadcast(0) < limit;
        if constexpr (keeps_norms) last[v] = limit;
    });
    for (int step = 0; step < certain; ++step)
        unroll<V>([&](auto v) { rule.formula.advance(z[v], c[v]); });
    for (int iteration = certain; iteration < max_iterations; ++iteration) {
        if (is_stopped(rule, iteration)) break;
        unroll<V>([&](auto v) {
            const L norm = rule.formula.advance(z[v], c[v]);
            if constexpr (keeps_norms) last[v] = select(active[v], norm, last[v]);
            active[v] = active[v] & (norm < limit);
            n[v] = increment(n[v], for_integers(active[v]));
        });
        auto any = active[0];
        unroll<V>([&](auto v) { any = any | active[v]; });
        if (!any_of(any)) break;
    }
    unroll<V>([&](auto v) {
        if constexpr (keeps_norms)
            points.store(n[v], select(active[v], L::broadcast(0), last[v]), v, k);
        else
            points.store(n[v], v, k);
    });
}

} // namespace HPK_ISA
} // namespace hpk::julia
