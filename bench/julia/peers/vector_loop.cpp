// SPDX-License-Identifier: MIT
#include "julia/peers/vector_loop.hpp"

#include "compiled_with.hpp"

#if defined(__AVX2__)
#include <immintrin.h>
#endif

namespace hpk::bench::peers {
namespace {

bool known_to_stay(double x, double y) {
    const double left = x - 0.25, y2 = y * y;
    const double q = left * left + y2;
    return q * (q + left) <= 0.25 * y2 || (x + 1) * (x + 1) + y2 <= 0.0625;
}

std::int32_t count(double x, double y, int max_iterations) {
    if (known_to_stay(x, y)) return max_iterations;
    double re = 0, im = 0;
    int n = 0;
    while (n < max_iterations) {
        const double re2 = re * re, im2 = im * im;
        if (!(re2 + im2 < 4)) break;
        im = 2 * (re * im) + y;
        re = re2 - im2 + x;
        ++n;
    }
    return n;
}

#if defined(__AVX2__)

void count_four(const double* x, double y, int max_iterations, std::int32_t* counts) {
    bool all_stay = true;
    for (int l = 0; l < 4; ++l) all_stay = all_stay && known_to_stay(x[l], y);
    if (all_stay) {
        for (int l = 0; l < 4; ++l) counts[l] = max_iterations;
        return;
    }
    const __m256d c_re = _mm256_loadu_pd(x), c_im = _mm256_set1_pd(y), four = _mm256_set1_pd(4);
    __m256d re = _mm256_setzero_pd(), im = re, active = _mm256_cmp_pd(re, four, _CMP_LT_OQ);
    __m256i n = _mm256_setzero_si256();
    for (int k = 0; k < max_iterations; ++k) {
        const __m256d re2 = _mm256_mul_pd(re, re), im2 = _mm256_mul_pd(im, im);
        const __m256d product = _mm256_mul_pd(re, im);
        active = _mm256_and_pd(active, _mm256_cmp_pd(_mm256_add_pd(re2, im2), four, _CMP_LT_OQ));
        if (_mm256_movemask_pd(active) == 0) break;
        n = _mm256_sub_epi64(n, _mm256_castpd_si256(active));
        im = _mm256_add_pd(_mm256_add_pd(product, product), c_im);
        re = _mm256_add_pd(_mm256_sub_pd(re2, im2), c_re);
    }
    alignas(32) std::int64_t wide[4];
    _mm256_store_si256(reinterpret_cast<__m256i*>(wide), n);
    for (int l = 0; l < 4; ++l) counts[l] = static_cast<std::int32_t>(wide[l]);
}

#endif

} // namespace

void vector_loop(const double* x, std::size_t columns, const double* y, std::size_t rows,
                 int max_iterations, std::int32_t* counts) {
    for (std::size_t i = 0; i < rows; ++i, counts += columns) {
        std::size_t j = 0;
#if defined(__AVX2__)
        for (; j + 4 <= columns; j += 4) count_four(x + j, y[i], max_iterations, counts + j);
#endif
        for (; j < columns; ++j) counts[j] = count(x[j], y[i], max_iterations);
    }
}

const char* vector_loop_made_with() {
    return made_with;
}

} // namespace hpk::bench::peers
