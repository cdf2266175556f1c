// SPDX-License-Identifier: MIT
#include "reductions/peers/plain_sums.hpp"

extern "C" {
#include <reproBLAS.h>
}

namespace hpk::bench::peers {

double reproblas_sum(const double* x, std::size_t size) {
    return reproBLAS_dsum(static_cast<int>(size), x, 1);
}
double reproblas_dot(const double* x, const double* y, std::size_t size) {
    return reproBLAS_ddot(static_cast<int>(size), x, 1, y, 1);
}

} // namespace hpk::bench::peers
