// SPDX-License-Identifier: MIT
#pragma once

/// \file
/// The loops over std::log, for sources that are compiled with different flags.

#include <cmath>
#include <cstddef>

namespace hpk::bench::peers {
namespace {

void plain_log(const double* p, double* __restrict to, std::size_t size) {
    for (std::size_t k = 0; k < size; ++k) to[k] = std::log(p[k]);
}
void plain_cross_entropy(const double* y, const double* p, double* __restrict to,
                         std::size_t size) {
    for (std::size_t k = 0; k < size; ++k)
        to[k] = -(y[k] * std::log(p[k]) + (1 - y[k]) * std::log(1 - p[k]));
}

} // namespace
} // namespace hpk::bench::peers
