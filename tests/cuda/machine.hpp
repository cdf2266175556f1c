// SPDX-License-Identifier: MIT
#pragma once

/// \file
/// The machine that runs the kernels in these tests: the CPU, by plain loops over blocks, phases
/// and threads (on_cpu.cpp), or a GPU, by the calls of hpk/cuda.hpp (gpu/on_gpu.cu).

#include <array>
#include <complex>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <string>
#include <vector>

#include <hpk/diffusion/boundary.hpp>
#include <hpk/diffusion/parameters.hpp>
#include <hpk/julia/plane.hpp>

#include "oracle/diffusion.hpp"
#include "oracle/rules.hpp"

namespace hpk::test {

enum class rung_on_gpu { fused, time_blocked };
inline constexpr rung_on_gpu rungs_on_gpu[] = {rung_on_gpu::fused, rung_on_gpu::time_blocked};

inline std::string name_of(rung_on_gpu rung) {
    return rung == rung_on_gpu::fused ? "fused" : "time_blocked";
}

/// A sentence that says which of the two it is.
std::string machine();

/// The number of cell updates, or of steps of orbits, up to which a case may run on it.
std::int64_t most_work();

/// The cells after a number of steps.
template <class T>
std::vector<T> evolved(rung_on_gpu, const oracle::cells<T>& start,
                       const diffusion::parameters<T>& p, std::int64_t steps,
                       oracle::surroundings<T> outside);

/// The same for a rule with sides: those of each step, which repeat when all have been taken. Sides
/// that vary throw after `known` steps; the result is then what the call leaves.
template <class T>
std::vector<T> evolved(rung_on_gpu, const oracle::rule<T>&, const oracle::cells<T>& start, T dt,
                       std::int64_t steps, const std::vector<oracle::sides>&,
                       std::int64_t known = std::numeric_limits<std::int64_t>::max());

/// The same for two fields.
template <class T>
std::array<std::vector<T>, 2> evolved(const oracle::gray_scott<T>&,
                                      const std::array<oracle::cells<T>, 2>& start, T dt,
                                      std::int64_t steps, const std::vector<oracle::sides>&);

/// The counts of a plane whose pixels are starts.
template <class T>
std::vector<std::int32_t> counts(const julia::plane<T>&, std::complex<T> c, int max_iterations);

/// The counts of a plane whose pixels are parameters.
template <class T>
std::vector<std::int32_t> counts_of_mandelbrot(const julia::plane<T>&, std::complex<double> z0,
                                               int max_iterations);

/// The sum of all elements, rounded once.
template <class T>
T sum_of(const std::vector<T>& x);

} // namespace hpk::test
