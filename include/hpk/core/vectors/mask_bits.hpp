// SPDX-License-Identifier: MIT
#pragma once

#include <concepts>
#include <cstddef>
#include <cstdint>
#include <cstring>

#include "hpk/core/lanes.hpp"

#if defined(__AVX2__)
#include <immintrin.h>
#elif defined(__SSE2__)
#include <emmintrin.h>
#endif

namespace hpk {
inline namespace HPK_ISA {

/// The number of bits per lane in mask_bits.
template <class T, class Backend>
inline constexpr std::size_t mask_bits_per_lane = [] {
    // AVX-512's masks are bits.
    if constexpr (std::same_as<Backend, scalar> ||
                  sizeof(typename mask<T, Backend>::register_type) != lanes<T, Backend>::alignment)
        return std::size_t{1};
    else
        return sizeof(T);
}();

/// The mask as an integer, with the first lane in the lowest bits; each lane gives
/// mask_bits_per_lane equal bits.
template <class T, class Backend>
std::uint64_t mask_bits(mask<T, Backend> m) noexcept {
    if constexpr (std::same_as<Backend, scalar>) {
        return m.value ? 1 : 0;
    } else if constexpr (sizeof m.value.data != lanes<T, Backend>::alignment) {
        return static_cast<std::uint64_t>(m.value.data);
    } else {
        // One bit of each byte.
        constexpr std::size_t size = sizeof m.value.data;
        std::uint64_t bits = 0;
#if defined(__AVX2__)
        if constexpr (size == sizeof(__m256i)) {
            __m256i whole;
            std::memcpy(&whole, &m.value.data, size);
            return static_cast<std::uint32_t>(_mm256_movemask_epi8(whole));
        }
#endif
#if defined(__SSE2__)
        __m128i parts[size / sizeof(__m128i)];
        std::memcpy(parts, &m.value.data, size);
        for (std::size_t k = 0; k < size / sizeof(__m128i); ++k)
            bits |=
                static_cast<std::uint64_t>(static_cast<std::uint32_t>(_mm_movemask_epi8(parts[k])))
                << (k * sizeof(__m128i));
#else
        std::uint8_t bytes[size];
        std::memcpy(bytes, &m.value.data, size);
        for (std::size_t k = 0; k < size; ++k) bits |= std::uint64_t(bytes[k] >> 7) << k;
#endif
        return bits;
    }
}

} // namespace HPK_ISA
} // namespace hpk
