// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <cstdint>

namespace hpk::bench::peers {

/// Counts of the Mandelbrot set as a programmer writes them by hand for speed: pixels in the main
/// cardioid or the disc of period 2 are not iterated, and the others four at a time with AVX2, if
/// the flags enable it. The tests have no margin for rounding.
void vector_loop(const double* x, std::size_t columns, const double* y, std::size_t rows,
                 int max_iterations, std::int32_t* counts);

/// Its compiler and flags.
const char* vector_loop_made_with();

} // namespace hpk::bench::peers
