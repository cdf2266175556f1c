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
#include "hpk/julia/mandelbrot.hpp"
#include "hpk/julia/orbits/pixels.hpp"
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

/// True for finite numbers of at most this magnitude.
template <class T>
bool is_within(T bound, T x) noexcept {
    return is_finite(x) && x >= -bound && x <= bound;
}

/// Coordinates of starts up to here are so small that a kernel notices the escape before it
/// overflows.
template <class T>
inline constexpr T farthest_start = T(4);

/// From |z| < 2, any c with a part beyond this leads to |z| >= 2 in one step.
template <class T>
inline constexpr T farthest_parameter = T(8);

/// Calls f with the plane in which each coordinate beyond `bound`, or not finite, is replaced by
/// `bound`, which must not change any count.
template <class T, class F>
void with_plane_within(T bound, plane_view<T> p, F f) {
    const auto within = [&](T x) { return is_within(bound, x); };
    if (std::ranges::all_of(p.x, within) && std::ranges::all_of(p.y, within)) {
        f(p);
        return;
    }
    const auto brought = [&](std::span<const T> coordinates) {
        std::vector<T> result(coordinates.begin(), coordinates.end());
        std::ranges::replace_if(result, [&](T x) { return !within(x); }, bound);
        return result;
    };
    const plane<T> close{brought(p.x), brought(p.y)};
    f(plane_view<T>(close));
}

/// z0 in T; if its orbits have escaped from the start, perhaps another such number.
template <class T>
std::complex<T> start_of(const mandelbrot& set) noexcept {
    const auto part = [](double x) {
        return static_cast<T>(is_within(farthest_start<double>, x) ? x : farthest_start<double>);
    };
    return {part(set.z0.real()), part(set.z0.imag())};
}

} // namespace detail

template <class Variant, class Backend, std::floating_point T, execution_policy Execution>
void escape_counts(plane_view<T> p, std::type_identity_t<std::complex<T>> c, int max_iterations,
                   std::span<std::int32_t> counts, Execution how) {
    static_assert(std::same_as<T, float> || std::same_as<T, double>,
                  "escape_counts works in float or double");
    detail::expect_call(max_iterations, p.size(), counts.size(), how);
    using B = backend_for<Variant, Backend, T>;
    detail::with_plane_within(detail::farthest_start<T>, p, [&](plane_view<T> starts) {
        Variant::template count_plane<B>(julia_pixels<T>{starts, finite_parameter(c)},
                                         max_iterations, counts.data(), how);
    });
}

template <class Variant, class Backend, std::floating_point T, execution_policy Execution,
          std::same_as<mandelbrot> Set>
void escape_counts(plane_view<T> p, Set set, int max_iterations, std::span<std::int32_t> counts,
                   Execution how) {
    static_assert(std::same_as<T, float> || std::same_as<T, double>,
                  "escape_counts works in float or double");
    detail::expect_call(max_iterations, p.size(), counts.size(), how);
    using B = backend_for<Variant, Backend, T>;
    detail::with_plane_within(detail::farthest_parameter<T>, p, [&](plane_view<T> parameters) {
        Variant::template count_plane<B>(mandelbrot_pixels<T>{parameters, detail::start_of<T>(set)},
                                         max_iterations, counts.data(), how);
    });
}

template <class Variant, class Backend, std::floating_point T, execution_policy Execution>
void escape_counts(const plane<T>& p, std::type_identity_t<std::complex<T>> c, int max_iterations,
                   std::span<std::int32_t> counts, Execution how) {
    escape_counts<Variant, Backend>(plane_view<T>(p), c, max_iterations, counts, how);
}

template <class Variant, class Backend, std::floating_point T, execution_policy Execution,
          std::same_as<mandelbrot> Set>
void escape_counts(const plane<T>& p, Set set, int max_iterations, std::span<std::int32_t> counts,
                   Execution how) {
    escape_counts<Variant, Backend>(plane_view<T>(p), set, max_iterations, counts, how);
}

template <class Variant, class Backend, std::floating_point T, execution_policy Execution>
std::vector<std::int32_t> escape_counts(plane_view<T> p, std::type_identity_t<std::complex<T>> c,
                                        int max_iterations, Execution how) {
    std::vector<std::int32_t> counts(p.size());
    escape_counts<Variant, Backend>(p, c, max_iterations, std::span(counts), how);
    return counts;
}

template <class Variant, class Backend, std::floating_point T, execution_policy Execution,
          std::same_as<mandelbrot> Set>
std::vector<std::int32_t> escape_counts(plane_view<T> p, Set set, int max_iterations,
                                        Execution how) {
    std::vector<std::int32_t> counts(p.size());
    escape_counts<Variant, Backend>(p, set, max_iterations, std::span(counts), how);
    return counts;
}

template <class Variant, class Backend, std::floating_point T, execution_policy Execution>
std::vector<std::int32_t> escape_counts(const plane<T>& p, std::type_identity_t<std::complex<T>> c,
                                        int max_iterations, Execution how) {
    return escape_counts<Variant, Backend>(plane_view<T>(p), c, max_iterations, how);
}

template <class Variant, class Backend, std::floating_point T, execution_policy Execution,
          std::same_as<mandelbrot> Set>
std::vector<std::int32_t> escape_counts(const plane<T>& p, Set set, int max_iterations,
                                        Execution how) {
    return escape_counts<Variant, Backend>(plane_view<T>(p), set, max_iterations, how);
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
