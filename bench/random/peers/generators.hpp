// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>

/// \file
/// Random numbers that hpk is compared with. They know nothing of hpk.

namespace hpk::bench::peers {

/// Doubles in [0, 1) of std::mt19937, two numbers each, as its authors make them.
void fill_std_mt19937(double* to, std::size_t count);
/// Doubles in [0, 1) of std::mt19937_64.
void fill_std_mt19937_64(double* to, std::size_t count);
/// Doubles in [0, 1) of xoshiro256++, one stream, its authors' program.
void fill_xoshiro256pp(double* to, std::size_t count);
/// Normal deviates of std::normal_distribution over std::mt19937.
void fill_std_normal(double* to, std::size_t count);

/// The loop over darts with std::mt19937.
std::int64_t darts_std_mt19937(std::int64_t darts);
/// numpy's program: arrays of x and of y from Philox4x64, their squares, the sum and the comparison
/// in temporary arrays.
std::int64_t darts_in_arrays(std::int64_t darts);

#if defined(HPK_BENCH_HAS_RANDOM123)
/// Doubles in [0, 1) of Random123's generators, block by block.
/// \{
void fill_random123_philox4x32(double* to, std::size_t count);
void fill_random123_philox4x64(double* to, std::size_t count);
void fill_random123_threefry4x64(double* to, std::size_t count);
/// \}
#endif

/// The compiler and the flags.
std::string generators_made_with();

} // namespace hpk::bench::peers
