// SPDX-License-Identifier: MIT
#pragma once

/// \file
/// The numbers that are added, and a test case for each variant on each backend.

#include <bit>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <random>
#include <string>
#include <type_traits>
#include <vector>

#include <hpk/hash/mixing/splitmix.hpp>
#include <hpk/reductions.hpp>

#include "common.hpp"
#include "kernels.hpp"

namespace hpk::test {

using reduction_types = type_list<float, double>;

template <class T>
auto bits_of(T x) {
    return std::bit_cast<std::make_unsigned_t<integer_like<T>>>(x);
}

/// True for any NaN, whatever the flags.
template <class T>
bool is_any_nan(T x) {
    return !is_finite(x) && bits_of(x) << 1 != bits_of(std::numeric_limits<T>::infinity()) << 1;
}

/// Requires the same bits, or NaN for NaN.
template <class T>
void require_same_sum(T sum, T expected) {
    if (is_any_nan(expected))
        REQUIRE(bits_of(sum) == bits_of(std::numeric_limits<T>::quiet_NaN()));
    else
        REQUIRE(bits_of(sum) == bits_of(expected));
}

/// x * 2^exponent without arithmetic that -ffast-math could flush. Volatile values keep the call of
/// ldexp, to which -ffast-math allows no side effect, within the guard's scope.
inline double scaled(double x, int exponent) {
    const subnormals_kept guard;
    const volatile double factor = x;
    const volatile double product = std::ldexp(factor, exponent);
    return product;
}

/// Arrays that are hard to add. Each is made from a seed.
enum class pattern {
    normal,      ///< within a few powers of two
    zeros_among, ///< half of them zeros of both signs
    negative_zeros,
    wide,       ///< 600 powers of two
    middling,   ///< 60 powers of two
    cancelling, ///< pairs of opposite numbers, and a small one
    subnormal,
    huge,    ///< near overflow
    tiny,    ///< products vanish
    special, ///< infinities and NaN among them
    any      ///< any bits but those of infinities and NaN
};
inline constexpr pattern all_patterns[]{
    pattern::normal,    pattern::zeros_among, pattern::negative_zeros,
    pattern::wide,      pattern::middling,    pattern::cancelling,
    pattern::subnormal, pattern::huge,        pattern::tiny,
    pattern::special,   pattern::any};

template <class T>
std::vector<T> numbers_of(pattern p, std::size_t n, std::uint64_t seed) {
    using limits = std::numeric_limits<T>;
    std::mt19937_64 bits(seed);
    const auto uniform = [&] { // in [-1, 1)
        return static_cast<double>(static_cast<std::int64_t>(bits()) >> 11) * 0x1p-52;
    };
    const auto exponent = [&](int least, int number) {
        return least + static_cast<int>(bits() % static_cast<unsigned>(number));
    };
    const int range = sizeof(T) == 4 ? 200 : 600;
    std::vector<T> x(n);
    for (T& value : x) switch (p) {
        case pattern::normal:
            value = static_cast<T>(uniform() + uniform());
            break;
        case pattern::zeros_among:
            value = bits() % 2 == 0 ? static_cast<T>(uniform()) : bits() % 2 == 0 ? T(0) : -T(0);
            break;
        case pattern::negative_zeros:
            value = -T(0);
            break;
        case pattern::wide:
            value = static_cast<T>(scaled(uniform(), exponent(-range / 2, range)));
            break;
        case pattern::middling:
        case pattern::cancelling:
            value = static_cast<T>(scaled(uniform(), exponent(-30, 60)));
            break;
        case pattern::subnormal: {
            // Any bits below those of a normal number.
            constexpr auto fraction = (std::uint64_t{1} << (limits::digits - 1)) - 1;
            const auto sign = bits() % 2 == 0 ? bits_of(T(0)) : bits_of(-T(0));
            value = std::bit_cast<T>(static_cast<decltype(sign)>((bits() & fraction) | sign));
            break;
        }
        case pattern::huge:
            value = static_cast<T>(scaled(uniform(), exponent(limits::max_exponent - 20, 20)));
            break;
        case pattern::tiny:
            value = static_cast<T>(scaled(uniform(), exponent(limits::min_exponent / 2, 20)));
            break;
        case pattern::special:
            value = static_cast<T>(uniform());
            break;
        case pattern::any:
            do value = std::bit_cast<T>(static_cast<integer_like<T>>(bits()));
            while (!is_finite(value));
        }
    if (p == pattern::special && n > 0) {
        const T infinity = limits::infinity(), nan = limits::quiet_NaN();
        const T some[]{infinity, -infinity, nan, -nan};
        for (std::size_t k = 0; k < seed % 4; ++k) x[bits() % n] = some[bits() % 4];
    }
    if (p == pattern::cancelling)
        for (std::size_t k = 0; k < n / 2; ++k) x[n - 1 - k] = -x[k];
    if (p == pattern::cancelling && n > 2) x[n / 3] = T(0x1p-60);
    return x;
}

/// As a global variable: a test case, reductions/variant/backend/type/Aspect::name, for every
/// variant and backend, with Aspect::check<Variant, Backend, T>() as its body.
template <class Aspect>
struct check_reductions : deferred_registration {
    check_reductions()
        : deferred_registration([] {
              reductions::variants::for_each([]<class V>(std::type_identity<V>) {
                  reduction_types::for_each([]<class T>(std::type_identity<T>) {
                      for_each_backend<V, T>([]<class B>() {
                          void (*const body)() = &Aspect::template check<V, B, T>;
                          REGISTER_TEST_CASE(body, name_rung<V, B, T>("reductions").name + "/" +
                                                       Aspect::name);
                      });
                  });
              });
          }) {}
};

} // namespace hpk::test
