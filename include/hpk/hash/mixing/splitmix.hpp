// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>

#include "hpk/core/isa.hpp"

namespace hpk::detail {
inline namespace HPK_ISA {

/// The finalizer of SplitMix64: it is injective, and its results look random. Source: Steele, Lea
/// and Flood, Fast Splittable Pseudorandom Number Generators, 2014.
[[nodiscard]] constexpr std::uint64_t splitmix(std::uint64_t x) noexcept {
    x = (x ^ (x >> 30)) * 0xbf58476d1ce4e5b9;
    x = (x ^ (x >> 27)) * 0x94d049bb133111eb;
    return x ^ (x >> 31);
}

} // namespace HPK_ISA
} // namespace hpk::detail
