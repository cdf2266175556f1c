// SPDX-License-Identifier: MIT
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <type_traits>
#include <vector>

#include "hpk/core/lanes.hpp"
#include "hpk/core/vectors/unroll.hpp"
#include "hpk/julia/deep/reference_orbit.hpp"
#include "hpk/julia/orbits/groupwise.hpp"
#include "hpk/julia/orbits/orbit.hpp"
#include "hpk/julia/orbits/rule.hpp"

namespace hpk::julia {
inline namespace HPK_ISA {

/// Another rule, with the orbit of the middle of a deep_plane.
template <class Rule>
struct perturbed_rule : Rule {
    const reference_orbit* orbit;
};

/// A kernel that follows orbits by their distance d from a reference orbit Z, in double. From
/// z = Z + d and the distance e of the pixel from the middle,
///
///     d' = (Z + z) d + e    z' = Z' + d'
///
/// as (Z + d)² - Z² = (2Z + d) d. No digits are lost that way while z is not smaller than d; when
/// it gets smaller, or the reference orbit ends, z itself becomes the new distance, from the
/// first point of the reference orbit, 0: Zhuoran's rebasing (Another solution to perturbation
/// glitches, fractalforums.org, 2021).
struct perturbed : groupwise<perturbed, 3> {
    static constexpr bool vectorised = true;

    template <class L, std::size_t V, class Points>
    static void count(const Points& points, std::size_t k, int max_iterations) noexcept {
        using I = typename L::integer_lanes;
        using M = typename L::mask_type;
        const auto& rule = points.rule();
        constexpr bool keeps_norms = std::remove_cvref_t<decltype(rule)>::keeps_norms;
        const reference_orbit& orbit = *rule.orbit;
        const auto last = static_cast<std::int64_t>(orbit.last());
        const L limit = L::broadcast(rule.limit);
        const L zero = L::broadcast(0);
        const auto e = points.template parameters<L, V>(k);
        std::array<complex_lanes<L>, V> reference, z, d;
        std::array<L, V> norms;
        // |z|² where active, and where it first was not.
        [[maybe_unused]] std::array<L, V> last_norms;
        std::array<I, V> n, index;
        std::array<M, V> active;
        unroll<V>([&](auto v) {
            reference[v] = z[v] = d[v] = {zero, zero};
            norms[v] = zero;
            last_norms[v] = limit;
            n[v] = index[v] = I::broadcast(0);
            active[v] = zero < limit;
        });
        // The index of each lane's point of the reference orbit is mostly the same for all lanes;
        // `index` holds it only if it is not.
        std::int64_t common = 0;
        bool are_together = true;
        for (int iteration = 0; iteration < max_iterations; ++iteration) {
            if (is_stopped(rule, iteration)) break;
            M any = zero < zero;
            unroll<V>([&](auto v) {
                if constexpr (keeps_norms)
                    last_norms[v] = select(active[v], norms[v], last_norms[v]);
                active[v] = active[v] & (norms[v] < limit);
                n[v] = increment(n[v], for_integers(active[v]));
                any = any | active[v];
            });
            if (!any_of(any)) break;

            std::array<M, V> rebases;
            M some = zero < zero;
            const auto advance_to = [&](auto v, const complex_lanes<L>& next)
                                        __attribute__((always_inline)) {
                                            const complex_lanes<L> sum{reference[v].re + z[v].re,
                                                                       reference[v].im + z[v].im};
                                            const complex_lanes<L> moved = product(sum, d[v]);
                                            d[v] = {moved.re + e[v].re, moved.im + e[v].im};
                                            z[v] = {next.re + d[v].re, next.im + d[v].im};
                                            reference[v] = next;
                                            norms[v] = norm(z[v]);
                                            rebases[v] = size(z[v]) < size(d[v]);
                                            some = some | (active[v] & rebases[v]);
                                        };
            if (are_together) {
                ++common;
                const auto at = static_cast<std::size_t>(common);
                const complex_lanes<L> next{L::broadcast(orbit.re[at]), L::broadcast(orbit.im[at])};
                unroll<V>([&](auto v) { advance_to(v, next); });
                if (common != last && !any_of(some)) continue;
                unroll<V>([&](auto v) { index[v] = I::broadcast(common); });
            } else {
                unroll<V>([&](auto v) {
                    index[v] = index[v] + I::broadcast(1);
                    advance_to(v, complex_lanes<L>{gathered<L>(orbit.re, index[v]),
                                                   gathered<L>(orbit.im, index[v])});
                });
            }
            M ends = some;
            unroll<V>([&](auto v) {
                const auto is_last = for_floating_point<double>(index[v] == I::broadcast(last));
                rebases[v] = rebases[v] | is_last;
                ends = ends | is_last;
            });
            if (!any_of(ends)) continue;
            unroll<V>([&](auto v) {
                d[v] = {select(rebases[v], z[v].re, d[v].re), select(rebases[v], z[v].im, d[v].im)};
                reference[v] = {select(rebases[v], zero, reference[v].re),
                                select(rebases[v], zero, reference[v].im)};
                index[v] = select(for_integers(rebases[v]), I::broadcast(0), index[v]);
            });
            alignas(I::alignment) std::array<std::int64_t, V * I::size> each;
            unroll<V>([&](auto v) {
                select(for_integers(active[v]), index[v], I::broadcast(no_index))
                    .store(each.data() + v * I::size);
            });
            are_together = agree(each, common);
        }
        unroll<V>([&](auto v) {
            if constexpr (keeps_norms)
                points.store(n[v], select(active[v], zero, last_norms[v]), v, k);
            else
                points.store(n[v], v, k);
        });
    }

private:
    /// The larger part, in absolute value: a norm that does not underflow.
    template <class L>
    [[gnu::always_inline]] static L size(const complex_lanes<L>& z) noexcept {
        return larger(hpk::detail::absolute(z.re), hpk::detail::absolute(z.im));
    }

    /// Points of the reference orbit, one for each lane.
    template <class L>
    static L gathered(const std::vector<double>& from, typename L::integer_lanes index) noexcept {
        if constexpr (L::is_scalar)
            return {from[static_cast<std::size_t>(index.value)]};
        else
            return {L::register_type::gather(from.data(), index.value)};
    }

    static constexpr std::int64_t no_index = -1; ///< of lanes that are not active

    /// True if all indices are the same, which becomes `common`.
    template <std::size_t N>
    static bool agree(const std::array<std::int64_t, N>& each, std::int64_t& common) noexcept {
        std::int64_t found = no_index;
        for (const std::int64_t index : each) {
            if (index == no_index) continue;
            if (found != no_index && found != index) return false;
            found = index;
        }
        common = found;
        return true;
    }
};

} // namespace HPK_ISA
} // namespace hpk::julia
