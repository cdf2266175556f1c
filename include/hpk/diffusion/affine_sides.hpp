// SPDX-License-Identifier: MIT
#pragma once

/// \file
/// hpk::diffusion::sides as kernels get them. Every side has the same form, so one kernel serves
/// them all.

#include <array>
#include <concepts>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <string>
#include <variant>
#include <vector>

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
    const T* a_along = nullptr; ///< if they differ from cell to cell, a for each cell, else null
    const T* b_along = nullptr; ///< in the same way, b

    /// How far x lies from the edge cell of an axis of n cells.
    [[nodiscard]] constexpr std::ptrdiff_t inward(std::ptrdiff_t n) const noexcept {
        return second && n > 1 ? 1 : 0;
    }
    /// True if a and b differ from cell to cell.
    [[nodiscard]] constexpr bool differs() const noexcept { return a_along != nullptr; }
    /// The side for one cell, given its number along it.
    [[nodiscard]] constexpr affine_side at(std::size_t cell) const noexcept {
        return {differs() ? a_along[cell] : a, differs() ? b_along[cell] : b, second};
    }
    /// The side for the cells from one on.
    [[nodiscard]] constexpr affine_side from(std::size_t cell) const noexcept {
        if (!differs()) return *this;
        return {a, b, second, a_along + cell, b_along + cell};
    }
    /// The ghosts for a vector of x, where a and b are the same for all cells.
    template <class L>
    [[nodiscard, gnu::always_inline]] constexpr L ghost(L x) const noexcept {
        return L::broadcast(a) * x + L::broadcast(b);
    }
    /// The ghosts for a vector of x, given the number of its first cell along the side.
    template <class L>
    [[nodiscard, gnu::always_inline]] constexpr L ghost(L x, std::size_t cell) const noexcept {
        if (!differs()) return ghost(x);
        return L::load(a_along + cell) * x + L::load(b_along + cell);
    }
};

/// The number of a cell along the sides of an axis: its place in the order of the grid, without
/// that axis.
template <std::integral Index, std::size_t Rank>
[[nodiscard]] constexpr Index number_along(std::size_t axis, const std::array<Index, Rank>& extents,
                                           const std::array<Index, Rank>& cell) noexcept {
    Index number = 0;
    for (std::size_t other = 0; other < Rank; ++other)
        if (other != axis) number = number * extents[other] + cell[other];
    return number;
}

/// The number of cells along a side of an axis.
template <std::integral Index, std::size_t Rank>
[[nodiscard]] constexpr Index cells_along(std::size_t axis,
                                          const std::array<Index, Rank>& extents) noexcept {
    Index number = 1;
    for (std::size_t other = 0; other < Rank; ++other)
        if (other != axis) number *= extents[other];
    return number;
}

/// The sides of all axes. Those of a periodic axis are not used.
template <class T, std::size_t Rank>
struct affine_sides {
    using pairs = std::array<std::array<affine_side<T>, 2>, Rank>; ///< before and after each axis

    pairs of{};                     ///< in the first step, or in all
    std::array<bool, Rank> wraps{}; ///< true for a periodic axis
    const pairs* steps = nullptr;   ///< in each step of the request, and once more, if they vary
    bool differ = false;            ///< some side, in some step, differs from cell to cell

    /// The sides in a step of the request.
    [[nodiscard]] constexpr const pairs& at(std::int64_t step) const noexcept {
        return steps == nullptr ? of : steps[step];
    }

