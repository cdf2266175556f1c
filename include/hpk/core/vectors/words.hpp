// SPDX-License-Identifier: MIT
#pragma once

#include <concepts>
#include <cstdint>
#include <cstring>

#if defined(__AVX2__)
#include <immintrin.h>
#endif

#include "hpk/core/lanes.hpp"
#include "hpk/core/vectors/shifts.hpp"

namespace hpk {
inline namespace HPK_ISA {

/// True for backends whose vectors of 64-bit words are quicker than single words: those with at
/// least four lanes and an integer multiplication.
template <class Backend>
inline constexpr bool has_word_vectors =
#if defined(__AVX512F__)
    std::derived_from<Backend, xsimd::avx512f> ||
#endif
#if defined(__AVX2__)
    std::derived_from<Backend, xsimd::avx2> ||
#endif
    false;

/// Vectors of 64-bit words under a backend that has_word_vectors, single words under others.
template <class Backend>
using words = lanes<std::uint64_t, std::conditional_t<has_word_vectors<Backend>, Backend, scalar>>;

/// The bits of doubles as words, and back.
/// \{
template <class Backend>
[[gnu::always_inline]] inline lanes<std::uint64_t, Backend>
as_words(lanes<double, Backend> a) noexcept {
    lanes<std::uint64_t, Backend> result;
    static_assert(sizeof result == sizeof a);
    std::memcpy(&result, &a, sizeof a);
    return result;
}
template <class Backend>
[[gnu::always_inline]] inline lanes<double, Backend>
as_doubles(lanes<std::uint64_t, Backend> a) noexcept {
    lanes<double, Backend> result;
    static_assert(sizeof result == sizeof a);
    std::memcpy(&result, &a, sizeof a);
    return result;
}
/// \}

/// The lower 64 bits of a * b, per word. (xsimd's own operator* multiplies one word at a time
/// where the machine multiplies only 32 bits.)
template <class Backend>
[[gnu::always_inline]] inline lanes<std::uint64_t, Backend>
product(lanes<std::uint64_t, Backend> a, lanes<std::uint64_t, Backend> b) noexcept {
#if defined(__AVX2__)
    if constexpr (!std::same_as<Backend, scalar>) {
        if constexpr (sizeof a.value.data == sizeof(__m256i)) {
            const __m256i x = a.value.data, y = b.value.data;
            const __m256i cross = _mm256_add_epi64(_mm256_mul_epu32(_mm256_srli_epi64(x, 32), y),
                                                   _mm256_mul_epu32(x, _mm256_srli_epi64(y, 32)));
            using register_type = typename lanes<std::uint64_t, Backend>::register_type;
            return {register_type(
                _mm256_add_epi64(_mm256_mul_epu32(x, y), _mm256_slli_epi64(cross, 32)))};
        }
#if defined(__AVX512DQ__)
        else if constexpr (sizeof a.value.data == sizeof(__m512i)) {
            using register_type = typename lanes<std::uint64_t, Backend>::register_type;
            return {register_type(_mm512_mullo_epi64(a.value.data, b.value.data))};
        }
#endif
    }
#endif
    return {a.value * b.value};
}

/// The product of the lower 32 bits of a and of b, per word.
template <class Backend>
[[gnu::always_inline]] inline lanes<std::uint64_t, Backend>
product_of_halves(lanes<std::uint64_t, Backend> a, lanes<std::uint64_t, Backend> b) noexcept {
    using L = lanes<std::uint64_t, Backend>;
#if defined(__AVX2__)
    using register_type = typename L::register_type;
    if constexpr (sizeof(L) == sizeof(__m256i))
        return {register_type(_mm256_mul_epu32(a.value.data, b.value.data))};
#if defined(__AVX512F__)
    else if constexpr (sizeof(L) == sizeof(__m512i))
        return {register_type(_mm512_mul_epu32(a.value.data, b.value.data))};
#endif
#endif
    const L half = L::broadcast(0xffffffff);
    return product(a & half, b & half);
}

/// a < b, per word. (xsimd's own operator< compares one word at a time where the machine compares
/// only signed integers.)
template <class Backend>
[[gnu::always_inline]] inline mask<std::uint64_t, Backend>
is_below(lanes<std::uint64_t, Backend> a, lanes<std::uint64_t, Backend> b) noexcept {
#if defined(__AVX2__)
    if constexpr (!std::same_as<Backend, scalar>)
        if constexpr (sizeof a.value.data == sizeof(__m256i)) {
            const __m256i sign = _mm256_set1_epi64x(INT64_MIN);
            using register_type = typename mask<std::uint64_t, Backend>::register_type;
            return {register_type(_mm256_cmpgt_epi64(_mm256_xor_si256(b.value.data, sign),
                                                     _mm256_xor_si256(a.value.data, sign)))};
        }
#endif
    return a < b;
}

} // namespace HPK_ISA
} // namespace hpk
