// SPDX-License-Identifier: MIT
#pragma once

#include <array>
#include <cstddef>
#include <utility>

#include "hpk/core/lanes.hpp"

namespace hpk {
inline namespace HPK_ISA {

/// Turns N vectors, which hold the first to the N-th element of as many rows as there are lanes,
/// into N vectors with one row behind the other. N is a power of 2.
template <std::size_t N, class L>
[[gnu::always_inline]] inline void interleave(std::array<L, N>& vectors) noexcept {
    if constexpr (N > 1 && !L::is_scalar) {
        std::array<L, N / 2> even, odd;
        for (std::size_t k = 0; k < N / 2; ++k) {
            even[k] = vectors[2 * k];
            odd[k] = vectors[2 * k + 1];
        }
        interleave(even);
        interleave(odd);
        constexpr int n = L::size;
        for (std::size_t k = 0; k < N / 2; ++k)
            [&]<int... I>(std::integer_sequence<int, I...>) __attribute__((always_inline)) {
                vectors[2 * k] = shuffled<(I % 2 == 0 ? I / 2 : n + I / 2)...>(even[k], odd[k]);
                vectors[2 * k + 1] =
                    shuffled<(I % 2 == 0 ? (n + I) / 2 : n + (n + I) / 2)...>(even[k], odd[k]);
            }(std::make_integer_sequence<int, n>{});
    }
}

/// The inverse for two vectors, as loaded from rows of two elements: those of even index, and those
/// of odd index.
template <class L>
[[gnu::always_inline]] inline std::array<L, 2> separated(L first, L second) noexcept {
    if constexpr (L::is_scalar)
        return {first, second};
    else
        return [&]<int... I>(std::integer_sequence<int, I...>) __attribute__((always_inline)) {
            return std::array<L, 2>{shuffled<2 * I...>(first, second),
                                    shuffled<2 * I + 1 ...>(first, second)};
        }(std::make_integer_sequence<int, int{L::size}>{});
}

} // namespace HPK_ISA
} // namespace hpk
