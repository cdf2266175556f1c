// SPDX-License-Identifier: MIT
#pragma once

#include <concepts>
#include <cstdint>
#include <limits>

#include "hpk/core/exact.hpp"
#include "hpk/core/lanes.hpp"

namespace hpk::detail {
inline namespace HPK_ISA {

/// The same values, with the bits hpk::nan_bits for every NaN: which NaN an operation returns
/// depends on the machine, and on the order in which a compiler passes its operands.
template <std::floating_point T, class Backend>
[[gnu::always_inline]] inline lanes<T, Backend> with_one_nan(lanes<T, Backend> x) noexcept {
    using I = lanes<integer_like<T>, Backend>;
    using integer = integer_like<T>;
    const I size = as_integers(x) & I::constant((std::numeric_limits<integer>::max)());
    const auto is_nan = I::constant(static_cast<integer>(infinity_bits<T>)) < size;
    return as_floating_point<T>(
        select(is_nan, I::constant(static_cast<integer>(nan_bits<T>)), as_integers(x)));
}

} // namespace HPK_ISA
} // namespace hpk::detail
