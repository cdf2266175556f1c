// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>

namespace hpk::test {

/// The finalizer of splitmix64: it is injective, and its results look random. Source: Steele, Lea
/// and Flood, Fast Splittable Pseudorandom Number Generators, 2014.
constexpr std::uint64_t mixed(std::uint64_t x) noexcept {
    x = (x ^ (x >> 30)) * 0xbf58476d1ce4e5b9;
    x = (x ^ (x >> 27)) * 0x94d049bb133111eb;
    return x ^ (x >> 31);
}

} // namespace hpk::test
