// SPDX-License-Identifier: MIT
#pragma once

#include <bit>
#include <concepts>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <string>
#include <type_traits>

#include "hpk/core/exact.hpp"
#include "hpk/core/expects.hpp"

namespace hpk::diffusion {

/// The parameters of an explicit Euler step of du/dt = D ∇²u on cells of width 1: u += dt * D *
/// (the sum of the neighbours - 2 * rank * u).
template <std::floating_point T>
struct parameters {
    T dt = T(0.1);               ///< the time step
    T D = T(1);                  ///< the diffusion coefficient
    bool check_stability = true; ///< throw if dt and D let errors grow
};

inline namespace HPK_ISA {
namespace detail {

/// True if a cell's own weight stays non-negative: 0 <= dt * D and dt * D * 2 * rank <= 1, each
/// product rounded. Up to this limit a step computes averages, and no new extremes appear. Beyond
/// it errors grow at once: a step multiplies the checkerboard, the pattern that changes its sign
/// from cell to cell, by 1 - 4 * rank * dt * D, which is then less than -1.
template <std::size_t Rank, std::floating_point T>
[[nodiscard]] bool is_stable(T dt, T D) noexcept {
    const T rate = pinned(pinned(dt) * pinned(D));
    return rate >= 0 && pinned(rate * T(2 * Rank)) <= 1;
}

} // namespace detail

/// The largest time step with which a grid of this rank is stable: about 1 / (D * 2 * Rank), and
/// exactly the largest that evolve accepts. It is 0 if D is negative, and the largest finite number
/// if D is 0 or so small that no step is too large.
///
/// \throws std::invalid_argument when D is not finite
template <std::size_t Rank = 2, std::floating_point T>
[[nodiscard]] T stability_limit(T D) {
    expects(is_finite(D), [&] { return "D is " + hpk::detail::shown(D) + " but must be finite"; });
    constexpr T largest = (std::numeric_limits<T>::max)();
    if (D < 0) return 0;
    if (detail::is_stable<Rank>(largest, D)) return largest;
    // A product never shrinks as dt grows, however it is rounded, and positive numbers are ordered
    // as their bits are: bisection ends after as many tests as T has bits, even where subnormal
    // numbers are flushed to zero.
    using bits = std::conditional_t<sizeof(T) == 4, std::uint32_t, std::uint64_t>;
    bits stable = 0, unstable = std::bit_cast<bits>(largest);
    while (unstable - stable > 1) {
        const bits middle = stable + (unstable - stable) / 2;
        (detail::is_stable<Rank>(std::bit_cast<T>(middle), D) ? stable : unstable) = middle;
    }
    return std::bit_cast<T>(stable);
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
