// SPDX-License-Identifier: MIT
#pragma once

/// \file
/// The reductions family: sums whose bits do not change, and the exact sum.
///
///     #include <hpk/reductions.hpp>
///
///     std::vector<double> x = …, y = …;
///     double a = hpk::reductions::sum(x);                 // the same bits everywhere
///     double b = hpk::reductions::exact_sum(x);           // the real sum, rounded once
///     double c = hpk::reductions::exact_dot(x, y, hpk::parallel{});
///
/// Floating-point addition depends on the order, so each variant states its order, and within one
/// the result has the same bits on every backend, with every compiler and flag, and for every
/// number of threads. The variants `expansion`, `superaccumulator` and `extracted` are exact: the
/// result is the sum of the terms as real numbers, rounded once, and the order of the terms does
/// not show either.
///
/// Ranges are contiguous ranges, grids, and other ranges with random access, of float, double or
/// integers; two of them must have elements of the same type. A list in braces is one of doubles.
/// The sum of nothing is 0. A sum is -0.0 only if there are terms and all are -0.0 (never with
/// `compensated`); it is NaN if a term is NaN or infinities of both signs occur, always with the
/// same bits, and infinite if it is too large. Subnormal numbers are kept even where the caller's
/// thread flushes them.
///
/// Sums of integers are computed modulo 2^64, as int64_t or uint64_t, by any variant. All functions
/// throw std::invalid_argument with a sentence if ranges differ in size or threads are negative.

#include "hpk/core/isa.hpp"

#include <algorithm>
#include <concepts>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <type_traits>
#include <utility>

#include "hpk/core/backend.hpp"
#include "hpk/core/exact.hpp"
#include "hpk/core/execution.hpp"
#include "hpk/core/grid_view.hpp"
#include "hpk/core/subnormals.hpp"
#include "hpk/reductions/calls/accepted.hpp"
#include "hpk/reductions/calls/minmax.hpp"
#include "hpk/reductions/calls/project_rows.hpp"
#include "hpk/reductions/calls/reduce.hpp"
#include "hpk/reductions/exact_accumulator.hpp" // exact_accumulator
#include "hpk/reductions/moments.hpp"           // moments
#include "hpk/reductions/variants.hpp"

