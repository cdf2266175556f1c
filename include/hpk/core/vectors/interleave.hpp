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

} // namespace HPK_ISA
} // namespace hpk
