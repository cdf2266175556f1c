// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <cstdint>

namespace hpk::bench::peers {

/// The yardstick: the loop that a C programmer would write, in its own object file, compiled
/// without hpk. For float and double.
template <class T>
void plain_loop(const T* x, std::size_t columns, const T* y, std::size_t rows, T c_re, T c_im,
                int max_iterations, std::int32_t* counts);

/// The same for `size` points, each with its own c: the real parts at even places of z and c, the
/// imaginary ones at odd.
template <class T>
void plain_loop(const T* z, const T* c, std::size_t size, int max_iterations, std::int32_t* counts);

/// Its compiler and flags.
const char* plain_loop_made_with();

} // namespace hpk::bench::peers
