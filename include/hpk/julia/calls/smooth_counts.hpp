// SPDX-License-Identifier: MIT
#pragma once

/// \file
/// Smooth counts: the definitions of hpk/julia.hpp.

#include <concepts>
#include <cstddef>
#include <cstdint>
#include <span>
#include <type_traits>
#include <vector>

#include "hpk/core/backend.hpp"
#include "hpk/core/execution.hpp"
#include "hpk/core/functions/log.hpp"
#include "hpk/core/lanes.hpp"
#include "hpk/julia/calls/escape_counts.hpp"
#include "hpk/julia/calls/set_pixels.hpp"
#include "hpk/julia/plane.hpp"
#include "hpk/julia/sets.hpp"

namespace hpk::julia {
inline namespace HPK_ISA {
namespace detail {

/// Makes smooth counts of counts and norms.
template <class T>
class smoothing {
    using one = lanes<T, scalar>;

public:
    smoothing(int degree, T limit) noexcept
        : log_limit_(log(one::broadcast(limit)).value),
          log_degree_(log(one::broadcast(static_cast<T>(degree))).value) {}

    template <class L>
    [[gnu::always_inline]] L operator()(L counts, L norms) const noexcept {
        const L zero = L::broadcast(0);
        const auto escaped = zero < norms;
        if (!any_of(escaped)) return counts;
        const L limits = log(select(escaped, norms, L::broadcast(2))) / log_limit_;
        return select(escaped, counts - log(limits) / log_degree_, counts);
    }

private:
    T log_limit_, log_degree_;
};

/// The degree of the formula of a set.
/// \{
constexpr int degree_of(const mandelbrot&) noexcept {
    return quadratic::degree;
}
template <class Set>
constexpr int degree_of(const Set& set) noexcept {
    static_assert(
        requires { set.formula.degree; }, "a formula needs a member `degree` for smooth counts");
    return set.formula.degree;
}
/// \}

} // namespace detail

template <std::floating_point T>
T smooth_count(std::int32_t count, T norm, int degree, T radius) noexcept {
    using one = lanes<T, scalar>;
    const detail::smoothing<T> smooth(degree, pinned(radius * radius));
    return smooth(one::broadcast(static_cast<T>(count)), one::broadcast(norm)).value;
}

template <class Variant, class Backend, std::floating_point T, execution_policy Execution,
          pixel_set Set>
void smooth_counts(plane_view<T> p, Set set, int max_iterations,
                   std::span<std::type_identity_t<T>> smooth, Execution how) {
    detail::expect_places("smooth", smooth.size(), p.size());
    std::vector<std::int32_t> counts(p.size());
    escape_counts<Variant, Backend>(p, set, max_iterations, counts, smooth, how);
    T limit{};
    detail::with_rule<T>(set, [&](const auto& rule) { limit = rule.limit; });
    const detail::smoothing<T> smoothed(detail::degree_of(set), limit);
    const auto stretch = [&](std::size_t first, std::size_t n) {
        const auto smooth_some = [&]<class L>(std::size_t k) {
            alignas(L::alignment) T wide[L::size];
            for (std::size_t l = 0; l < L::size; ++l) wide[l] = static_cast<T>(counts[k + l]);
            smoothed(L::load(wide), L::load(smooth.data() + k)).store(smooth.data() + k);
        };
        using L = lanes<T, backend_for<Variant, Backend, T>>;
        std::size_t k = first;
        for (; k + L::size <= first + n; k += L::size) smooth_some.template operator()<L>(k);
        for (; k < first + n; ++k) smooth_some.template operator()<lanes<T, scalar>>(k);
    };
    distribute_stretches(how, p.size(), 4096, [&] { return stretch; });
}

template <class Variant, class Backend, std::floating_point T, execution_policy Execution,
          pixel_set Set>
void smooth_counts(const plane<T>& p, Set set, int max_iterations,
                   std::span<std::type_identity_t<T>> smooth, Execution how) {
    smooth_counts<Variant, Backend>(plane_view<T>(p), set, max_iterations, smooth, how);
}

template <class Variant, class Backend, std::floating_point T, execution_policy Execution,
          pixel_set Set>
std::vector<T> smooth_counts(plane_view<T> p, Set set, int max_iterations, Execution how) {
    std::vector<T> smooth(p.size());
    smooth_counts<Variant, Backend>(p, set, max_iterations, std::span(smooth), how);
    return smooth;
}

template <class Variant, class Backend, std::floating_point T, execution_policy Execution,
          pixel_set Set>
std::vector<T> smooth_counts(const plane<T>& p, Set set, int max_iterations, Execution how) {
    return smooth_counts<Variant, Backend>(plane_view<T>(p), set, max_iterations, how);
}

} // namespace HPK_ISA
} // namespace hpk::julia
