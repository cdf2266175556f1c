// SPDX-License-Identifier: MIT
#pragma once

/// \file
/// The oracle of the variants: the escape count of one point, written without hpk and compiled with
/// strict IEEE 754 arithmetic (see CMakeLists.txt).

namespace oracle {

int escape_count(double x, double y, double c_re, double c_im, int max_iterations);
int escape_count(float x, float y, float c_re, float c_im, int max_iterations);

/// The count of an orbit, and |z|² where it has escaped; 0 where it has not.
template <class T>
struct orbit_end {
    int count;
    T norm;
};

/// Formulas that are not z^n + c for n = formula.
inline constexpr int burning_ship = -1, tricorn = -2;

orbit_end<double> end_of_orbit(int formula, double x, double y, double c_re, double c_im,
                               double radius, int max_iterations);
orbit_end<float> end_of_orbit(int formula, float x, float y, float c_re, float c_im, float radius,
                              int max_iterations);

} // namespace oracle
