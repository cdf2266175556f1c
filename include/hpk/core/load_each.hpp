// SPDX-License-Identifier: MIT
#pragma once

#include <array>
#include <cstddef>

#include "hpk/core/vectors/unroll.hpp"

namespace hpk {

/// Loads pointers one by one, into registers. Compilers would copy them by vectors; and if they
/// have just been written one by one, a processor lets the load of a vector wait until they are in
/// the cache, which is after all that was written before them.
template <class Pointer, std::size_t N>
[[gnu::always_inline]] inline void load_each(const std::array<Pointer, N>& from,
                                             std::array<Pointer, N>& to) noexcept {
    if constexpr (N > 0)
        unroll<N>([&](auto i) __attribute__((always_inline)) {
            Pointer pointer = from[i];
            asm("" : "+r"(pointer));
            to[i] = pointer;
        });
}

} // namespace hpk
