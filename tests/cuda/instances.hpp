// SPDX-License-Identifier: MIT
#pragma once

/// \file
/// The functions of machine.hpp that the tests call, for the types that they use. A machine
/// includes this after its definitions.

#include <array>
#include <complex>
#include <cstdint>
#include <vector>

#include "cuda/machine.hpp"

namespace hpk::test {

template float sum_of(const std::vector<float>&);
template double sum_of(const std::vector<double>&);
template std::vector<float> evolved(rung_on_gpu, const oracle::cells<float>&,
                                    const diffusion::parameters<float>&, std::int64_t,
                                    oracle::surroundings<float>);
template std::vector<double> evolved(rung_on_gpu, const oracle::cells<double>&,
                                     const diffusion::parameters<double>&, std::int64_t,
                                     oracle::surroundings<double>);
template std::vector<float> evolved(rung_on_gpu, const oracle::rule<float>&,
                                    const oracle::cells<float>&, float, std::int64_t,
                                    const std::vector<oracle::sides>&, std::int64_t);
template std::vector<double> evolved(rung_on_gpu, const oracle::rule<double>&,
                                     const oracle::cells<double>&, double, std::int64_t,
                                     const std::vector<oracle::sides>&, std::int64_t);
template std::array<std::vector<float>, 2> evolved(const oracle::gray_scott<float>&,
                                                   const std::array<oracle::cells<float>, 2>&,
                                                   float, std::int64_t,
                                                   const std::vector<oracle::sides>&);
template std::array<std::vector<double>, 2> evolved(const oracle::gray_scott<double>&,
                                                    const std::array<oracle::cells<double>, 2>&,
                                                    double, std::int64_t,
                                                    const std::vector<oracle::sides>&);
template std::vector<std::int32_t> counts(const julia::plane<float>&, std::complex<float>, int);
template std::vector<std::int32_t> counts(const julia::plane<double>&, std::complex<double>, int);
template std::vector<std::int32_t> counts_of_mandelbrot(const julia::plane<float>&,
                                                        std::complex<double>, int);
template std::vector<std::int32_t> counts_of_mandelbrot(const julia::plane<double>&,
                                                        std::complex<double>, int);

} // namespace hpk::test
