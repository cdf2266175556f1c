// SPDX-License-Identifier: MIT
#include "streaming_copy.hpp"

#if defined(__SSE2__)
#include <immintrin.h>
#else
#include <cstring>
#endif

namespace hpk::bench::peers {

void streaming_copy(const void* from, void* to, std::size_t bytes) {
#if defined(__AVX__)
    const auto* source = static_cast<const __m256i*>(from);
    auto* target = static_cast<__m256i*>(to);
    for (std::size_t k = 0; k < bytes / 32; k += 2) {
        const __m256i a = _mm256_load_si256(source + k), b = _mm256_load_si256(source + k + 1);
        _mm256_stream_si256(target + k, a);
        _mm256_stream_si256(target + k + 1, b);
    }
    _mm_sfence();
#elif defined(__SSE2__)
    const auto* source = static_cast<const __m128i*>(from);
    auto* target = static_cast<__m128i*>(to);
    for (std::size_t k = 0; k < bytes / 16; ++k)
        _mm_stream_si128(target + k, _mm_load_si128(source + k));
    _mm_sfence();
#else
    std::memcpy(to, from, bytes);
#endif
}

} // namespace hpk::bench::peers