    /// The value at position i = -1 … n of an axis of n cells is the ghost of side(axis, i, n) for
    /// the value of the cell image(axis, i, n), also inside; value() returns it, given that value
    /// and the number of the cell along the side.
    /// \{
    [[nodiscard]] constexpr std::ptrdiff_t image(std::size_t axis, std::ptrdiff_t i,
                                                 std::ptrdiff_t n) const noexcept {
        if (wraps[axis]) return resolve<periodic>(i, n);
        if (i < 0) return of[axis][0].inward(n);
        return i < n ? i : n - 1 - of[axis][1].inward(n);
    }
    [[nodiscard]] constexpr affine_side<T> side(std::size_t axis, std::ptrdiff_t i,
                                                std::ptrdiff_t n) const noexcept {
        if (wraps[axis] || (i >= 0 && i < n)) return {};
        return of[axis][i < 0 ? 0 : 1];
    }
    template <class L>
    [[nodiscard, gnu::always_inline]] constexpr L value(std::size_t axis, std::ptrdiff_t i,
                                                        std::ptrdiff_t n, L of_image,
                                                        std::size_t cell) const noexcept {
        if (wraps[axis] || (i >= 0 && i < n)) return of_image;
        return of[axis][i < 0 ? 0 : 1].at(cell).ghost(of_image);
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

/// The a and b of sides that differ from cell to cell: arrays that stay where they are.
template <class T>
using side_arrays = std::vector<std::vector<T>>;

/// Checks a side, and rounds its formula to the type of the cells.
template <class T>
[[nodiscard]] affine_side<T> expect_constant_side(const constant_side& s) {
    const affine_side<double> exact = std::visit([](const auto& kind) { return affine(kind); }, s);
    constexpr auto largest = static_cast<double>((std::numeric_limits<T>::max)());
    expects(is_finite(exact.a) && is_finite(exact.b) && exact.b <= largest && exact.b >= -largest,
            [&] {
                return "a side's ghosts are " + hpk::detail::shown(exact.a) + " * u + " +
                       hpk::detail::shown(exact.b) +
                       " but these must be finite values of the grid's type";
            });
    return {static_cast<T>(exact.a), static_cast<T>(exact.b), exact.second};
}

/// The same for a side of `cells` cells that differs from cell to cell. It refers to `arrays`.
template <class T>
[[nodiscard]] affine_side<T> expect_along(const along& s, std::size_t cells,
                                          side_arrays<T>& arrays) {
    T* const a = arrays.emplace_back(2 * cells).data();
    T* const b = a + cells;
    bool second = false;
    for (std::size_t i = 0; i < cells; ++i) {
        const affine_side<T> one = expect_constant_side<T>(s.at(i));
        if (i == 0) second = one.second;
        expects(one.second == second, [] {
            return std::string("a side is mirrored for some of its cells, but must be so for all "
                               "or for none");
        });
        a[i] = one.a;
        b[i] = one.b;
    }
    return {0, 0, second, a, b};
}

/// The same for any side of `cells` cells, in a step.
template <class T>
[[nodiscard]] affine_side<T> expect_side(const any_side& s, std::int64_t step, std::size_t cells,
                                         side_arrays<T>& arrays) {
    const auto expect = [&]<class Kind>(const Kind& kind) {
        if constexpr (std::same_as<Kind, along>)
            return expect_along(kind, cells, arrays);
        else
            return expect_constant_side<T>(kind);
    };
    return std::visit(
        [&]<class Kind>(const Kind& kind) {
            if constexpr (std::same_as<Kind, varying>)
                return std::visit(expect, kind.at(step));
            else
                return expect(kind);
        },
        s);
}

/// Checks sides, and returns them as kernels get them, for a step. They refer to `arrays`.
template <class T, std::size_t Rank>
[[nodiscard]] affine_sides<T, Rank> expect_sides(const sides& outside, std::int64_t step,
                                                 const std::array<std::size_t, Rank>& extents,
                                                 side_arrays<T>& arrays) {
    affine_sides<T, Rank> result{};
    for (std::size_t axis = 0; axis < Rank; ++axis) {
        const std::size_t cells = cells_along(axis, extents);
        result.wraps[axis] = outside[axis].is_periodic();
        if (result.wraps[axis]) continue;
        result.of[axis] = {expect_side<T>(outside[axis].before(), step, cells, arrays),
                           expect_side<T>(outside[axis].after(), step, cells, arrays)};
        for (const affine_side<T>& one : result.of[axis])
            result.differ = result.differ || one.differs();
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
