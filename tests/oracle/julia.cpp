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

/// Parts of complex numbers.
template <class T>
struct point {
    T x, y;
};

template <class T>
point<T> square(point<T> a) {
    return {a.x * a.x - a.y * a.y, a.x * a.y + a.x * a.y};
}

template <class T>
point<T> product(point<T> a, point<T> b) {
    return {a.x * b.x - a.y * b.y, a.x * b.y + a.y * b.x};
}

template <class T>
point<T> raised(point<T> z, int power) {
    if (power == 2) return square(z);
    if (power == 3) return product(square(z), z);
    if (power == 4) return square(square(z));
    if (power == 5) return product(square(square(z)), z);
    if (power == 6) return square(product(square(z), z));
    if (power == 7) return product(square(product(square(z), z)), z);
    return square(square(square(z)));
}

template <class T>
oracle::orbit_end<T> end(int formula, T x, T y, T c_re, T c_im, T radius, int max_iterations) {
    point<T> z{x, y};
    for (int n = 0; n < max_iterations; ++n) {
        const T norm = z.x * z.x + z.y * z.y;
        if (!(norm < radius * radius)) return {n, norm};
        point<T> next = raised(z, formula > 0 ? formula : 2);
        if (formula == oracle::burning_ship && next.y < 0) next.y = -next.y;
        if (formula == oracle::tricorn) next.y = -next.y;
        z = {next.x + c_re, next.y + c_im};
    }
    return {max_iterations, 0};
}

} // namespace

namespace oracle {

int escape_count(double x, double y, double c_re, double c_im, int max_iterations) {
    return count(x, y, c_re, c_im, max_iterations);
}

int escape_count(float x, float y, float c_re, float c_im, int max_iterations) {
    return count(x, y, c_re, c_im, max_iterations);
}

orbit_end<double> end_of_orbit(int formula, double x, double y, double c_re, double c_im,
                               double radius, int max_iterations) {
    return end(formula, x, y, c_re, c_im, radius, max_iterations);
}

orbit_end<float> end_of_orbit(int formula, float x, float y, float c_re, float c_im, float radius,
                              int max_iterations) {
    return end(formula, x, y, c_re, c_im, radius, max_iterations);
}

} // namespace oracle
