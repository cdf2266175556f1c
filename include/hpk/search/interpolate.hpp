// SPDX-License-Identifier: MIT
#pragma once

#include <array>
#include <concepts>
#include <cstddef>
#include <iterator>

#include "hpk/core/exact.hpp"
#include "hpk/core/execution.hpp"
#include "hpk/core/expects.hpp"
#include "hpk/search/calls/positions.hpp"
#include "hpk/search/variants.hpp"

namespace hpk::search {
inline namespace HPK_ISA {
namespace detail {

/// The value at x of the lines between points, which x lies at or behind the first `position` of.
template <std::floating_point T>
T interpolated(const T* xs, const T* ys, std::size_t points, T x, std::size_t position) noexcept {
    if (order<T>::is_nan(x)) return x;
    if (position == 0) return ys[0];
    const std::size_t j = position - 1;
    if (position == points || order<T>::rank(xs[j]) == order<T>::rank(x)) return ys[j];
    const T slope = quotient(pinned(ys[j + 1] - ys[j]), pinned(xs[j + 1] - xs[j]));
    const T y = pinned(pinned(slope * pinned(x - xs[j])) + ys[j]);
    if (!order<T>::is_nan(y)) [[likely]]
        return y;
    const T from_right = pinned(pinned(slope * pinned(x - xs[j + 1])) + ys[j + 1]);
    return order<T>::is_nan(from_right) && order<T>::rank(ys[j]) == order<T>::rank(ys[j + 1])
               ? ys[j]
               : from_right;
}

} // namespace detail

/// The values at x of the lines between the points (xs[k], ys[k]): to the left of the first point
/// its y, to the right of the last one its y. That is numpy.interp, to its bits: slope * (x -
/// xs[k]) + ys[k] with slope = (ys[k + 1] - ys[k]) / (xs[k + 1] - xs[k]), each operation rounded.
/// \param xs      at least one, in ascending order
/// \param ys      as many
/// \param x       where values are wanted
/// \param values  as many places
/// \param how     hpk::sequential or hpk::parallel
/// \throws std::invalid_argument if there is no point, if lengths differ, and for threads < 0
template <class Variant = fastest, class Backend = native, searchable_range Xs, contiguous Ys,
          searchable_range X, contiguous Values, execution_policy Execution = sequential>
    requires std::floating_point<element_of<Xs>>
void interpolate(const Xs& xs, const Ys& ys, const X& x, Values&& values, Execution how = {}) {
    using T = element_of<Xs>;
    static_assert(std::same_as<T, element_of<Ys>> && std::same_as<T, element_of<X>> &&
                      std::same_as<T, element_of<Values>>,
                  "points and values are of one type");
    using hpk::detail::shown;
    const std::size_t points = std::ranges::size(xs), n = std::ranges::size(x);
    expects(points > 0, [] { return "interpolate needs at least one point"; });
    expects(points == std::ranges::size(ys), [&] {
        return "ys has " + shown(std::ranges::size(ys)) + " elements but xs has " + shown(points);
    });
    expects(n == std::ranges::size(values), [&] {
        return "values has " + shown(std::ranges::size(values)) + " elements but x has " + shown(n);
    });
    hpk::detail::expect_threads(how);
    const detail::searcher_for<Variant, Backend, T> s(detail::as_sorted(xs), n);
    detail::for_each_stretch(how, n, [&](std::size_t first, std::size_t in_stretch) {
        std::array<std::size_t, detail::stretch> positions;
        const T* const at = std::ranges::data(x) + first;
        s.template find<side::upper>(at, in_stretch, positions.data());
        for (std::size_t j = 0; j < in_stretch; ++j)
            std::ranges::data(values)[first + j] = detail::interpolated(
                std::ranges::data(xs), std::ranges::data(ys), points, at[j], positions[j]);
    });
}

} // namespace HPK_ISA
} // namespace hpk::search
