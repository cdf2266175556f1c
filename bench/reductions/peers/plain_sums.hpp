// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <string>

namespace hpk::bench::peers {

/// std::accumulate: in order.
double accumulated(const double* x, std::size_t size);
/// std::reduce, which may add in any order.
double reduced(const double* x, std::size_t size);
/// std::inner_product.
double inner_product(const double* x, const double* y, std::size_t size);

#if defined(HPK_BENCH_HAS_EIGEN)
/// The sum and the dot product of Eigen's maps.
/// \{
double eigen_sum(const double* x, std::size_t size);
double eigen_dot(const double* x, const double* y, std::size_t size);
/// \}
#endif

#if defined(HPK_BENCH_HAS_REPROBLAS)
/// ReproBLAS: the same bits for every order of the terms, of which the products are rounded.
/// \{
double reproblas_sum(const double* x, std::size_t size);
double reproblas_dot(const double* x, const double* y, std::size_t size);
/// \}
#endif

/// The compiler and the flags.
std::string plain_sums_made_with();

} // namespace hpk::bench::peers
