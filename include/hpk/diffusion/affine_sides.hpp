// SPDX-License-Identifier: MIT
#pragma once

/// \file
/// hpk::diffusion::sides as kernels get them. Every side has the same form, so one kernel serves
/// them all.

#include <array>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <string>
#include <variant>

#include "hpk/core/exact.hpp"
#include "hpk/core/expects.hpp"
#include "hpk/diffusion/boundary.hpp"
#include "hpk/diffusion/parameters.hpp"
#include "hpk/diffusion/sides.hpp"

namespace hpk::diffusion {
inline namespace HPK_ISA {

/// A side whose ghosts are (a*x) + b, where x is the edge cell or the cell next to it.
template <class T>
struct affine_side {
    T a = 1;             ///< the factor of x
    T b = T(-0.0);       ///< added to that: x + -0 is x, whatever its sign
    bool second = false; ///< x is the cell next to the edge cell, unless the axis has only one

    /// How far x lies from the edge cell of an axis of n cells.
    [[nodiscard]] std::ptrdiff_t inward(std::ptrdiff_t n) const noexcept {
        return second && n > 1 ? 1 : 0;
    }
    /// The ghosts for a vector of x.
    template <class L>
    [[nodiscard, gnu::always_inline]] L ghost(L x) const noexcept {
        return L::broadcast(a) * x + L::broadcast(b);
    }
};

/// The sides of all axes. Those of a periodic axis are not used.
template <class T, std::size_t Rank>
struct affine_sides {
    using pairs = std::array<std::array<affine_side<T>, 2>, Rank>; ///< before and after each axis

    pairs of{};                     ///< in the first step, or in all
    std::array<bool, Rank> wraps{}; ///< true for a periodic axis
    const pairs* steps = nullptr;   ///< in each step of the request, and once more, if they vary

    /// The sides in a step of the request.
    [[nodiscard]] const pairs& at(std::int64_t step) const noexcept {
        return steps == nullptr ? of : steps[step];
    }

    /// The value at position i = -1 … n of an axis of n cells is side(axis, i, n).ghost(the value
    /// of the cell image(axis, i, n)), also inside.
    /// \{
    [[nodiscard]] std::ptrdiff_t image(std::size_t axis, std::ptrdiff_t i,
                                       std::ptrdiff_t n) const noexcept {
        if (wraps[axis]) return resolve<periodic>(i, n);
        if (i < 0) return of[axis][0].inward(n);
        return i < n ? i : n - 1 - of[axis][1].inward(n);
    }
    [[nodiscard]] affine_side<T> side(std::size_t axis, std::ptrdiff_t i,
                                      std::ptrdiff_t n) const noexcept {
        if (wraps[axis] || (i >= 0 && i < n)) return {};
        return of[axis][i < 0 ? 0 : 1];
    }
    /// \}
};

/// The boundary as it is when some steps have been taken.
template <boundary B>
[[nodiscard]] B after_steps(B outside, [[maybe_unused]] std::int64_t steps) noexcept {
    if constexpr (is_affine<B>) {
        outside.of = outside.at(steps);
        if (outside.steps != nullptr) outside.steps += steps;
    }
    return outside;
}

namespace detail {

/// Checks a side, and returns its formula in double. The order of operations is as written.
/// \{
inline affine_side<double> affine(reflecting) {
    return {};
}
inline affine_side<double> affine(mirrored) {
    return {1, -0.0, true};
}
template <class T>
affine_side<double> affine(fixed<T> s) {
    return {0, expect_finite(static_cast<double>(s.value), "fixed.value")};
}
inline affine_side<double> affine(face_value s) {
    return {-1, pinned(2 * expect_finite(s.value, "face_value.value"))};
}
inline affine_side<double> affine(flux s) {
    const double q = expect_finite(s.value, "flux.value");
    const double k = expect_positive(s.conductivity, "flux.conductivity");
    const double h = expect_positive(s.spacing, "flux.spacing");
    return {1, quotient(pinned(h * q), k)};
}
/// ghost and c have the mean at the face: k*(ghost - c)/h = H*(ambient - (ghost + c)/2).
inline affine_side<double> affine(convective s) {
    const double transfer =
        expect_number(s.transfer, "convective.transfer", s.transfer >= 0, "finite and at least 0");
    const double ambient = expect_finite(s.ambient, "convective.ambient");
    const double k = expect_positive(s.conductivity, "convective.conductivity");
    const double h = expect_positive(s.spacing, "convective.spacing");
    const double two_k = pinned(2 * k), of_wall = pinned(h * transfer);
    const double sum = pinned(two_k + of_wall);
    return {quotient(pinned(two_k - of_wall), sum),
            quotient(pinned(2 * pinned(of_wall * ambient)), sum)};
}
/// \}

/// The width of cells for which a side is meant, or `any` if it does not matter.
inline double spacing_of(const any_side& s, double any) {
    return std::visit(
        [&](auto kind) {
            if constexpr (requires { kind.spacing; })
                return kind.spacing;
            else
                return any;
        },
        s);
}

/// Checks a side in a step, and rounds its formula to the type of the cells.
template <class T>
[[nodiscard]] affine_side<T> expect_side(const any_side& s, std::int64_t step) {
    const auto of_kind = [](const auto& kind) { return affine(kind); };
    const affine_side<double> exact = std::visit(
        [&](const auto& kind) {
            if constexpr (requires { kind.at(step); })
                return std::visit(of_kind, kind.at(step));
            else
                return affine(kind);
        },
        s);
    constexpr auto largest = static_cast<double>((std::numeric_limits<T>::max)());
    expects(is_finite(exact.a) && is_finite(exact.b) && exact.b <= largest && exact.b >= -largest,
            [&] {
                return "a side's ghosts are " + hpk::detail::shown(exact.a) + " * u + " +
                       hpk::detail::shown(exact.b) +
                       " but these must be finite values of the grid's type";
            });
    return {static_cast<T>(exact.a), static_cast<T>(exact.b), exact.second};
}

/// Checks sides, and returns them as kernels get them, for a step.
template <class T, std::size_t Rank>
[[nodiscard]] affine_sides<T, Rank> expect_sides(const sides& outside, std::int64_t step) {
    affine_sides<T, Rank> result{};
    for (std::size_t axis = 0; axis < Rank; ++axis) {
        result.wraps[axis] = outside[axis].is_periodic();
        if (!result.wraps[axis])
            result.of[axis] = {expect_side<T>(outside[axis].before(), step),
                               expect_side<T>(outside[axis].after(), step)};
    }
    return result;
}

/// True if some side of the first axes varies.
template <std::size_t Rank>
[[nodiscard]] bool any_varies(const sides& outside) noexcept {
    bool any = false;
    for (std::size_t axis = 0; axis < Rank; ++axis)
        for (const any_side* one : {&outside[axis].before(), &outside[axis].after()})
            any = any || std::holds_alternative<varying>(*one);
    return any;
}

} // namespace detail
} // namespace HPK_ISA
} // namespace hpk::diffusion
