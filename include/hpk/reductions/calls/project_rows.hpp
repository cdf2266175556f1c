// SPDX-License-Identifier: MIT
#pragma once

/// \file
/// How project_rows in hpk/reductions.hpp multiplies rows with weights.

#include <algorithm>
#include <array>
#include <cstddef>
#include <iterator>
#include <type_traits>

#include "hpk/core/backend.hpp"
#include "hpk/core/exact.hpp"
#include "hpk/core/execution.hpp"
#include "hpk/core/expects.hpp"
#include "hpk/core/functions/one_nan.hpp"
#include "hpk/core/grid_view.hpp"
#include "hpk/core/lanes.hpp"
#include "hpk/core/vectors/bundle.hpp"
#include "hpk/core/vectors/transpose.hpp"
#include "hpk/core/vectors/unroll.hpp"

namespace hpk::reductions {
inline namespace HPK_ISA {
namespace detail {

/// A matrix seen as it is; a contiguous range as one column.
template <class X>
[[nodiscard]] auto matrix_of(X&& x) {
    if constexpr (grid_like<X>) {
        return [](auto view) {
            if constexpr (decltype(view)::rank == 2)
                return view;
            else
                return grid_view<typename decltype(view)::element_type, 2>(view.data(),
                                                                           {view.columns(), 1});
        }(view_of(x));
    } else {
        using T = std::remove_reference_t<std::ranges::range_reference_t<X>>;
        return grid_view<T, 2>(std::ranges::data(x), {std::ranges::size(x), 1});
    }
}

/// The products of G * L::size rows with N columns of weights.
template <std::size_t N, std::size_t G, class L, class T = typename L::value_type>
[[gnu::always_inline]] inline std::array<bundle<L, G>, N>
products_of_rows(const T* rows, std::size_t stride, std::size_t length,
                 grid_view<const T, 2> weights, std::size_t column) noexcept {
    std::array<bundle<L, G>, N> sums;
    // To -0.0 a term is added without a change. The sum of nothing is 0. A pinned one, since any
    // zero is as good to -ffast-math.
    const T start = length == 0 ? pinned(T(0)) : T(-0.0);
    for (bundle<L, G>& sum : sums) sum.vector.fill(L::broadcast(start));

    // Adds elements first … first + L::size - 1 of each row, which are elements k - skipped …, but
    // for the first `skipped`.
    const auto add = [&](std::size_t k, std::size_t skipped, const T* first,
                         std::size_t distance) __attribute__((always_inline)) {
        std::array<square<L>, G> elements;
        unroll<G>([&](auto g) __attribute__((always_inline)) {
            for (std::size_t r = 0; r < L::size; ++r)
                elements[g][r] = L::load_unknown(first + (g * L::size + r) * distance);
            transpose(elements[g]);
        });
        unroll<L::size>([&](auto j) __attribute__((always_inline)) {
            if (j < skipped) return;
            const T* const w = weights.row(k + j - skipped) + column;
            bundle<L, G> same;
            unroll<G>([&](auto g) __attribute__((always_inline)) { same[g] = elements[g][j]; });
            unroll<N>([&](auto i) __attribute__((always_inline)) {
                sums[i] = sums[i] + L::broadcast(w[i]) * same;
            });
        });
    };
    std::size_t k = 0;
    for (; k + L::size <= length; k += L::size) add(k, 0, rows + k, stride);
    if (k < length) {
        // The last elements of each row, with those before them, or without if there are none.
        const std::size_t skipped = L::size - (length - k);
        if (k > 0) {
            add(k, skipped, rows + k - skipped, stride);
        } else {
            std::array<T, G * L::size * L::size> copy{};
            for (std::size_t r = 0; r < G * L::size; ++r)
                std::copy_n(rows + r * stride, length, copy.data() + r * L::size + skipped);
            add(k, skipped, copy.data(), L::size);
        }
    }
    return sums;
}

/// Columns column … column + N - 1 of the results of rows first … last-1.
template <std::size_t N, class L, class T = typename L::value_type>
void project_columns(grid_view<const T, 2> rows, grid_view<const T, 2> weights, grid_view<T, 2> out,
                     std::size_t column, std::size_t first, std::size_t last) noexcept {
    const auto project = [&]<class V, std::size_t G>(
                             std::type_identity<bundle<V, G>>) __attribute__((always_inline)) {
        for (; first + G * V::size <= last; first += G * V::size) {
            const std::array<bundle<V, G>, N> products = products_of_rows<N, G, V>(
                rows.row(first), rows.row_stride(), rows.columns(), weights, column);
            unroll<N>([&](auto i) __attribute__((always_inline)) {
                std::array<T, G * V::size> product;
                unroll<G>([&](auto g) __attribute__((always_inline)) {
                    hpk::detail::with_one_nan(products[i][g]).store(&product[g * V::size]);
                });
                for (std::size_t r = 0; r < product.size(); ++r)
                    out.row(first + r)[column + i] = product[r];
            });
        }
    };
    // Two vectors of rows side by side hide the latency of additions.
    if constexpr (!L::is_scalar) project(std::type_identity<bundle<L, 2>>{});
    project(std::type_identity<bundle<lanes<T, scalar>, 1>>{});
}

/// Checks the shapes.
template <class T>
void expect_shapes(grid_view<const T, 2> rows, grid_view<const T, 2> weights, grid_view<T, 2> out) {
    using hpk::detail::shown;
    expects(weights.extent(0) == rows.columns(), [&] {
        return "a row has " + shown(rows.columns()) + " elements but there are " +
               shown(weights.extent(0)) + " weights";
    });
    expects(out.extent(0) == rows.extent(0), [&] {
        return "there are " + shown(rows.extent(0)) + " rows but the output has " +
               shown(out.extent(0));
    });
    expects(out.columns() == weights.columns(), [&] {
        return "the weights have " + shown(weights.columns()) + " columns but the output has " +
               shown(out.columns());
    });
}

/// All columns of all rows.
template <class Backend, class T>
void project(grid_view<const T, 2> rows, grid_view<const T, 2> weights, grid_view<T, 2> out,
             execution_policy auto how) noexcept {
    using L = lanes<T, std::conditional_t<backend_has_lanes<Backend, T>, Backend, scalar>>;
    constexpr std::size_t for_a_thread = 2048, most = 4;
    distribute_stretches(how, rows.extent(0), for_a_thread, [&] {
        return [&](std::size_t first, std::size_t n) {
            std::size_t column = 0;
            for (; column + most <= weights.columns(); column += most)
                project_columns<most, L>(rows, weights, out, column, first, first + n);
            unroll<most>([&](auto rest) {
                if constexpr (rest > 0)
                    if (weights.columns() - column == rest)
                        project_columns<rest, L>(rows, weights, out, column, first, first + n);
            });
        };
    });
}

} // namespace detail
} // namespace HPK_ISA
} // namespace hpk::reductions
