// SPDX-License-Identifier: MIT
#pragma once

#include <algorithm>
#include <array>
#include <concepts>
#include <cstddef>

#include "hpk/core/vectors/unroll.hpp"
#include "hpk/julia/orbits/orbit.hpp"

namespace hpk::julia {
inline namespace HPK_ISA {

/// How many steps unfinished orbits take at a time.
template <std::floating_point T>
struct passes {
    /// The number of steps that cannot overflow: a pending orbit has |z| <= 6 (the parts of a start
    /// are at most 4), and in this many steps (6, 38, 1446, …) its norm stays finite. NaN is never
    /// compared: -ffast-math would break that.
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
[[gnu::always_inline]] inline void
park_escaped(std::array<complex_lanes<L>, V>& z,
             const std::array<typename L::mask_type, V>& inside) noexcept {
    const L limit = L::broadcast(escape_norm<typename L::value_type>);
    unroll<V>([&](auto v) {
        z[v].re = select(inside[v], z[v].re, limit);
        z[v].im = select(inside[v], z[v].im, limit);
    });
}

} // namespace HPK_ISA
} // namespace hpk::julia
