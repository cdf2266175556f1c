// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>

#include "hpk/core/isa.hpp"

namespace hpk::detail {
inline namespace HPK_ISA {

/// N values as compilers know vectors. (nvcc loses the attribute of an alias in a class that is no
/// template.)
template <class T, std::size_t N>
struct plain_vector {
    using type [[gnu::vector_size(N * sizeof(T))]] = T;
};
template <class T>
struct plain_vector<T, 1> {
    using type [[gnu::vector_size(sizeof(T))]] = T;
};

} // namespace HPK_ISA
} // namespace hpk::detail
