// SPDX-License-Identifier: MIT
#pragma once

/// \file
/// The definitions of hpk/julia.hpp. Arguments are checked here, once; kernels need not look.

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
#include "hpk/julia/calls/set_pixels.hpp"
#include "hpk/julia/orbits/points.hpp"
#include "hpk/julia/orbits/rule.hpp"
#include "hpk/julia/plane.hpp"
#include "hpk/julia/sets.hpp"

namespace hpk::julia {
inline namespace HPK_ISA {
namespace detail {

inline void expect_places(const char* name, std::size_t places, std::size_t points) {
    using hpk::detail::shown;
    expects(points == places, [&] {
        return name + (" has " + shown(places)) + " elements but there are " + shown(points) +
               " points";
    });
}

template <class Execution>
void expect_call(int max_iterations, std::size_t points, std::size_t places, Execution how) {
    using hpk::detail::shown;
    expects(max_iterations >= 0, [&] {
        return "max_iterations is " + shown(max_iterations) + " but must be at least 0";
    });
    expect_places("counts", places, points);
    hpk::detail::expect_threads(how);
}

/// True for variants that take every julia_set and mandelbrot_set.
template <class Variant>
concept takes_sets = requires { requires Variant::takes_sets; };

/// Calls the variant with the pixels of a set, which is also c for a Julia set of z² + c.
template <class Variant, class Backend, class T, class Set, class Rule, class Execution>
void count_pixels(plane_view<T> p, const Set& set, const Rule& rule, int max_iterations,
                  std::int32_t* counts, Execution how) {
    using P = part_of<T>;
    static_assert(std::same_as<P, float> || std::same_as<P, double>,
                  "escape_counts works in float, double or double_double");
    using B = backend_for<Variant, Backend, P>;
    with_pixels(p, set, rule, [&](const auto& pixels) {
        Variant::template count_plane<B>(pixels, max_iterations, counts, how);
    });
}

} // namespace detail

template <class Variant, class Backend, std::floating_point T, execution_policy Execution>
void escape_counts(plane_view<T> p, std::type_identity_t<std::complex<T>> c, int max_iterations,
                   std::span<std::int32_t> counts, Execution how) {
    detail::expect_call(max_iterations, p.size(), counts.size(), how);
    detail::count_pixels<Variant, Backend>(p, c, classic_rule<T>{}, max_iterations, counts.data(),
                                           how);
}

template <class Variant, class Backend, coordinate T, execution_policy Execution, pixel_set Set>
void escape_counts(plane_view<T> p, Set set, int max_iterations, std::span<std::int32_t> counts,
                   Execution how) {
    static_assert((std::same_as<Set, mandelbrot> && std::floating_point<T>) ||
                      detail::takes_sets<Variant>,
                  "this variant iterates z^2 + c until |z| is 2 in float or double, but those of "
                  "hpk take any set; leave the variant to hpk, or give it a member takes_sets");
    detail::expect_call(max_iterations, p.size(), counts.size(), how);
    detail::with_rule<part_of<T>>(set, [&](auto rule) {
        detail::count_pixels<Variant, Backend>(p, set, rule, max_iterations, counts.data(), how);
    });
}

template <class Variant, class Backend, coordinate T, execution_policy Execution, pixel_set Set>
void escape_counts(plane_view<T> p, Set set, int max_iterations, std::span<std::int32_t> counts,
                   std::span<part_of<T>> norms, Execution how) {
    static_assert(detail::takes_sets<Variant>, "this variant keeps no norms");
    detail::expect_call(max_iterations, p.size(), counts.size(), how);
    detail::expect_places("norms", norms.size(), p.size());
    detail::with_rule<part_of<T>>(set, [&](const auto& rule) {
        using Rule = std::remove_cvref_t<decltype(rule)>;
        const norm_keeping<part_of<T>, Rule> keeping{rule, norms.data()};
        detail::count_pixels<Variant, Backend>(p, set, keeping, max_iterations, counts.data(), how);
    });
}

template <class Variant, class Backend, coordinate T, execution_policy Execution, pixel_set Set>
void escape_counts(const plane<T>& p, Set set, int max_iterations, std::span<std::int32_t> counts,
                   std::span<part_of<T>> norms, Execution how) {
    escape_counts<Variant, Backend>(plane_view<T>(p), set, max_iterations, counts, norms, how);
}

template <class Variant, class Backend, std::floating_point T, execution_policy Execution>
void escape_counts(const plane<T>& p, std::type_identity_t<std::complex<T>> c, int max_iterations,
                   std::span<std::int32_t> counts, Execution how) {
    escape_counts<Variant, Backend>(plane_view<T>(p), c, max_iterations, counts, how);
}

template <class Variant, class Backend, coordinate T, execution_policy Execution, pixel_set Set>
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

template <class Variant, class Backend, coordinate T, execution_policy Execution, pixel_set Set>
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

template <class Variant, class Backend, coordinate T, execution_policy Execution, pixel_set Set>
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
