// SPDX-License-Identifier: MIT
#pragma once

#include <concepts>
#include <cstddef>
#include <cstdint>
#include <type_traits>

#include "hpk/core/exact.hpp"
#include "hpk/core/functions/apply.hpp"
#include "hpk/core/lanes.hpp"
#include "hpk/core/vectors/product_error.hpp"

namespace hpk {

/// A number of about 31 digits, the sum of two doubles: `low` is at most half a unit in the last
/// place of `high`. Its arithmetic is that of lanes<double_double, Backend>.
struct double_double {
    double high = 0; ///< the number, rounded
    double low = 0;  ///< what rounding took from it, rounded

    /// The number 0.
    constexpr double_double() noexcept = default;
    /// The same number.
    constexpr double_double(double x) noexcept : high(x) {}
    /// The sum of two parts, of which the second must be as small as described above.
    constexpr double_double(double first, double second) noexcept : high(first), low(second) {}

    /// The number with the other sign.
    friend constexpr double_double operator-(double_double a) noexcept { return {-a.high, -a.low}; }
    /// True for the same number.
    friend constexpr bool operator==(double_double a, double_double b) noexcept {
        return a.high == b.high && a.low == b.low;
    }
};

/// The type of the parts of T: double for double_double, T itself for other types.
template <class T>
using part_of = std::conditional_t<std::same_as<T, double_double>, double, T>;

inline namespace HPK_ISA {

/// True unless x is infinite or NaN.
[[nodiscard]] constexpr bool is_finite(double_double x) noexcept {
    return is_finite(x.high) && is_finite(x.low);
}

/// Vectors of double_double, as two vectors of double. The operations have the order of T. J.
/// Dekker, A floating-point technique for extending the available precision, Numerische Mathematik
/// 18 (1971). A sum is off by at most about 2^-105 of the sum of the absolute values, a product by
/// 2^-104 of itself. Both need the error of a rounded operation, which is exact with or without
/// fused multiply-add, so that the bits are the same on every backend. Products below 2^-960 have
/// 53 bits only, since their errors might be too small for a double.
template <class Backend>
struct lanes<double_double, Backend> {
    using parts = lanes<double, Backend>; ///< one of the two vectors

    /// The members of every lanes.
    /// \{
    static constexpr bool is_scalar = parts::is_scalar;
    using value_type = double_double;
    using backend = Backend;
    using mask_type = typename parts::mask_type;
    using integer_lanes = typename parts::integer_lanes;

    static constexpr std::size_t size = parts::size;
    static constexpr std::size_t alignment = parts::alignment;
    /// \}

    parts high; ///< the numbers, rounded
    parts low;  ///< what rounding took from them, rounded

    /// The same value in every lane.
    static lanes broadcast(double_double x) noexcept {
        return {parts::broadcast(x.high), parts::broadcast(x.low)};
    }

    /// `size` values from memory.
    static lanes load(const double_double* from) noexcept {
        alignas(alignment) double first[size], second[size];
        for (std::size_t l = 0; l < size; ++l) {
            first[l] = from[l].high;
            second[l] = from[l].low;
        }
        return {parts::load(first), parts::load(second)};
    }

    /// Writes the `size` values to memory.
    void store(double_double* to) const noexcept {
        alignas(alignment) double first[size], second[size];
        high.store(first);
        low.store(second);
        for (std::size_t l = 0; l < size; ++l) to[l] = {first[l], second[l]};
    }

    /// Arithmetic per lane.
    /// \{
    [[gnu::always_inline]] friend lanes operator+(lanes a, lanes b) noexcept {
        const parts sum = a.high + b.high; // with its error by D. Knuth's TwoSum
        const parts b_part = sum - a.high;
        const parts error = (a.high - (sum - b_part)) + (b.high - b_part);
        return joined(sum, error + (a.low + b.low));
    }
    [[gnu::always_inline]] friend lanes operator-(lanes a, lanes b) noexcept { return a + (-b); }
    [[gnu::always_inline]] friend lanes operator*(lanes a, lanes b) noexcept {
        const parts product = a.high * b.high;
        const auto has_error = parts::constant(0x1p-960) < detail::absolute(product);
        const parts error =
            select(has_error, detail::product_error(a.high, b.high, product), parts::broadcast(0));
        return joined(product, error + (a.high * b.low + a.low * b.high));
    }
    [[gnu::always_inline]] friend lanes operator-(lanes a) noexcept { return {-a.high, -a.low}; }
    /// \}

    /// Comparisons per lane.
    /// \{
    [[gnu::always_inline]] friend mask_type operator<(lanes a, lanes b) noexcept {
        return (a.high < b.high) | ((a.high == b.high) & (a.low < b.low));
    }
    [[gnu::always_inline]] friend mask_type operator==(lanes a, lanes b) noexcept {
        return (a.high == b.high) & (a.low == b.low);
    }
    /// \}

    /// a where `where` holds, b elsewhere.
    [[gnu::always_inline]] friend lanes select(mask_type where, lanes a, lanes b) noexcept {
        return {select(where, a.high, b.high), select(where, a.low, b.low)};
    }
    /// The smaller of a and b in each lane.
    friend lanes smaller(lanes a, lanes b) noexcept { return select(a < b, a, b); }
    /// The larger of a and b in each lane.
    friend lanes larger(lanes a, lanes b) noexcept { return select(a < b, b, a); }

private:
    /// The sum of a number and a smaller one as two parts, exactly.
    [[gnu::always_inline]] static lanes joined(parts number, parts rest) noexcept {
        const parts sum = number + rest;
        return {sum, rest - (sum - number)};
    }
};

/// The first part of each lane, the number rounded to double; lanes of other types are that
/// themselves.
/// \{
template <class T, class Backend>
[[gnu::always_inline]] inline lanes<T, Backend> first_part(lanes<T, Backend> a) noexcept {
    return a;
}
template <class Backend>
[[gnu::always_inline]] inline lanes<double, Backend>
first_part(const lanes<double_double, Backend>& a) noexcept {
    return a.high;
}
/// \}

} // namespace HPK_ISA

namespace detail {
inline namespace HPK_ISA {

/// The absolute value.
template <class Backend>
[[gnu::always_inline]] inline lanes<double_double, Backend>
absolute(const lanes<double_double, Backend>& x) noexcept {
    return select(x.high < lanes<double, Backend>::broadcast(0), -x, x);
}

} // namespace HPK_ISA
} // namespace detail
} // namespace hpk
