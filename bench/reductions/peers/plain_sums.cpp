// SPDX-License-Identifier: MIT
#include "reductions/peers/plain_sums.hpp"

#include <numeric>

#include "compiled_with.hpp"

#if defined(HPK_BENCH_HAS_EIGEN)
#include <Eigen/Core>
#endif

namespace hpk::bench::peers {

double accumulated(const double* x, std::size_t size) {
    return std::accumulate(x, x + size, 0.0);
}
double reduced(const double* x, std::size_t size) {
    return std::reduce(x, x + size);
}
double inner_product(const double* x, const double* y, std::size_t size) {
    return std::inner_product(x, x + size, y, 0.0);
}

#if defined(HPK_BENCH_HAS_EIGEN)
using map = Eigen::Map<const Eigen::VectorXd>;

double eigen_sum(const double* x, std::size_t size) {
    return map(x, static_cast<Eigen::Index>(size)).sum();
}
double eigen_dot(const double* x, const double* y, std::size_t size) {
    const auto n = static_cast<Eigen::Index>(size);
    return map(x, n).dot(map(y, n));
}
#endif

std::string plain_sums_made_with() {
    return made_with;
}

} // namespace hpk::bench::peers
