// SPDX-License-Identifier: MIT
#pragma once

#include <concepts>
#include <cstddef>
#include <cstdint>

#include "hpk/core/exact.hpp"
#include "hpk/core/functions/one_nan.hpp"
#include "hpk/core/isa.hpp"
#include "hpk/core/lanes.hpp"
#include "hpk/core/subnormals.hpp"
#include "hpk/reductions/terms/elements.hpp"

namespace hpk::reductions {
inline namespace HPK_ISA {

/// The mean, variance, skewness and kurtosis of a stream, in one pass and with few bytes. Terms are
/// added in the order in which they come; the operations are those printed below, each rounded
/// once. Source: B. Welford, Note on a method for calculating corrected sums of squares and
/// products, 1962; P. Pébay, Formulas for robust, one-pass parallel computation of covariances and
/// arbitrary-order statistical moments, 2008 (which has the merging of T. Chan and others, 1979).
/// Sums are kept in double, also those of floats. Once an infinity or a NaN is added, the mean is
/// infinite or NaN and the others are NaN, which has the bits hpk::nan_bits.
///
/// \tparam T  float or double
template <std::floating_point T>
class moments {
public:
    /// Adds a number.
    void add(T x) noexcept {
        const subnormals_kept guard;
        add_term(x);
    }
    /// Adds the elements of a range of T, one after the other.
    template <reducible_range X>
        requires std::same_as<element_of<const X>, T>
    void add(const X& x) noexcept {
        const subnormals_kept guard;
        const detail::element_itself itself;
        const detail::source all(itself, detail::input_of(x));
        detail::for_each_block(all, 0, all.size(), all.size(),
                               [&](const auto& terms, std::size_t count) {
                                   for (std::size_t k = 0; k < count; ++k) add_term(terms.value(k));
                               });
    }
    /// Adds what another has added.
    void merge(const moments& other) noexcept {
        const subnormals_kept guard;
        unite(other);
    }

    /// How many numbers were added.
    [[nodiscard]] std::uint64_t count() const noexcept { return count_; }
    /// Their mean; 0 of none.
    [[nodiscard]] T mean() const noexcept {
        const subnormals_kept guard;
        return result(mean_);
    }
    /// The sum of the squared differences from the mean, divided by count - ddof; there must be
    /// more than ddof numbers.
    [[nodiscard]] T variance(std::uint64_t ddof = 0) const noexcept {
        const subnormals_kept guard;
        return result(ratio(second_, of(count_ - ddof)));
    }
    /// The third moment over the third power of the standard deviation: above 0 if the larger
    /// numbers lie further away from the mean. scipy.stats.skew.
    [[nodiscard]] T skewness() const noexcept {
        const subnormals_kept guard;
        const number v = spread();
        return result(ratio(ratio(third_, of(count_)), v * square_root(v)));
    }
    /// The fourth moment over the squared variance, minus 3, which is that of a normal
    /// distribution. scipy.stats.kurtosis.
    [[nodiscard]] T kurtosis() const noexcept {
        const subnormals_kept guard;
        const number v = spread();
        return result(ratio(ratio(fourth_, of(count_)), v * v) - of(3));
    }

private:
    using number = lanes<double, scalar>; // its operators round as written

    void add_term(T x) noexcept {
        moments one;
        one.count_ = 1;
        one.mean_ = number::broadcast(static_cast<double>(x));
        one.second_ = one.third_ = one.fourth_ = one.mean_ - one.mean_; // 0, or NaN
        unite(one);
    }
    void unite(const moments& other) noexcept {
        if (other.count_ == 0) return;
        if (count_ == 0) {
            *this = other;
            return;
        }
        const number a = of(count_), b = of(other.count_), n = a + b;
        const number d = other.mean_ - mean_;
        const number d_n = ratio(d, n), ab = a * b;
        const number squared = d * d_n * ab; // d^2 a b / n
        fourth_ = fourth_ + other.fourth_ + squared * (d_n * d_n) * (a * a - ab + b * b) +
                  of(6) * (d_n * d_n) * (a * a * other.second_ + b * b * second_) +
                  of(4) * d_n * (a * other.third_ - b * third_);
        third_ = third_ + other.third_ + squared * d_n * (a - b) +
                 of(3) * d_n * (a * other.second_ - b * second_);
        second_ = second_ + other.second_ + squared;
        mean_ = mean_ + d_n * b;
        count_ += other.count_;
    }

    static number of(std::uint64_t n) noexcept { return {static_cast<double>(n)}; }
    [[nodiscard]] static T result(number x) noexcept {
        return hpk::detail::with_one_nan(lanes<T, scalar>{static_cast<T>(x.value)}).value;
    }
    [[nodiscard]] number spread() const noexcept { return ratio(second_, of(count_)); }
    static number ratio(number a, number b) noexcept { return {quotient(a.value, b.value)}; }

    std::uint64_t count_ = 0;
    number mean_{0}, second_{0}, third_{0}, fourth_{0}; ///< sums of powers of x - mean
};

} // namespace HPK_ISA
} // namespace hpk::reductions
