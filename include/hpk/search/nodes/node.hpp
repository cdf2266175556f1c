// SPDX-License-Identifier: MIT
#pragma once

#include <bit>
#include <cstddef>
#include <cstdint>

#include "hpk/core/vectors/mask_bits.hpp"
#include "hpk/core/vectors/unroll.hpp"
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
            // The keys ascend, so those below the bound are the first ones.
            using value = typename L::value_type;
            constexpr std::size_t bits_per_key = mask_bits_per_lane<value, typename L::backend>;
            const L bounds = L::broadcast(bound);
            std::uint64_t below = 0;
            unroll<keys / L::size>([&](auto k) __attribute__((always_inline)) {
                below |= mask_bits(at(k * L::size) < bounds) << (k * L::size * bits_per_key);
            });
            return static_cast<std::size_t>(std::countr_one(below)) / bits_per_key;
        }
    }
};

} // namespace HPK_ISA
} // namespace hpk::search
