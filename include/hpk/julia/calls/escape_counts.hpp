// SPDX-License-Identifier: MIT
#pragma once

/// \file
/// The definitions of hpk/julia.hpp. Arguments are checked and non-finite coordinates replaced
/// here, once; kernels need not look.

#include <algorithm>
#include <complex>
#include <concepts>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <type_traits>
#include <vector>

#include "hpk/core/backend.hpp"
#include "hpk/core/execution.hpp"
#include "hpk/core/expects.hpp"
#include "hpk/julia/orbits/points.hpp"
#include "hpk/julia/plane.hpp"

namespace hpk::julia {
inline namespace HPK_ISA {
namespace detail {

template <class Execution>
void expect_call(int max_iterations, std::size_t points, std::size_t places, Execution how) {
    using hpk::detail::shown;
    expects(max_iterations >= 0, [&] {
        return "max_iterations is " + shown(max_iterations) + " but must be at least 0";
    });
    expects(points == places, [&] {
        return "counts has " + shown(places) + " elements but there are " + shown(points) +
               " points";
    });
    hpk::detail::expect_threads(how);
}

/// True for coordinates small enough that a kernel notices the escape before it overflows.
template <class T>
bool is_near(T x) noexcept {
    return is_finite(x) && x >= T(-4) && x <= T(4);
}

/// The coordinates, with 4 in place of each that is not near: the count is 0 either way.
template <class T>
std::vector<T> brought_near(std::span<const T> coordinates) {
    std::vector<T> result(coordinates.begin(), coordinates.end());
    std::ranges::replace_if(result, [](T x) { return !is_near(x); }, T(4));
    return result;
}

} // namespace detail

template <class Variant, class Backend, std::floating_point T, execution_policy Execution>
void escape_counts(plane_view<T> p, std::type_identity_t<std::complex<T>> c, int max_iterations,
                   std::span<std::int32_t> counts, Execution how) {
    static_assert(std::same_as<T, float> || std::same_as<T, double>,
                  "escape_counts works in float or double");
    detail::expect_call(max_iterations, p.size(), counts.size(), how);
    const auto near = [](T x) { return detail::is_near(x); };
    if (!std::ranges::all_of(p.x, near) || !std::ranges::all_of(p.y, near)) {
        const plane<T> close{detail::brought_near(p.x), detail::brought_near(p.y)};
        escape_counts<Variant, Backend>(close, c, max_iterations, counts, how);
        return;
    }
    using B = backend_for<Variant, Backend, T>;
    Variant::template count_plane<B>(p, finite_parameter(c), max_iterations, counts.data(), how);
}

template <class Variant, class Backend, std::floating_point T, execution_policy Execution>
void escape_counts(const plane<T>& p, std::type_identity_t<std::complex<T>> c, int max_iterations,
                   std::span<std::int32_t> counts, Execution how) {
    escape_counts<Variant, Backend>(plane_view<T>(p), c, max_iterations, counts, how);
}

template <class Variant, class Backend, std::floating_point T, execution_policy Execution>
std::vector<std::int32_t> escape_counts(plane_view<T> p, std::type_identity_t<std::complex<T>> c,
                                        int max_iterations, Execution how) {
    std::vector<std::int32_t> counts(p.size());
    escape_counts<Variant, Backend>(p, c, max_iterations, std::span(counts), how);
    return counts;
}

template <class Variant, class Backend, std::floating_point T, execution_policy Execution>
std::vector<std::int32_t> escape_counts(const plane<T>& p, std::type_identity_t<std::complex<T>> c,
                                        int max_iterations, Execution how) {
    return escape_counts<Variant, Backend>(plane_view<T>(p), c, max_iterations, how);
}

template <class Variant, class Backend, std::floating_point T, execution_policy Execution>
void escape_counts(std::span<const std::complex<T>> z, std::span<const std::complex<T>> c,
                   int max_iterations, std::span<std::int32_t> counts, Execution how) {
    static_assert(std::same_as<T, float> || std::same_as<T, double>,
                  "escape_counts works in float or double");
    using hpk::detail::shown;
    expects(z.size() == c.size(),
            [&] { return "c has " + shown(c.size()) + " elements but z has " + shown(z.size()); });
    detail::expect_call(max_iterations, z.size(), counts.size(), how);
    using B = backend_for<Variant, Backend, T>;
    Variant::template count_list<B>(point_list<T>{z, c}, max_iterations, counts.data(), how);
}

} // namespace HPK_ISA
} // namespace hpk::julia
