// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>

#include "hpk/core/isa.hpp"
#include "hpk/core/vectors/words.hpp"

namespace hpk::detail {
inline namespace HPK_ISA {

inline constexpr std::uint64_t fmix64_multipliers[]{0xff51afd7ed558ccd, 0xc4ceb9fe1a85ec53};

/// The finaliser of Austin Appleby's MurmurHash3: a bijection of words in which each bit of the
/// argument changes each bit of the result with a probability near one half.
constexpr std::uint64_t fmix64(std::uint64_t h) noexcept {
    h = (h ^ h >> 33) * fmix64_multipliers[0];
    h = (h ^ h >> 33) * fmix64_multipliers[1];
    return h ^ h >> 33;
}

/// The same for each word of a vector.
template <class Backend>
[[gnu::always_inline]] inline lanes<std::uint64_t, Backend>
fmix64(lanes<std::uint64_t, Backend> h) noexcept {
    using L = lanes<std::uint64_t, Backend>;
    h = product(h ^ (h >> 33), L::broadcast(fmix64_multipliers[0]));
    h = product(h ^ (h >> 33), L::broadcast(fmix64_multipliers[1]));
    return h ^ (h >> 33);
}

} // namespace HPK_ISA
} // namespace hpk::detail
