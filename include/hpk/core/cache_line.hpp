// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>

#include "hpk/core/rounding.hpp"

namespace hpk {

/// The size of a cache line in bytes. No supported vector is longer.
inline constexpr std::size_t cache_line = 64;

/// The number of elements in a cache line.
template <class T>
inline constexpr std::size_t per_cache_line = cache_line / sizeof(T);

/// A number of elements, rounded up to whole cache lines.
template <class T>
[[nodiscard]] constexpr std::size_t in_whole_cache_lines(std::size_t elements) noexcept {
    return detail::rounded_up(elements, per_cache_line<T>);
}

/// The distance in bytes at which addresses alias. Processors match loads with earlier stores by
/// the low 12 bits of their addresses, so a load may wait for an unrelated store to the same offset
/// in another 4 KiB (4K aliasing). Data that are written while others are read should lie a few
/// cache lines apart from them, modulo this distance.
inline constexpr std::size_t aliasing_distance = 4096;

} // namespace hpk
