// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <cstdint>

#include "hpk/core/isa.hpp"

namespace hpk::julia {
inline namespace HPK_ISA {

/// Writes the lanes of `n` as 32-bit counts.
template <class I>
[[gnu::always_inline]] inline void store_counts(I n, std::int32_t* to) noexcept {
    if constexpr (sizeof(typename I::value_type) == sizeof(std::int32_t)) {
        n.store(to);
    } else {
        alignas(I::alignment) typename I::value_type wide[I::size];
        n.store(wide);
        for (std::size_t l = 0; l < I::size; ++l) to[l] = static_cast<std::int32_t>(wide[l]);
    }
}

} // namespace HPK_ISA
} // namespace hpk::julia
