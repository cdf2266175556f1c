// SPDX-License-Identifier: MIT
#pragma once

/// \file
/// The oracle of the variants: the escape count of one point, written without hpk and compiled with
/// strict IEEE 754 arithmetic (see CMakeLists.txt).

namespace oracle {

int escape_count(double x, double y, double c_re, double c_im, int max_iterations);
int escape_count(float x, float y, float c_re, float c_im, int max_iterations);

} // namespace oracle
