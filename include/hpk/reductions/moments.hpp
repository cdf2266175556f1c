// SPDX-License-Identifier: MIT
#pragma once

#include <algorithm>
#include <array>
#include <concepts>
#include <cstddef>
#include <cstdint>
#include <vector>

#include "hpk/core/backend.hpp"
#include "hpk/core/exact.hpp"
#include "hpk/core/execution.hpp"
#include "hpk/core/functions/one_nan.hpp"
#include "hpk/core/isa.hpp"
#include "hpk/core/lanes.hpp"
#include "hpk/core/subnormals.hpp"
#include "hpk/reductions/rungs/striped.hpp"
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
    /// Refuses other ranges.
    template <detail::has_elements X>
        requires(!detail::range_of<X, T>)
    void add(const X&) noexcept {
        static_assert(detail::range_of<X, T>,
                      "hpk::reductions::moments<T> adds numbers, and ranges "
                      "with random access and grids, of T");
    }
    /// The moments of a range of T, several times as quick as to add it: of each block of 2048
    /// elements the mean is the striped sum divided by their number, rounded, and the other moments
    /// are the striped sums of the powers of the differences from it; then the blocks are merged,
    /// one after the other. If the mean of a block is not finite, its elements are added instead.
    /// The bits are the same for every backend and number of threads, but others than those of
    /// `add`.
    /// \throws std::invalid_argument for threads < 0; with hpk::parallel std::bad_alloc
    template <class Backend = native, reducible_range X, execution_policy Execution = sequential>
        requires std::same_as<element_of<const X>, T>
    [[nodiscard]] static moments of(const X& x, Execution how = {}) {
        hpk::detail::expect_threads(how);
        const subnormals_kept guard;
        const detail::element_itself itself;
        const detail::source all(itself, detail::input_of(x));
        moments result;
        if (thread_count(how) < 2 || all.size() <= for_a_thread) {
            for_each_part<Backend>(all, 0, all.size(),
                                   [&](std::size_t, const moments& part) { result.unite(part); });
            return result;
        }
        std::vector<moments> parts((all.size() + block - 1) / block);
        distribute_stretches(how, all.size(), for_a_thread, [&] {
            return [&](std::size_t first, std::size_t n) {
                for_each_part<Backend>(
                    all, first, first + n,
                    [&](std::size_t k, const moments& part) { parts[k / block] = part; });
            };
        });
        for (const moments& part : parts) result.unite(part);
        return result;
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
        return result(ratio(second_, as_number(count_ - ddof)));
    }
    /// The third moment over the third power of the standard deviation: above 0 if the larger
    /// numbers lie further away from the mean. scipy.stats.skew.
    [[nodiscard]] T skewness() const noexcept {
        const subnormals_kept guard;
        const number v = spread();
        return result(ratio(ratio(third_, as_number(count_)), v * square_root(v)));
    }
    /// The fourth moment over the squared variance, minus 3, which is that of a normal
    /// distribution. scipy.stats.kurtosis.
    [[nodiscard]] T kurtosis() const noexcept {
        const subnormals_kept guard;
        const number v = spread();
        return result(ratio(ratio(fourth_, as_number(count_)), v * v) - as_number(3));
    }

private:
    using number = lanes<double, scalar>; // its operators round as written
    static constexpr std::size_t block = 2048, for_a_thread = 16 * block;

    /// Calls take(k, moments) for each block of elements first … last-1, which begins with element
    /// k.
    template <class Backend, class Source, class Take>
    static void for_each_part(const Source& all, std::size_t first, std::size_t last,
                              const Take& take) noexcept {
        detail::for_each_block(all, first, last, block, [&](const auto& terms, std::size_t count) {
            const T* const from = terms.elements(0);
            if constexpr (std::same_as<T, double>) {
                take(first, of_block<Backend>(from, count));
            } else {
                std::array<double, block> copy;
                std::transform(from, from + count, copy.begin(),
                               [](T x) { return static_cast<double>(x); });
                take(first, of_block<Backend>(copy.data(), count));
            }
            first += count;
        });
    }
    template <class Backend>
    static moments of_block(const double* x, std::size_t count) noexcept {
        using L = lanes<double, backend_for<striped, Backend, double>>;
        const auto sum = [&](const auto& f) {
            const detail::source values(f, hpk::detail::contiguous_input<double>(x, count));
            return number{striped::sum<L>(values, sequential{})};
        };
        moments result;
        const number mean = ratio(sum(detail::element_itself{}), as_number(count));
        if (!is_finite(mean.value)) {
            for (std::size_t k = 0; k < count; ++k) result.add_double(x[k]);
            return result;
        }
        const auto difference = [mean](auto v) { return v - decltype(v)::broadcast(mean.value); };
        result.count_ = count;
        result.mean_ = mean;
        result.second_ = sum([&](auto v) {
            const auto d = difference(v);
            return d * d;
        });
        result.third_ = sum([&](auto v) {
            const auto d = difference(v);
            return d * d * d;
        });
        result.fourth_ = sum([&](auto v) {
            const auto d = difference(v);
            const auto squared = d * d;
            return squared * squared;
        });
        return result;
    }

    // Pinned, so that the conversion of a subnormal number stays behind the guard.
    void add_term(T x) noexcept { add_double(static_cast<double>(pinned(x))); }
    void add_double(double x) noexcept {
        moments one;
        one.count_ = 1;
        one.mean_ = number::broadcast(x);
        one.second_ = one.third_ = one.fourth_ = one.mean_ - one.mean_; // 0, or NaN
        unite(one);
    }
    void unite(const moments& other) noexcept {
        if (other.count_ == 0) return;
        if (count_ == 0) {
            *this = other;
            return;
        }
        const number a = as_number(count_), b = as_number(other.count_), n = a + b;
        const number d = other.mean_ - mean_;
        const number d_n = ratio(d, n), ab = a * b;
        const number squared = d * d_n * ab; // d^2 a b / n
        fourth_ = fourth_ + other.fourth_ + squared * (d_n * d_n) * (a * a - ab + b * b) +
                  as_number(6) * (d_n * d_n) * (a * a * other.second_ + b * b * second_) +
                  as_number(4) * d_n * (a * other.third_ - b * third_);
        third_ = third_ + other.third_ + squared * d_n * (a - b) +
                 as_number(3) * d_n * (a * other.second_ - b * second_);
        second_ = second_ + other.second_ + squared;
        mean_ = mean_ + d_n * b;
        count_ += other.count_;
    }

    static number as_number(std::uint64_t n) noexcept { return {static_cast<double>(n)}; }
    [[nodiscard]] static T result(number x) noexcept {
        return hpk::detail::with_one_nan(lanes<T, scalar>{pinned(static_cast<T>(x.value))}).value;
    }
    [[nodiscard]] number spread() const noexcept { return ratio(second_, as_number(count_)); }
    static number ratio(number a, number b) noexcept { return {quotient(a.value, b.value)}; }

    std::uint64_t count_ = 0;
    number mean_{0}, second_{0}, third_{0}, fourth_{0}; ///< sums of powers of x - mean
};

} // namespace HPK_ISA
} // namespace hpk::reductions
