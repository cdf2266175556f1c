// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <type_traits>
#include <utility>

#include "hpk/core/isa.hpp"

namespace hpk {
inline namespace HPK_ISA {

/// Calls `f(std::integral_constant<std::size_t, K>{})` for K = 0 … N-1, written out N times.
///
/// Several vectors in flight hide each other's latency only while they stay in registers. A
/// compiler keeps an array in registers only once every index into it is a constant, and whether a
/// loop gets unrolled to that end differs by compiler and by -O level; this does not.
template <std::size_t N, class F>
[[gnu::always_inline]] constexpr void unroll(F&& f) {
    [&]<std::size_t... K>(std::index_sequence<K...>) __attribute__((always_inline)) {
        (f(std::integral_constant<std::size_t, K>{}), ...);
    }(std::make_index_sequence<N>{});
}

} // namespace HPK_ISA
} // namespace hpk
