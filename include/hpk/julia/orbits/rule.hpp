// SPDX-License-Identifier: MIT
#pragma once

/// \file
/// The rules of an iteration: the formula, the radius of escape, and what is kept of an orbit
/// besides its count. Kernels that take any rule serve all sets.

#include <algorithm>
#include <concepts>
#include <cstddef>
#include <cstdint>

#include "hpk/julia/orbits/formulas.hpp"
#include "hpk/julia/orbits/orbit.hpp"
#include "hpk/julia/orbits/smoothing.hpp"
#include "hpk/julia/orbits/store_counts.hpp"

namespace hpk::julia {
inline namespace HPK_ISA {

/// No norm or distance tells a part of c beyond this from the same part at it: its square is beyond
/// the radii and may overflow, which is an escape.
template <class T>
inline constexpr T farthest_kept_parameter = T(sizeof(T) == 4 ? 1e30 : 1e120);

/// z² + c until |z|² >= 4; only counts are kept.
template <class T>
struct classic_rule {
    static constexpr quadratic formula{};      ///< what is iterated
    static constexpr T radius = 2;             ///< of escape
    static constexpr T limit = escape_norm<T>; ///< an orbit has escaped at |z|² >= limit
    /// From |z| < radius, any c with a part beyond this leads to |z| >= radius in one step. (Rules
    /// that keep norms or distances need a bound of their own.)
    static constexpr T farthest_parameter = 8;
    static constexpr bool keeps_norms = false; ///< true if the rule has members store and complete
    static constexpr bool keeps_counts = true; ///< true if counts are stored
    static constexpr bool is_watched = false;  ///< true if the rule has a member `watch`
};

/// Any formula until |z|² >= radius².
template <class T, class Formula>
struct formula_rule {
    Formula formula;
    T radius;
    T limit;
    /// Beyond any power that hpk has of any radius.
    static constexpr T farthest_parameter = farthest_kept_parameter<T>;
    static constexpr bool keeps_norms = false;
    static constexpr bool keeps_counts = true;
    static constexpr bool is_watched = false;
};

/// Another rule, and |z|² of the first point of each orbit that has escaped, for all pixels of a
/// plane; 0 where the orbit has not.
template <class T, class Rule>
struct norm_keeping : Rule {
    T* kept; ///< the norms
    static constexpr T farthest_parameter = farthest_kept_parameter<T>;
    static constexpr bool keeps_norms = true;

    /// Turns norms into what is kept of orbits besides their counts, by whole vectors L.
    template <class L, class Count>
    void complete(const Count*, T*, std::size_t) const noexcept {}
    /// Stores the ends of a vector of orbits from this pixel on.
    template <class I, class L>
    void store(I n, L norms, std::int32_t* counts, std::size_t place) const noexcept {
        store_counts(n, counts + place);
        norms.store(kept + place);
    }
};

/// Another rule, and smooth counts in the place of counts.
template <class T, class Rule>
struct smooth_keeping : Rule {
    smoothing<T> smooth;
    T* kept; ///< the smooth counts
    static constexpr T farthest_parameter = farthest_kept_parameter<T>;
    static constexpr bool keeps_norms = true;
    static constexpr bool keeps_counts = false;

    /// As above. Not inlined, since logarithms are long, and groups have several vectors. Each of
    /// the two logarithms has a loop of its own, so that a processor finds more independent ones.
    template <class L, class Count>
    [[gnu::noinline]] void complete(const Count* counts, T* norms,
                                    std::size_t size) const noexcept {
        constexpr std::size_t block = 64;
        alignas(64) T ratios[block];
        for (std::size_t first = 0; first < size; first += block) {
            const std::size_t end = (std::min)(first + block, size);
            for (std::size_t k = first; k < end; k += L::size)
                smooth.ratios(L::load(norms + k)).store(ratios + (k - first));
            for (std::size_t k = first; k < end; k += L::size) {
                alignas(L::alignment) T numbers[L::size];
                for (std::size_t l = 0; l < L::size; ++l)
                    numbers[l] = static_cast<T>(counts[k + l]);
                smooth.finished(L::load(numbers), L::load(norms + k), L::load(ratios + (k - first)))
                    .store(norms + k);
            }
        }
    }
    /// As above.
    template <class I, class L>
    void store(I n, L norms, std::int32_t*, std::size_t place) const noexcept {
        alignas(I::alignment) typename I::value_type counts[L::size];
        n.store(counts);
        norms.store(kept + place);
        complete<L>(counts, kept + place, L::size);
    }
};

/// Another rule, and the estimated distance of each pixel of a plane from the set.
template <class T, class Rule>
struct distance_keeping : Rule {
    T* distances;
    static constexpr T farthest_parameter = farthest_kept_parameter<T>;
};

/// Another rule, with a watch (hpk/julia/orbits/watch.hpp) that may stop the iteration.
template <class Rule, class Watch>
struct watched : Rule {
    Watch* watch;
    static constexpr bool is_watched = true;
};

/// True if a watch asks an orbit to stop before this iteration. It costs nothing without a watch.
template <class Rule>
[[gnu::always_inline]] inline bool is_stopped([[maybe_unused]] const Rule& rule,
                                              [[maybe_unused]] int iteration) noexcept {
    if constexpr (Rule::is_watched) {
        return iteration % 1024 == 0 && !rule.watch->poll();
    } else {
        return false;
    }
}

/// True if a watch asks to stop between two passes over many orbits.
template <class Rule>
[[gnu::always_inline]] inline bool is_stopped([[maybe_unused]] const Rule& rule) noexcept {
    if constexpr (Rule::is_watched)
        return !rule.watch->poll();
    else
        return false;
}

} // namespace HPK_ISA
} // namespace hpk::julia
