// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <string>

/// \file
/// Ways to fit lines to the rows of a matrix: lines[2 i] and lines[2 i + 1] are the products of row
/// i with the first and the second column of weights. They know nothing of hpk.

namespace hpk::bench::peers {

/// Two loops.
void rows_in_loops(const double* rows, std::size_t count, std::size_t length, const double* weights,
                   double* lines);
#if defined(HPK_BENCH_HAS_BLAS)
/// BLAS's product of a matrix and a vector, once per column of weights, and of two matrices.
/// \{
void rows_by_dgemv(const double* rows, std::size_t count, std::size_t length, const double* weights,
                   double* lines);
void rows_by_dgemm(const double* rows, std::size_t count, std::size_t length, const double* weights,
                   double* lines);
/// \}
#endif
#if defined(HPK_BENCH_HAS_LAPACK)
/// LAPACK's least squares by singular values, row by row: numpy.linalg.lstsq. It takes the points
/// 0, 1, … in the place of weights.
void rows_by_dgelsd(const double* rows, std::size_t count, std::size_t length,
                    const double* weights, double* lines);
#endif

/// The compiler and the flags.
std::string row_products_made_with();

} // namespace hpk::bench::peers
