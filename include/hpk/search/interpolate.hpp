// SPDX-License-Identifier: MIT
#pragma once

#include <array>
#include <concepts>
#include <cstddef>
#include <vector>

#include "hpk/core/exact.hpp"
#include "hpk/core/execution.hpp"
#include "hpk/core/expects.hpp"
#include "hpk/core/subnormals.hpp"
#include "hpk/search/calls/positions.hpp"
#include "hpk/search/variants.hpp"

namespace hpk::search {
inline namespace HPK_ISA {
namespace detail {

/// The value at x of the lines between points, which x lies at or behind the first `position` of.
template <std::floating_point T>
T interpolated(const T* xs, const T* ys, std::size_t points, T x, std::size_t position) noexcept {
    if (points == 1) return ys[0]; // numpy's answer even to NaN
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

/// The values at n numbers x whose upper bounds among the xs are known. It is not inlined, so that
/// no arithmetic leaves the guard.
template <std::floating_point T>
[[gnu::noinline]] void interpolate_all(const T* xs, const T* ys, std::size_t points, const T* x,
                                       const std::size_t* positions, std::size_t n,
                                       T* values) noexcept {
    const subnormals_kept guard;
    for (std::size_t k = 0; k < n; ++k)
        values[k] = interpolated(xs, ys, points, x[k], positions[k]);
}

/// The checked points.
template <sorted_source Xs, contiguous Ys>
[[nodiscard]] auto points_of(const Xs& xs, const Ys& ys) {
    using T = value_in<Xs>;
    static_assert(std::floating_point<T> && std::same_as<T, element_of<Ys>>,
                  "interpolate takes points of float or double, xs and ys of the same type");
    const std::size_t points = array_of(xs).size();
    expects(points > 0, [] { return "interpolate needs at least one point"; });
    expect_as_many({"ys", span_of(ys).size()}, {"xs", points});
    return span_of(ys);
}

} // namespace detail

/// The values at x of the lines between the points (xs[k], ys[k]): to the left of the first point
/// its y, to the right of the last one its y. That is numpy.interp with its default arguments, to
/// its bits: slope * (x - xs[k]) + ys[k] with slope = (ys[k + 1] - ys[k]) / (xs[k + 1] - xs[k]),
/// each operation rounded.
/// \param xs      at least one, in ascending order and not NaN, or an index of them
/// \param ys      as many, of the same type
/// \param x       where values are wanted: numbers that the type has, too
/// \param values  as many places, of the same type
/// \param how     hpk::sequential or hpk::parallel
/// \throws std::invalid_argument if there is no point, if lengths differ, for views with gaps, and
///         for threads < 0; std::bad_alloc where an index is made
template <class Variant = fastest, class Backend = native, sorted_source Xs, contiguous Ys,
          contiguous X, writable Values, execution_policy Execution = sequential>
void interpolate(const Xs& xs, const Ys& ys, const X& x, Values&& values, Execution how = {}) {
    using T = detail::value_in<Xs>;
    static_assert(std::same_as<T, detail::element_type_of<Values>>,
                  "the values are of the points' type");
    const auto y = detail::points_of(xs, ys);
    const auto places = detail::elements_of(values);
    detail::expect_as_many({"values", places.size()}, {"x", detail::span_of(x).size()});
    detail::search_all<Variant, Backend>(
        xs, x, how, [&](const auto& f, std::size_t first, const T* own, std::size_t n) {
            std::array<std::size_t, detail::stretch> positions;
            f.template find<side::upper>(own, n, positions.data());
            detail::interpolate_all(f.array().data(), y.data(), y.size(), own, positions.data(), n,
                                    places.data() + first);
        });
}
/// The same, returning the values.
template <class Variant = fastest, class Backend = native, sorted_source Xs, contiguous Ys,
          contiguous X, execution_policy Execution = sequential>
[[nodiscard]] auto interpolate(const Xs& xs, const Ys& ys, const X& x, Execution how = {}) {
    std::vector<detail::value_in<Xs>> values(detail::span_of(x).size());
    interpolate<Variant, Backend>(xs, ys, x, values, how);
    return values;
}
/// The value at a single x.
template <class Variant = branchless, class Backend = native, sorted_source Xs, contiguous Ys,
          class X>
    requires(!contiguous<X>)
[[nodiscard]] auto interpolate(const Xs& xs, const Ys& ys, const X& x) {
    const auto y = detail::points_of(xs, ys);
    const detail::finder<Variant, Backend, Xs> f(xs, 1);
    const detail::single_key<detail::value_in<Xs>> own(x);
    const std::size_t position = detail::position_of<side::upper>(f, own);
    detail::value_in<Xs> value;
    detail::interpolate_all(f.array().data(), y.data(), y.size(), &own.value(), &position, 1,
                            &value);
    return value;
}

} // namespace HPK_ISA
} // namespace hpk::search
