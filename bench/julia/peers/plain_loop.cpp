// SPDX-License-Identifier: MIT
#include "julia/peers/plain_loop.hpp"

#include "compiled_with.hpp"

namespace hpk::bench::peers {
namespace {

template <class T>
std::int32_t count(T re, T im, T c_re, T c_im, int max_iterations) {
    int n = 0;
    while (n < max_iterations) {
        const T re2 = re * re;
        const T im2 = im * im;
        if (!(re2 + im2 < 4)) break;
        // Not (2 * re) * im, which rounds differently if the product is subnormal.
        im = 2 * (re * im) + c_im;
        re = re2 - im2 + c_re;
        ++n;
    }
    return n;
}

} // namespace

template <class T>
void plain_loop(const T* x, std::size_t columns, const T* y, std::size_t rows, T c_re, T c_im,
                int max_iterations, std::int32_t* counts) {
    for (std::size_t i = 0; i < rows; ++i)
        for (std::size_t j = 0; j < columns; ++j)
            counts[i * columns + j] = count(x[j], y[i], c_re, c_im, max_iterations);
}

template <class T>
void plain_loop(const T* z, const T* c, std::size_t size, int max_iterations,
                std::int32_t* counts) {
    for (std::size_t k = 0; k < size; ++k)
        counts[k] = count(z[2 * k], z[2 * k + 1], c[2 * k], c[2 * k + 1], max_iterations);
}

template void plain_loop(const float*, std::size_t, const float*, std::size_t, float, float, int,
                         std::int32_t*);
template void plain_loop(const double*, std::size_t, const double*, std::size_t, double, double,
                         int, std::int32_t*);
template void plain_loop(const float*, const float*, std::size_t, int, std::int32_t*);
template void plain_loop(const double*, const double*, std::size_t, int, std::int32_t*);

const char* plain_loop_made_with() {
    return made_with;
}

} // namespace hpk::bench::peers