/// Sums, dot products and what is made of them: hpk/reductions.hpp.
namespace hpk::reductions {
inline namespace HPK_ISA {

/// The sum of all elements.
///
/// \tparam Variant  a rung of the ladder (hpk/reductions/variants.hpp), which says the order
/// \tparam Backend  hpk::native, hpk::scalar or an xsimd architecture that the compiler's flags
///                  enable; variants that are not vectorised use hpk::scalar
/// \param  x        a range
/// \param  how      hpk::sequential or hpk::parallel; `in_order` and `compensated` use one thread
/// \throws std::invalid_argument for threads < 0; with hpk::parallel std::bad_alloc
///
/// Cost: O(n). `extracted` and `striped` are as quick as memory allows for arrays that no cache
/// holds.
template <class Variant = striped, class Backend = native, reducible_range X = detail::list,
          execution_policy Execution = sequential>
[[nodiscard]] sum_type<element_of<const X>> sum(const X& x, Execution how = {}) {
    const detail::element_itself itself;
    return detail::reduce<Variant, Backend>(detail::source_of(itself, x), how);
}

/// The sum of f(x[k], y[k], …) for all k, without a temporary. f is called with hpk::lanes, which
/// have +, -, * and /, and the functions of hpk/core/functions.hpp, so a generic lambda can be
/// passed: `[](auto x, auto y) { return (x - y) * y; }`. The last argument may be hpk::sequential
/// or hpk::parallel.
/// \throws std::invalid_argument for ranges of different sizes, and as sum
template <class Variant = striped, class Backend = native, class F, class... Ranges>
    requires detail::summable<F, Ranges...>
[[nodiscard]] auto sum_of(const F& f, const Ranges&... ranges) {
    return detail::with_policy(
        [&](execution_policy auto how, const auto&... x) {
            return detail::reduce<Variant, Backend>(detail::source_of(f, x...), how);
        },
        ranges...);
}

/// The sum of the products x[k] * y[k]. The exact variants do not round the products either.
/// \throws std::invalid_argument for ranges of different sizes, and as sum
template <class Variant = striped, class Backend = native, reducible_range X = detail::list,
          reducible_range Y = detail::list, execution_policy Execution = sequential>
    requires detail::like_ranges<X, Y>
[[nodiscard]] sum_type<element_of<const X>> dot(const X& x, const Y& y, Execution how = {}) {
    const detail::product_of_elements product;
    return detail::reduce<Variant, Backend>(detail::source_of(product, x, y), how);
}

/// The sum of the squares, dot(x, x).
template <class Variant = striped, class Backend = native, reducible_range X = detail::list,
          execution_policy Execution = sequential>
[[nodiscard]] sum_type<element_of<const X>> squared_norm(const X& x, Execution how = {}) {
    return dot<Variant, Backend>(x, x, how);
}

/// The square root of squared_norm, rounded. It is infinite or 0 where the squares overflow or
/// vanish.
template <class Variant = striped, class Backend = native, reducible_range X = detail::list,
          execution_policy Execution = sequential>
    requires std::floating_point<element_of<const X>>
[[nodiscard]] element_of<const X> norm(const X& x, Execution how = {}) {
    const subnormals_kept guard;
    return square_root(squared_norm<Variant, Backend>(x, how));
}

/// The sum divided by the number of elements; of integers a double.
/// \throws std::invalid_argument for a range without elements, and as sum
template <class Variant = striped, class Backend = native, reducible_range X = detail::list,
          execution_policy Execution = sequential>
[[nodiscard]] auto mean(const X& x, Execution how = {}) {
    using T =
        std::conditional_t<std::floating_point<element_of<const X>>, element_of<const X>, double>;
    const std::size_t n = detail::input_of(x).size();
    detail::expect_elements("mean", n, 1);
    const subnormals_kept guard;
    return quotient(static_cast<T>(sum<Variant, Backend>(x, how)), static_cast<T>(n));
}

/// The sum of the squared differences from the mean, divided by n - ddof: two passes, the mean
/// rounded. ddof, delta degrees of freedom, is 0 for a population and 1 for a sample of one.
/// \throws std::invalid_argument unless there are more than ddof elements, and as sum
template <class Variant = striped, class Backend = native, reducible_range X = detail::list,
          execution_policy Execution = sequential>
    requires std::floating_point<element_of<const X>>
[[nodiscard]] element_of<const X> variance(const X& x, std::size_t ddof = 0, Execution how = {}) {
    using T = element_of<const X>;
    const std::size_t n = detail::input_of(x).size();
    constexpr std::size_t most = (std::numeric_limits<std::size_t>::max)();
    detail::expect_elements("variance", n, (std::min)(ddof, most - 1) + 1);
    const subnormals_kept guard;
    const T centre = mean<Variant, Backend>(x, how);
    const auto squared_difference = [centre](auto value) {
        const auto difference = value - decltype(value)::broadcast(centre);
        return difference * difference;
    };
    return quotient(sum_of<Variant, Backend>(squared_difference, x, how), static_cast<T>(n - ddof));
}

/// The least and the largest element. If one is NaN, both results are NaN; -0.0 is less than 0.0.
/// \throws std::invalid_argument for a range without elements, and for threads < 0
template <class Backend = native, reducible_range X, execution_policy Execution = sequential>
[[nodiscard]] extremes<element_of<const X>> minmax(const X& x, Execution how = {}) {
    const auto input = detail::input_of(x);
    detail::expect_elements("minmax", input.size(), 1);
    return detail::find_extremes<Backend>(input, how);
}

/// The products of all rows of a matrix with weights, out[i] = rows(i, 0) * weights[0] +
/// rows(i, 1) * weights[1] + …: each product and each sum is rounded, in this order. Fits by least
/// squares to data at the same points are such products (examples/slopes.cpp).
///
/// \tparam Backend  as in `sum`
/// \param  rows     a grid of float or double with two axes, rows and columns
/// \param  weights  as many elements as a row has, in a contiguous range; or a grid with as many
///                  rows, each column of which gives a column of the output
/// \param  out      an element per row, in a contiguous range; or a grid with a row per row, and
///                  a column per column of the weights. It must not overlap the inputs.
/// \param  how      hpk::sequential or hpk::parallel
/// \throws std::invalid_argument if the shapes do not match, and for threads < 0
///
/// Cost: rows are read once per four columns of weights.
template <class Backend = native, grid_like Rows, class Weights, class Out,
          execution_policy Execution = sequential>
void project_rows(const Rows& rows, const Weights& weights, Out&& out, Execution how = {}) {
    hpk::detail::expect_threads(how);
    const auto results = detail::matrix_of(out);
    using T = typename decltype(results)::value_type;
    static_assert(std::floating_point<T>, "project_rows takes grids of float or double");
    const grid_view<const T, 2> matrix = view_of(rows), factors = detail::matrix_of(weights);
    detail::expect_shapes(matrix, factors, results);
    const subnormals_kept guard;
    detail::project<Backend, T>(matrix, factors, results, how);
}

/// The real sum, rounded once, by the quickest exact variant.
template <reducible_range X = detail::list, execution_policy Execution = sequential>
[[nodiscard]] auto exact_sum(const X& x, Execution how = {}) {
    return sum<extracted>(x, how);
}
/// The real dot product, rounded once, by the quickest exact variant.
/// \throws std::invalid_argument for ranges of different sizes, and as sum
template <reducible_range X = detail::list, reducible_range Y = detail::list,
          execution_policy Execution = sequential>
    requires detail::like_ranges<X, Y>
[[nodiscard]] auto exact_dot(const X& x, const Y& y, Execution how = {}) {
    return dot<extracted>(x, y, how);
}

} // namespace HPK_ISA
} // namespace hpk::reductions

#include "hpk/reductions/calls/refused.hpp"
