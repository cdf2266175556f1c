// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <cstdint>
#include <type_traits>

// <immintrin.h> is as large as xsimd; include it only where xsimd does so anyway.
#if defined(__AVX__)
#include <immintrin.h>
#elif defined(__x86_64__)
#include <emmintrin.h>
#endif

#include "hpk/core/lanes.hpp"

namespace hpk {
inline namespace HPK_ISA {

/// Stores a vector with a non-temporal store where the machine has one, with an ordinary store
/// otherwise. It is for results that will leave the cache before they are read: their old contents
/// need not be fetched. `to` must be aligned to the vector, and the writer's stream_end must be
/// destroyed before another thread reads the results.
template <class L>
[[gnu::always_inline]] inline void stream(const L& v, typename L::value_type* to) noexcept {
#if defined(__x86_64__)
    if constexpr (!L::is_scalar) {
        constexpr bool is_float = std::is_same_v<typename L::value_type, float>;
        constexpr std::size_t bytes = sizeof(v.value.data);
        if constexpr (bytes == 16) {
            if constexpr (is_float)
                return _mm_stream_ps(to, v.value.data);
            else
                return _mm_stream_pd(to, v.value.data);
        }
#if defined(__AVX__)
        if constexpr (bytes == 32) {
            if constexpr (is_float)
                return _mm256_stream_ps(to, v.value.data);
            else
                return _mm256_stream_pd(to, v.value.data);
        }
#endif
#if defined(__AVX512F__)
        if constexpr (bytes == 64) {
            if constexpr (is_float)
                return _mm512_stream_ps(to, v.value.data);
            else
                return _mm512_stream_pd(to, v.value.data);
        }
#endif
    }
#endif
    v.store(to);
}

/// Hold one of these while streaming. Its destructor orders all streamed stores before later ones
/// (sfence).
class stream_end {
public:
    explicit stream_end(bool streaming) noexcept : streaming_(streaming) {}
    stream_end(const stream_end&) = delete;
    stream_end& operator=(const stream_end&) = delete;
    ~stream_end() {
#if defined(__x86_64__)
        if (streaming_) _mm_sfence();
#endif
    }

private:
    [[maybe_unused]] bool streaming_;
};

} // namespace HPK_ISA
} // namespace hpk
