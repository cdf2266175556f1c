// SPDX-License-Identifier: MIT
#pragma once

/// \file
/// The escape count of one point, written without anything of hpk and compiled without any flag
/// that bends arithmetic (see CMakeLists.txt): what the variants are compared with.

namespace oracle {

int escape_count(double x, double y, double c_re, double c_im, int max_iterations);
int escape_count(float x, float y, float c_re, float c_im, int max_iterations);

} // namespace oracle
