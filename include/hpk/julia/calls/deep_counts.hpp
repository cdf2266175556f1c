// SPDX-License-Identifier: MIT
#pragma once

/// \file
/// Counts of deep planes: the definitions of hpk/julia.hpp.

#include <algorithm>
#include <bit>
#include <complex>
#include <concepts>
#include <cstddef>
#include <cstdint>
#include <span>
#include <type_traits>
#include <vector>

#include "hpk/core/backend.hpp"
#include "hpk/core/exact.hpp"
#include "hpk/core/execution.hpp"
#include "hpk/core/expects.hpp"
#include "hpk/julia/calls/escape_counts.hpp"
#include "hpk/julia/calls/observed_counts.hpp"
#include "hpk/julia/calls/set_pixels.hpp"
#include "hpk/julia/deep/fixed_point.hpp"
#include "hpk/julia/deep/perturbed.hpp"
#include "hpk/julia/deep/reference_orbit.hpp"
#include "hpk/julia/orbits/rule.hpp"
#include "hpk/julia/orbits/smoothing.hpp"
#include "hpk/julia/orbits/watch.hpp"
#include "hpk/julia/plane.hpp"
#include "hpk/julia/sets.hpp"
#include "hpk/julia/zoom.hpp"

namespace hpk::julia {
inline namespace HPK_ISA {
namespace detail {

/// The number of words behind the point with which a reference orbit is computed: 64 bits more than
/// tell neighbouring pixels apart, and the most for a single pixel.
inline std::size_t words_for(const deep_plane& p) noexcept {
    if (p.size() == 1) return fixed_point::most_words;
    double least = 1;
    for (const auto* distances : {&p.x, &p.y})
        for (std::size_t k = 1; k < distances->size(); ++k) {
            const double step = pinned((*distances)[k] - (*distances)[k - 1]);
            if (step != 0) least = (std::min)(least, step < 0 ? -step : step);
        }
    const auto exponent = static_cast<int>(std::bit_cast<std::uint64_t>(least) >> 52) - 1023;
    return (std::min)(fixed_point::most_words, static_cast<std::size_t>(64 - exponent) / 32 + 1);
}

inline constexpr auto always = [] { return true; };

/// Calls f(view of the distances, rule with the orbit of the middle). That orbit ends early if
/// goes_on(), which is called while it is computed, returns false. Backend is that of the call.
template <class Backend, class Set, class GoesOn, class F>
void with_reference(const deep_plane& p, const Set& set, int max_iterations, const GoesOn& goes_on,
                    F f) {
    static_assert(
        !requires { Backend::vectorised; },
        "deep planes have one kernel: name a backend or nothing, but no variant");
    static_assert(std::same_as<Set, mandelbrot> || std::same_as<Set, mandelbrot_set<quadratic>>,
                  "deep planes are for Mandelbrot sets of z^2 + c; to_double_double makes a plane "
                  "for any set");
    expects(set.z0 == std::complex<double>(), [&] {
        using hpk::detail::shown;
        return "z0 is " + shown(set.z0.real()) + " + " + shown(set.z0.imag()) +
               "i but must be 0 for a deep plane";
    });
    with_rule<double>(set, [&](const auto& rule) {
        const std::size_t words = words_for(p);
        const reference_orbit orbit(number_of(p.re, "re", words), number_of(p.im, "im", words),
                                    words, max_iterations, rule.radius, goes_on);
        using Rule = std::remove_cvref_t<decltype(rule)>;
        f(plane_view<double>(p.x, p.y), perturbed_rule<Rule>{rule, &orbit});
    });
}

} // namespace detail

template <class Backend, execution_policy Execution, pixel_set Set>
void escape_counts(const deep_plane& p, Set set, int max_iterations, std::span<std::int32_t> counts,
                   Execution how) {
    detail::expect_call(max_iterations, p.size(), counts.size(), how);
    detail::with_reference<Backend>(p, set, max_iterations, detail::always,
                                    [&](auto view, const auto& rule) {
                                        detail::count_pixels<perturbed, Backend>(
                                            view, set, rule, max_iterations, counts.data(), how);
                                    });
}

template <class Backend, execution_policy Execution, pixel_set Set>
void escape_counts(const deep_plane& p, Set set, int max_iterations, std::span<std::int32_t> counts,
                   std::span<double> norms, Execution how) {
    detail::expect_call(max_iterations, p.size(), counts.size(), how);
    detail::expect_places("norms", norms.size(), counts.size());
    detail::with_reference<Backend>(
        p, set, max_iterations, detail::always, [&](auto view, const auto& rule) {
            using Rule = std::remove_cvref_t<decltype(rule)>;
            const norm_keeping<double, Rule> keeping{rule, norms.data()};
            detail::count_pixels<perturbed, Backend>(view, set, keeping, max_iterations,
                                                     counts.data(), how);
        });
}

template <class Backend, pixel_set Set, class Observer, execution_policy Execution>
std::size_t escape_counts_and_observe(const deep_plane& p, Set set, int max_iterations,
                                      std::span<std::int32_t> counts, Observer&& observer,
                                      Execution how) {
    detail::expect_call(max_iterations, p.size(), counts.size(), how);
    watch<std::remove_reference_t<Observer>> seen(observer);
    std::size_t finished = 0;
    detail::with_reference<Backend>(
        p, set, max_iterations, [&] { return seen.poll_clock(); },
        [&](auto view, const auto& rule) {
            finished = detail::count_bands<perturbed, Backend>(view, set, rule, max_iterations,
                                                               counts.data(), seen, how);
        });
    return finished;
}

template <class Backend, execution_policy Execution, pixel_set Set>
void smooth_counts(const deep_plane& p, Set set, int max_iterations, std::span<double> smooth,
                   Execution how) {
    detail::expect_call(max_iterations, p.size(), p.size(), how);
    detail::expect_places("smooth", smooth.size(), p.size());
    detail::with_reference<Backend>(
        p, set, max_iterations, detail::always, [&](auto view, const auto& rule) {
            using Rule = std::remove_cvref_t<decltype(rule)>;
            const smooth_keeping<double, Rule> keeping{
                rule, smoothing<double>(quadratic::degree, rule.limit), smooth.data()};
            detail::count_pixels<perturbed, Backend>(view, set, keeping, max_iterations, nullptr,
                                                     how);
        });
}

template <class Backend, execution_policy Execution, pixel_set Set>
std::vector<std::int32_t> escape_counts(const deep_plane& p, Set set, int max_iterations,
                                        Execution how) {
    std::vector<std::int32_t> counts(p.size());
    escape_counts<Backend>(p, set, max_iterations, std::span(counts), how);
    return counts;
}

template <class Backend, execution_policy Execution, pixel_set Set>
std::vector<double> smooth_counts(const deep_plane& p, Set set, int max_iterations, Execution how) {
    std::vector<double> smooth(p.size());
    smooth_counts<Backend>(p, set, max_iterations, std::span(smooth), how);
    return smooth;
}

} // namespace HPK_ISA
} // namespace hpk::julia
