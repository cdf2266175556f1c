// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <cstdint>

#include "hpk/core/isa.hpp"

namespace hpk::detail {
inline namespace HPK_ISA {

/// Multiplies to 128 bits and xors the two halves: each bit of the result depends on bits of either
/// operand from both sides of it. It is the basic step of wyhash and related hashes. The result is
/// zero if an operand is.
constexpr std::uint64_t folded_multiply(std::uint64_t a, std::uint64_t b) noexcept {
    __extension__ using wide = unsigned __int128;
    const wide product = wide{a} * b;
    return static_cast<std::uint64_t>(product) ^ static_cast<std::uint64_t>(product >> 64);
}

/// An odd constant, the best of a million random ones where such hashes are weak
/// (tests/hash/hash_quality.cpp tests similar cases): over tables of 2^4 to 2^20 buckets, their
/// buckets and their tags, and 47 arithmetic progressions (steps 1, 10, 48, 1000, 2^16, 2^32, the
/// highest bits …) the worst chi-square is 2.7 times that of random numbers; with 2^64 divided by
/// the golden ratio it is 10.
inline constexpr std::uint64_t multiplier = 0xb32597729806e09d;

/// Spreads a hash that may be the value itself (std::hash of an integer) over all its bits.
constexpr std::size_t mix(std::size_t hash) noexcept {
    return static_cast<std::size_t>(folded_multiply(hash, multiplier));
}

} // namespace HPK_ISA
} // namespace hpk::detail
