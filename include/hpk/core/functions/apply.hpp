// SPDX-License-Identifier: MIT
#pragma once

/// \file
/// How a mathematical function is applied to lanes. A function is a struct that computes in double:
///
///     template <class D> static mask is_rare(D x);   // the lanes for which `usual` is no good
///     template <class D> static D usual(D x);        // D is lanes of double
///     static double rare(double x);
///
/// Of floats the result is that of the same number in double, rounded to float.

#include <array>
#include <bit>
#include <concepts>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <limits>

#include "hpk/core/backend.hpp"
#include "hpk/core/lanes.hpp"
#include "hpk/core/vectors/plain_vector.hpp"
#include "hpk/core/vectors/words.hpp"

namespace hpk::detail {
inline namespace HPK_ISA {

/// All bits but the sign's, of lanes of float or double.
template <std::floating_point T, class Backend>
[[gnu::always_inline]] inline lanes<integer_like<T>, Backend>
bits_of_size(lanes<T, Backend> x) noexcept {
    using I = lanes<integer_like<T>, Backend>;
    return as_integers(x) & I::constant((std::numeric_limits<integer_like<T>>::max)());
}
/// The absolute value.
template <std::floating_point T, class Backend>
[[gnu::always_inline]] inline lanes<T, Backend> absolute(lanes<T, Backend> x) noexcept {
    return as_floating_point<T>(bits_of_size(x));
}
/// The lanes that are larger than `limit` in absolute value, infinite or NaN.
template <class Backend>
[[gnu::always_inline]] inline mask<std::int64_t, Backend> is_beyond(lanes<double, Backend> x,
                                                                    double limit) noexcept {
    using I = lanes<std::int64_t, Backend>;
    return I::constant(std::bit_cast<std::int64_t>(limit)) < bits_of_size(x);
}

/// x rounded down, for x from 0 to 2^51: to the nearest integer, less 1 where that is larger.
template <class D>
[[gnu::always_inline]] inline D rounded_down(D x) noexcept {
    const D nearest = (x + D::constant(0x1p52)) - D::constant(0x1p52);
    return nearest - select(x < nearest, D::constant(1), D::constant(0));
}

/// Replaces the results of rare lanes. Lanes are passed in memory, as not all callers of a function
/// that is not inlined need have the same registers.
template <class Function, class D>
[[gnu::noinline, gnu::cold]] void replace_rare(const D& x, D& y) noexcept {
    std::array<double, D::size> from, to;
    x.store(from.data());
    y.store(to.data());
    for (std::size_t l = 0; l < D::size; ++l)
        if (any_of(Function::is_rare(lanes<double, scalar>{from[l]})))
            to[l] = Function::rare(from[l]);
    y = D::load(to.data());
}

/// The function in each lane.
template <class Function, class Backend>
[[gnu::always_inline]] inline lanes<double, Backend> apply(lanes<double, Backend> x) noexcept {
    auto y = Function::usual(x);
    if (any_of(Function::is_rare(x))) [[unlikely]]
        replace_rare<Function>(x, y);
    return y;
}

/// As above, in double.
template <class Function, class Backend>
[[gnu::always_inline]] inline lanes<float, Backend> apply(lanes<float, Backend> x) noexcept {
    if constexpr (std::same_as<Backend, scalar>) {
        const lanes<double, scalar> wide{static_cast<double>(x.value)};
        return {pinned(static_cast<float>(apply<Function>(wide).value))};
    } else {
        constexpr bool has_doubles = backend_has_lanes<Backend, double>;
        using D = lanes<double, std::conditional_t<has_doubles, Backend, scalar>>;
        using wide = typename plain_vector<double, D::size>::type;
        using narrow = typename plain_vector<float, D::size>::type;
        constexpr std::size_t size = lanes<float, Backend>::size;
        std::array<float, size> values;
        x.store(values.data());
        for (std::size_t k = 0; k < size; k += D::size) {
            narrow some;
            std::memcpy(&some, values.data() + k, sizeof some);
            const wide converted = __builtin_convertvector(some, wide);
            D y;
            static_assert(sizeof y == sizeof converted);
            std::memcpy(&y, &converted, sizeof y);
            y = apply<Function>(y);
            wide computed;
            std::memcpy(&computed, &y, sizeof y);
            some = __builtin_convertvector(computed, narrow);
            std::memcpy(values.data() + k, &some, sizeof some);
        }
        return lanes<float, Backend>::load(values.data());
    }
}

} // namespace HPK_ISA
} // namespace hpk::detail
