// SPDX-License-Identifier: MIT
#include <cstring>

#include <sleef.h>

#include "compiled_with.hpp"
#include "maps/peers/loops.hpp"
#include "maps/peers/vector_loops.hpp"

namespace hpk::bench::peers {
namespace {

/// SLEEF's widest vectors for this machine. The logarithms that are `Reproducible` have the same
/// bits with vectors of any width, of machines with FMA or of those without.
template <bool Reproducible>
struct vectors {
#if defined(__AVX512F__)
    using vector = __m512d;
    static vector log(vector x) {
        return Reproducible ? Sleef_finz_logd8_u10avx512f(x) : Sleef_logd8_u10avx512f(x);
    }
#elif defined(__AVX2__)
    using vector = __m256d;
    static vector log(vector x) {
        return Reproducible ? Sleef_finz_logd4_u10avx2(x) : Sleef_logd4_u10avx2(x);
    }
#elif defined(__aarch64__)
    using vector = float64x2_t;
    static vector log(vector x) {
        return Reproducible ? Sleef_finz_logd2_u10advsimd(x) : Sleef_logd2_u10advsimd(x);
    }
#else
    using vector = __m128d;
    static vector log(vector x) {
        return Reproducible ? Sleef_cinz_logd2_u10sse2(x) : Sleef_logd2_u10sse2(x);
    }
#endif
    static constexpr std::size_t size = sizeof(vector) / sizeof(double);

    static vector broadcast(double x) { return x - vector{}; }
    static vector load(const double* from) {
        vector x;
        std::memcpy(&x, from, sizeof x);
        return x;
    }
    static void store(double* to, vector x) { std::memcpy(to, &x, sizeof x); }
};

} // namespace

loops sleef_loops() {
    return {"sleef_u10", vector_log<vectors<false>>, vector_cross_entropy<vectors<false>>,
            made_with};
}
loops reproducible_sleef_loops() {
    return {"sleef_u10_reproducible", vector_log<vectors<true>>,
            vector_cross_entropy<vectors<true>>, made_with};
}

} // namespace hpk::bench::peers
