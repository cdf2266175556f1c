// SPDX-License-Identifier: MIT
#pragma once

#include <cmath>
#include <concepts>
#include <cstddef>
#include <limits>
#include <string>

#include "hpk/core/exact.hpp"
#include "hpk/core/expects.hpp"

namespace hpk::diffusion {

/// What one explicit Euler step of du/dt = D ∇²u needs, on cells of width 1: u += dt * D * (the sum
/// of the neighbours - 2 * rank * u).
template <std::floating_point T>
struct parameters {
    T dt = T(0.1);               ///< the time step
    T D = T(1);                  ///< the diffusion coefficient
    bool check_stability = true; ///< refuse dt and D with which errors would grow
};

inline namespace HPK_ISA {
namespace detail {

/// True when no step makes a cell less than nothing of itself: 0 <= dt * D and dt * D * 2 * rank <=
/// 1, each product rounded. Errors grow from twice that on; up to here no new extremes appear.
template <std::size_t Rank, std::floating_point T>
[[nodiscard]] bool is_stable(T dt, T D) noexcept {
    const T rate = pinned(pinned(dt) * pinned(D));
    return rate >= 0 && pinned(rate * T(2 * Rank)) <= 1;
}

} // namespace detail

/// The largest time step with which a grid of this rank is stable: about 1 / (D * 2 * Rank), and to
/// the bit the largest that evolve accepts. 0 if D is negative; the largest finite number if D is 0
/// or so small that no step is too large.
///
/// \throws std::invalid_argument when D is not finite
template <std::size_t Rank = 2, std::floating_point T>
[[nodiscard]] T stability_limit(T D) {
    expects(is_finite(D), [&] { return "D is " + hpk::detail::shown(D) + " but must be finite"; });
    constexpr T largest = std::numeric_limits<T>::max();
    if (D < 0) return 0;
    if (detail::is_stable<Rank>(largest, D)) return largest;
    T dt = quotient(quotient(T(1), T(2 * Rank)), D);
    while (!detail::is_stable<Rank>(dt, D)) dt = std::nextafter(dt, T(0));
    for (T next = std::nextafter(dt, largest); detail::is_stable<Rank>(next, D);
         next = std::nextafter(next, largest))
        dt = next;
    return dt;
}

namespace detail {

template <std::size_t Rank, std::floating_point T>
void expect_parameters(const parameters<T>& p) {
    using hpk::detail::shown;
    expects(is_finite(p.dt), [&] { return "dt is " + shown(p.dt) + " but must be finite"; });
    expects(is_finite(p.D), [&] { return "D is " + shown(p.D) + " but must be finite"; });
    expects(!p.check_stability || is_stable<Rank>(p.dt, p.D), [&] {
        return "dt is " + shown(p.dt) + " and D is " + shown(p.D) + " but with " + shown(Rank) +
               (Rank == 1 ? " axis" : " axes") + " dt * D must be from 0 to 1/" + shown(2 * Rank) +
               ", or errors grow (check_stability = false lets them)";
    });
}

} // namespace detail
} // namespace HPK_ISA
} // namespace hpk::diffusion
