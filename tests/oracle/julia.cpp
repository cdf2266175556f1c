// SPDX-License-Identifier: MIT

#include "oracle/julia.hpp"

#ifdef __FAST_MATH__
#error "The oracle must be compiled without -ffast-math."
#endif

namespace {

template <class T>
int count(T zr, T zi, T cr, T ci, int max_iterations) {
    for (int n = 0; n < max_iterations; ++n) {
        if (!(zr * zr + zi * zi < T(4))) return n;
        const T next = (zr * zr - zi * zi) + cr;
        zi = (zr * zi + zi * zr) + ci;
        zr = next;
    }
    return max_iterations;
}

} // namespace

namespace oracle {

int escape_count(double x, double y, double c_re, double c_im, int max_iterations) {
    return count(x, y, c_re, c_im, max_iterations);
}

int escape_count(float x, float y, float c_re, float c_im, int max_iterations) {
    return count(x, y, c_re, c_im, max_iterations);
}

} // namespace oracle
