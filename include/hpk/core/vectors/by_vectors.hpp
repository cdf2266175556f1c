// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>

#include "hpk/core/isa.hpp"
#include "hpk/core/lanes.hpp"

namespace hpk {
inline namespace HPK_ISA {

/// Calls `f.operator()<V>(k)` for vectors V of the elements k … k + V::size - 1: L as long as there
/// are as many, then single elements.
template <class L, class F>
[[gnu::always_inline]] inline void by_vectors(std::size_t count, F&& f) {
    const std::size_t whole = count - count % L::size;
    for (std::size_t k = 0; k < whole; k += L::size) f.template operator()<L>(k);
    if constexpr (L::size > 1)
        for (std::size_t k = whole; k < count; ++k)
            f.template operator()<lanes<typename L::value_type, scalar>>(k);
}

} // namespace HPK_ISA
} // namespace hpk
