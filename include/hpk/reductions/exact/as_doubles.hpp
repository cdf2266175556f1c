// SPDX-License-Identifier: MIT
#pragma once

#include <concepts>
#include <cstddef>
#include <cstring>
#include <limits>

#include "hpk/core/lanes.hpp"
#include "hpk/core/vectors/plain_vector.hpp"
#include "hpk/core/vectors/product_error.hpp"
#include "hpk/reductions/terms/elements.hpp"

namespace hpk::reductions {
inline namespace HPK_ISA {
namespace detail {

/// D::size values of float or double as doubles. D is hpk::lanes of double.
template <class D, class T>
[[gnu::always_inline]] inline D load_as_doubles(const T* from) noexcept {
    if constexpr (std::same_as<T, double>) {
        return D::load_unknown(from);
    } else if constexpr (D::is_scalar) {
        return {static_cast<double>(*from)};
    } else {
        using wide = typename hpk::detail::plain_vector<double, D::size>::type;
        typename hpk::detail::plain_vector<float, D::size>::type x;
        std::memcpy(&x, from, sizeof x);
        const wide converted = __builtin_convertvector(x, wide);
        D result;
        static_assert(sizeof result == sizeof converted);
        std::memcpy(&result, &converted, sizeof converted);
        return result;
    }
}

/// Terms as doubles, exactly: a term is a double, or the sum of a double and an error, which is
/// what rounding took from it.
template <class Terms>
struct as_doubles;

template <class T>
struct as_doubles<terms<element_itself, T, 1>> {
    static constexpr bool has_error = false;
    static constexpr int digits = std::numeric_limits<T>::digits; ///< of a term, at most
    static constexpr int depth = digits - 1; ///< the last bit of a term below its first

    template <class D>
    [[gnu::always_inline]] static D value(const terms<element_itself, T, 1>& t,
                                          std::size_t k) noexcept {
        return load_as_doubles<D>(t.elements(0) + k);
    }
    /// Adds term k to a fixed_point, whatever it is.
    template <class Sum>
    static void add_to(Sum& sum, const terms<element_itself, T, 1>& t, std::size_t k) noexcept {
        sum.add(static_cast<double>(t.elements(0)[k]));
    }
};

template <class T>
struct as_doubles<terms<product_of_elements, T, 2>> {
    static constexpr bool has_error = std::same_as<T, double>; // of floats it is exact
    static constexpr int digits = 2 * std::numeric_limits<T>::digits;
    static constexpr int depth = digits - 1;

    template <class D>
    [[gnu::always_inline]] static D value(const terms<product_of_elements, T, 2>& t,
                                          std::size_t k) noexcept {
        return load_as_doubles<D>(t.elements(0) + k) * load_as_doubles<D>(t.elements(1) + k);
    }
    template <class D>
    [[gnu::always_inline]] static D error(const terms<product_of_elements, T, 2>& t, std::size_t k,
                                          D value) noexcept {
        return hpk::detail::product_error(D::load_unknown(t.elements(0) + k),
                                          D::load_unknown(t.elements(1) + k), value);
    }
    /// All bits but the sign's where neither factor is zero, none elsewhere.
    template <class D>
    static typename D::integer_lanes of_nonzero_factors(const terms<product_of_elements, T, 2>& t,
                                                        std::size_t k) noexcept {
        using I = typename D::integer_lanes;
        const I zero = I::broadcast(0);
        const I all = I::broadcast((std::numeric_limits<std::int64_t>::max)());
        I result = all;
        for (std::size_t input = 0; input < 2; ++input) {
            const I bits = as_integers(D::load_unknown(t.elements(input) + k)) & all;
            result = select(bits == zero, zero, result);
        }
        return result;
    }
    template <class Sum>
    static void add_to(Sum& sum, const terms<product_of_elements, T, 2>& t,
                       std::size_t k) noexcept {
        sum.add_product(static_cast<double>(t.elements(0)[k]),
                        static_cast<double>(t.elements(1)[k]));
    }
};

} // namespace detail
} // namespace HPK_ISA
} // namespace hpk::reductions
