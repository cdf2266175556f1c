// SPDX-License-Identifier: MIT
#pragma once

#include <array>
#include <bit>
#include <concepts>
#include <cstddef>
#include <limits>
#include <string>

#include "hpk/core/exact.hpp"
#include "hpk/core/expects.hpp"

namespace hpk::diffusion {

/// The parameters of an explicit Euler step of du/dt = D ∇²u: u += dt * D * (the sum of the
/// neighbours - 2 * rank * u) on cells of width 1. On others each axis counts divided by the square
/// of its spacing: see hpk::diffusion::spaced_formula. Any units will do that agree with each
/// other, such as metres, seconds and square metres per second.
template <std::floating_point T>
struct parameters {
    T dt = T(0.1);               ///< the time step
    T D = T(1);                  ///< the diffusion coefficient
    bool check_stability = true; ///< throw if dt and D let errors grow
    /// The width of a cell along each axis, axis 0 first. Only the variants that take rules take
    /// cells that are not 1 wide.
    std::array<T, 3> spacing = {1, 1, 1};
};

inline namespace HPK_ISA {

/// True if cells are 1 wide along all of a grid's axes.
template <std::size_t Rank, std::floating_point T>
[[nodiscard]] bool has_unit_cells(const std::array<T, 3>& spacing) noexcept {
    bool unit = true;
    for (std::size_t axis = 0; axis < Rank; ++axis) unit = unit && pinned(spacing[axis]) == 1;
    return unit;
}

/// The ratio of an axis, (D * dt) / (h * h), for cells h wide.
template <std::floating_point T>
[[nodiscard]] T axis_rate(T D, T dt, T h) noexcept {
    return quotient(pinned(pinned(D) * pinned(dt)), pinned(pinned(h) * pinned(h)));
}

/// The ratio of each of the first axes; 0 for the others.
template <std::size_t Rank, std::floating_point T>
[[nodiscard]] std::array<T, 3> axis_rates(const std::array<T, 3>& D, T dt,
                                          const std::array<T, 3>& spacing) noexcept {
    std::array<T, 3> rates{};
    for (std::size_t axis = 0; axis < Rank; ++axis)
        rates[axis] = axis_rate(D[axis], dt, spacing[axis]);
    return rates;
}

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

/// The same with the rate of each axis: none is negative, and twice their sum is at most 1.
template <std::size_t Rank, std::floating_point T>
[[nodiscard]] bool are_stable(const std::array<T, 3>& rates) noexcept {
    T sum = 0;
    bool positive = true;
    for (std::size_t axis = 0; axis < Rank; ++axis) {
        positive = positive && rates[axis] >= 0;
        sum = pinned(sum + pinned(rates[axis]));
    }
    return positive && pinned(2 * sum) <= 1;
}

/// The largest time step for which `stable(dt)` is true, to the last bit, where `stable` is true up
/// to some time step and false beyond; the largest finite number if it never becomes false.
template <std::floating_point T, class Stable>
[[nodiscard]] T largest_stable(const Stable& stable) noexcept {
    constexpr T largest = (std::numeric_limits<T>::max)();
    if (stable(largest)) return largest;
    // Positive numbers are ordered as their bits are: bisection ends after as many tests as T has
    // bits, even where subnormal numbers are flushed to zero.
    bits_type<T> below = 0, above = std::bit_cast<bits_type<T>>(largest);
    while (above - below > 1) {
        const bits_type<T> middle = below + (above - below) / 2;
        (stable(std::bit_cast<T>(middle)) ? below : above) = middle;
    }
    return std::bit_cast<T>(below);
}

/// Checks a number, and returns it: it must be finite, and what `expected` says, if that `holds`.
/// \{
template <std::floating_point T>
T expect_number(T value, const char* name, bool holds, const char* expected) {
    expects(is_finite(value) && holds, [&] {
        return std::string(name) + " is " + hpk::detail::shown(value) + " but must be " + expected;
    });
    return pinned(value);
}
template <std::floating_point T>
T expect_finite(T value, const char* name) {
    return expect_number(value, name, true, "finite");
}
template <std::floating_point T>
T expect_positive(T value, const char* name) {
    return expect_number(value, name, value > 0, "positive and finite");
}
/// \}

/// Checks D and the spacing of each axis, and whether they are stable unless that is not wanted.
template <std::size_t Rank, std::floating_point T>
void expect_axes(T dt, const std::array<T, 3>& D, const std::array<T, 3>& spacing,
                 bool check_stability) {
    using hpk::detail::shown;
    constexpr const char* names[] = {"spacing[0]", "spacing[1]", "spacing[2]"};
    for (std::size_t axis = 0; axis < Rank; ++axis) {
        expect_finite(D[axis], "D");
        expect_positive(spacing[axis], names[axis]);
    }
    expects(!check_stability || are_stable<Rank>(axis_rates<Rank>(D, dt, spacing)), [&] {
        std::string text = "dt is " + shown(dt) + " and";
        for (std::size_t axis = 0; axis < Rank; ++axis)
            text += std::string(axis == 0 ? " " : ", ") + "axis " + shown(axis) +
                    " has D = " + shown(D[axis]) + " and spacing " + shown(spacing[axis]);
        return text + ", but dt * D / spacing^2 must be at least 0 on each axis and at most 1/2 in "
                      "all, or errors grow (check_stability = false lets them)";
    });
}

template <std::size_t Rank, std::floating_point T>
void expect_parameters(const parameters<T>& p) {
    using hpk::detail::shown;
    expect_finite(p.dt, "dt");
    expect_finite(p.D, "D");
    if (!has_unit_cells<Rank>(p.spacing))
        return expect_axes<Rank>(p.dt, {p.D, p.D, p.D}, p.spacing, p.check_stability);
    expects(!p.check_stability || is_stable<Rank>(p.dt, p.D), [&] {
        return "dt is " + shown(p.dt) + " and D is " + shown(p.D) + " but with " + shown(Rank) +
               (Rank == 1 ? " axis" : " axes") + " dt * D must be from 0 to 1/" + shown(2 * Rank) +
               ", or errors grow (check_stability = false lets them)";
    });
}

/// The largest time step that expect_axes accepts; 0 if a D is negative.
template <std::size_t Rank, std::floating_point T>
[[nodiscard]] T limit_of_axes(const std::array<T, 3>& D, const std::array<T, 3>& spacing) {
    expect_axes<Rank>(T(0), D, spacing, false);
    for (std::size_t axis = 0; axis < Rank; ++axis)
        if (D[axis] < 0) return 0;
    return largest_stable<T>(
        [&](T dt) { return are_stable<Rank>(axis_rates<Rank>(D, dt, spacing)); });
}

} // namespace detail

/// The largest time step with which a grid of this rank is stable, if its cells are 1 wide: about
/// 1 / (D * 2 * Rank), and exactly the largest that evolve accepts. It is 0 if D is negative, and
/// the largest finite number if D is 0 or so small that no step is too large.
///
/// \throws std::invalid_argument when D is not finite
template <std::size_t Rank = 2, std::floating_point T>
[[nodiscard]] T stability_limit(T D) {
    detail::expect_finite(D, "D");
    if (D < 0) return 0;
    return detail::largest_stable<T>([D](T dt) { return detail::is_stable<Rank>(dt, D); });
}

/// The same for the D and the spacing of the parameters, whatever their dt: about 1 / (2 * the sum
/// of D / spacing² over the axes).
///
/// \throws std::invalid_argument for a D that is not finite, or a spacing that is not positive and
///         finite
template <std::size_t Rank = 2, std::floating_point T>
[[nodiscard]] T stability_limit(const parameters<T>& p) {
    if (has_unit_cells<Rank>(p.spacing)) return stability_limit<Rank>(p.D);
    return detail::limit_of_axes<Rank, T>({p.D, p.D, p.D}, p.spacing);
}

} // namespace HPK_ISA
} // namespace hpk::diffusion
