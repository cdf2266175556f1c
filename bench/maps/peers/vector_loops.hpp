// SPDX-License-Identifier: MIT
#pragma once

/// \file
/// Loops over the vectors of a library, which are used by a struct with load, store, arithmetic
/// and log.

#include <cmath>
#include <cstddef>

namespace hpk::bench::peers {
namespace {

template <class Vectors>
void vector_log(const double* p, double* to, std::size_t size) {
    std::size_t k = 0;
    for (; k + Vectors::size <= size; k += Vectors::size)
        Vectors::store(to + k, Vectors::log(Vectors::load(p + k)));
    for (; k < size; ++k) to[k] = std::log(p[k]);
}
template <class Vectors>
void vector_cross_entropy(const double* y, const double* p, double* to, std::size_t size) {
    const auto one = Vectors::broadcast(1);
    std::size_t k = 0;
    for (; k + Vectors::size <= size; k += Vectors::size) {
        const auto label = Vectors::load(y + k), x = Vectors::load(p + k);
        Vectors::store(to + k, -(label * Vectors::log(x) + (one - label) * Vectors::log(one - x)));
    }
    for (; k < size; ++k) to[k] = -(y[k] * std::log(p[k]) + (1 - y[k]) * std::log(1 - p[k]));
}

} // namespace
} // namespace hpk::bench::peers
