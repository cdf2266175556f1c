// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>

#if defined(__FMA__)
#include <immintrin.h>
#elif defined(__aarch64__)
#include <arm_neon.h>
#endif

#include "hpk/core/exact.hpp"
#include "hpk/core/lanes.hpp"

namespace hpk::detail {
inline namespace HPK_ISA {

/// a * b - c, rounded once: for the registers that this machine can do it in.
/// \{
#if defined(__FMA__) || defined(__aarch64__)
[[gnu::always_inline]] inline double fused_difference(double a, double b, double c) noexcept {
    return __builtin_fma(a, b, -c);
}
#endif
#if defined(__FMA__)
[[gnu::always_inline]] inline __m128d fused_difference(__m128d a, __m128d b, __m128d c) noexcept {
    return _mm_fmsub_pd(a, b, c);
}
[[gnu::always_inline]] inline __m256d fused_difference(__m256d a, __m256d b, __m256d c) noexcept {
    return _mm256_fmsub_pd(a, b, c);
}
#endif
#if defined(__AVX512F__)
[[gnu::always_inline]] inline __m512d fused_difference(__m512d a, __m512d b, __m512d c) noexcept {
    return _mm512_fmsub_pd(a, b, c);
}
#endif
#if defined(__aarch64__)
[[gnu::always_inline]] inline float64x2_t fused_difference(float64x2_t a, float64x2_t b,
                                                           float64x2_t c) noexcept {
    return vfmaq_f64(vnegq_f64(c), a, b);
}
#endif
/// \}

/// The error of the rounded product p = a * b: their difference is a double if no bit of the exact
/// product is below 2^-1074 and none of the three is infinite. D is hpk::lanes of double.
template <class D>
[[gnu::always_inline]] inline D product_error(D a, D b, D p) noexcept {
    using I = typename D::integer_lanes;
    D error;
    if constexpr (D::is_scalar && requires { fused_difference(a.value, b.value, p.value); }) {
        error.value = fused_difference(a.value, b.value, p.value);
        pin(error.value);
    } else if constexpr (!D::is_scalar &&
                         requires { fused_difference(a.value.data, b.value.data, p.value.data); }) {
        error.value.data = fused_difference(a.value.data, b.value.data, p.value.data);
        pin(error.value.data);
    } else {
        // T. J. Dekker, A floating-point technique for extending the available precision, 1971; but
        // the parts are cut off rather than rounded, so that none is larger than its factor and
        // none overflows. The first 26 bits of a factor leave 27; of those of b, the last is a part
        // of its own, since a product of 27 bits by 27 would be rounded.
        const auto first_bits = [](D x, int count) __attribute__((always_inline)) {
            return as_floating_point<double>(as_integers(x) &
                                             I::broadcast(-(std::int64_t{1} << (53 - count))));
        };
        const D a_high = first_bits(a, 26), a_low = a - a_high;
        const D b_high = first_bits(b, 26), b_most = first_bits(b, 52), b_last = b - b_most;
        error = p - a_high * b_high;
        error = error - a_low * b_high;
        error = error - a_high * (b - b_high);
        error = error - a_low * (b_most - b_high);
        error = a_low * b_last - error;
    }
    return error;
}

} // namespace HPK_ISA
} // namespace hpk::detail
