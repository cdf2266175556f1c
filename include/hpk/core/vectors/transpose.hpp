// SPDX-License-Identifier: MIT
#pragma once

#include <array>
#include <cstddef>
#include <utility>

#include "hpk/core/lanes.hpp"
#include "hpk/core/vectors/unroll.hpp"

namespace hpk {
inline namespace HPK_ISA {

/// As many vectors as each has lanes.
template <class L>
using square = std::array<L, L::size>;

namespace transposition {

/// Vectors i and i + D exchange blocks of D lanes: the upper right with the lower left.
template <int D, class L, int... J>
[[gnu::always_inline]] inline void exchange(L& upper, L& lower,
                                            std::integer_sequence<int, J...>) noexcept {
    constexpr int n = L::size;
    const L a = upper;
    const L b = lower;
    upper = shuffled<((J & D) ? J - D + n : J)...>(a, b);
    lower = shuffled<((J & D) ? J + n : J + D)...>(a, b);
}

template <int D, class L>
[[gnu::always_inline]] inline void exchange_all(square<L>& v) noexcept {
    unroll<L::size>([&](auto i) __attribute__((always_inline)) {
        if constexpr ((i & D) == 0)
            exchange<D>(v[i], v[i + D], std::make_integer_sequence<int, L::size>{});
    });
}

} // namespace transposition

/// Transposes a square: lane j of vector i changes places with lane i of vector j.
///
/// It works by halves: at each distance D the blocks of D x D that face each other across the
/// diagonal change places (J. O. Eklundh, A fast computer method for matrix transposing, 1972).
/// Compilers turn each exchange into the one or two shuffles that the machine has for it.
template <class L>
[[gnu::always_inline]] inline void transpose(square<L>& v) noexcept {
    if constexpr (L::size >= 16) transposition::exchange_all<8>(v);
    if constexpr (L::size >= 8) transposition::exchange_all<4>(v);
    if constexpr (L::size >= 4) transposition::exchange_all<2>(v);
    if constexpr (L::size >= 2) transposition::exchange_all<1>(v);
}

} // namespace HPK_ISA
} // namespace hpk
