// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>

#include "hpk/core/vectors/mask_bits.hpp"
#include "hpk/search/keys/order.hpp"

namespace hpk::search {
inline namespace HPK_ISA {

/// As many keys of a type as a cache line of 64 bytes holds, in ascending order.
template <class L>
struct node {
    static constexpr std::size_t keys = 64 / sizeof(typename L::value_type); ///< how many

    /// How many of them are below a bound. `at(k)` returns the vector from key k on.
    template <class At>
    [[gnu::always_inline]] static std::size_t count_below(typename L::value_type bound,
                                                          At at) noexcept {
        if constexpr (L::is_scalar) {
            std::size_t count = 0;
            for (std::size_t half = keys / 2; half > 0; half /= 2)
                count += std::size_t{at(count + half - 1).value < bound} * half;
            return count + std::size_t{at(count).value < bound};
        } else {
            const L bounds = L::broadcast(bound);
            std::size_t count = 0;
            for (std::size_t k = 0; k < keys; k += L::size) count += counted(at(k) < bounds);
            return count;
        }
    }
};

} // namespace HPK_ISA
} // namespace hpk::search
