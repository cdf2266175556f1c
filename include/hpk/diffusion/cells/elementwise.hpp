// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>

#include "hpk/core/lanes.hpp"

namespace hpk::diffusion {
inline namespace HPK_ISA {

/// An operand of an elementwise operation that is an array of cells in memory.
template <class L>
struct cells_operand {
    const typename L::value_type* cells;
    L operator[](std::size_t k) const noexcept { return L::load(cells + k); }
};

/// An operand of an elementwise operation that is the same value for all cells.
template <class L>
struct value_operand {
    L value;
    L operator[](std::size_t) const noexcept { return value; }
};

template <class L>
cells_operand<L> operand(const typename L::value_type* cells) noexcept {
    return {cells};
}
template <class L>
value_operand<L> operand(typename L::value_type value) noexcept {
    return {L::broadcast(value)};
}

/// Applies `operation` to as many whole vectors as fit in [k, n); returns the first cell not done.
template <class V, class Operation, class... Operands>
std::size_t whole_vectors(std::size_t k, std::size_t n, typename V::value_type* out,
                          Operation operation, Operands... operands) noexcept {
    for (; k + V::size <= n; k += V::size) operation(operands[k]...).store(out + k);
    return k;
}

/// out[k] = operation(operands[k]...) for k = 0 … n-1: whole vectors L, then single lanes. An
/// operand is a pointer to cells, which may be out itself, or a value.
template <class L, class Operation, class... Operands>
void elementwise(std::size_t n, typename L::value_type* out, Operation operation,
                 Operands... operands) noexcept {
    using single = lanes<typename L::value_type, scalar>;
    const std::size_t k = whole_vectors<L>(0, n, out, operation, operand<L>(operands)...);
    whole_vectors<single>(k, n, out, operation, operand<single>(operands)...);
}

} // namespace HPK_ISA
} // namespace hpk::diffusion
