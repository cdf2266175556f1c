// SPDX-License-Identifier: MIT
#pragma once

/// \file
/// log(p) and the cross entropy -(y log(p) + (1 - y) log(1 - p)) of size numbers each.

#include <cstddef>
#include <string>

namespace hpk::bench::peers {

using logarithms = void (*)(const double* p, double* to, std::size_t size);
using cross_entropies = void (*)(const double* y, const double* p, double* to, std::size_t size);

/// A way to compute both.
struct loops {
    const char* name;
    logarithms log;
    cross_entropies cross_entropy;
    std::string made_with; ///< the compiler and the flags
};

/// Loops over std::log.
loops std_loops();
/// The same loops with -Ofast: glibc's vectors (libmvec), of 4 ulp by its documentation.
loops fast_loops();
/// Loops over xsimd's batches.
loops xsimd_loops();

#if defined(HPK_BENCH_HAS_SLEEF)
/// Loops over SLEEF's vectors, of 1 ulp.
loops sleef_loops();
/// The same with SLEEF's functions that have the same bits with vectors of any width.
loops reproducible_sleef_loops();
#endif

} // namespace hpk::bench::peers
