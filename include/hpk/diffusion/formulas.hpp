// SPDX-License-Identifier: MIT
#pragma once

/// \file
/// The formulas of the variants that advance one cell, or one vector of cells, at a time. (The
/// other variants apply one operation to many cells before the next, so their formula is a sequence
/// of such operations.) All compute u + dt * D * laplacian(u); in floating-point arithmetic they
/// differ in the last bits.
///
/// A formula is made from parameters<T> and computes a new value from the cell and its neighbours:
/// before[a] and after[a] stand at index - 1 and + 1 along axis a. In two dimensions the
/// neighbours are N = before[0], S = after[0], W = before[1], E = after[1]. L is hpk::lanes, whose
/// operators round as written.

#include <array>
#include <cstddef>

#include "hpk/core/lanes.hpp"
#include "hpk/diffusion/parameters.hpp"

namespace hpk::diffusion {
inline namespace HPK_ISA {

/// The neighbours of a cell, or of a vector of cells, on one side: one for each axis.
template <class L, std::size_t Rank>
using neighbours = std::array<L, Rank>;

/// The sum of all neighbours: ((S+N)+E)+W in two dimensions.
template <class Cell, std::size_t Rank>
[[nodiscard, gnu::always_inline]] constexpr Cell
sum_of_neighbours(const neighbours<Cell, Rank>& before,
                  const neighbours<Cell, Rank>& after) noexcept {
    Cell sum = after[0] + before[0];
    for (std::size_t axis = 1; axis < Rank; ++axis) sum = (sum + after[axis]) + before[axis];
    return sum;
}

/// Pure Python: c + ((D * (((S+N) - 2c) + ((E+W) - 2c))) * dt).
template <class L>
class python_formula {
public:
    /// With the constants rounded as in the original program.
    explicit python_formula(const parameters<typename L::value_type>& p) noexcept
        : D_(L::broadcast(p.D)), dt_(L::broadcast(p.dt)), two_(L::broadcast(2)) {}

    /// The new value of a cell.
    template <std::size_t Rank>
    [[nodiscard]] L operator()(L c, const neighbours<L, Rank>& before,
                               const neighbours<L, Rank>& after) const noexcept {
        const L two_c = two_ * c;
        L laplacian = (after[0] + before[0]) - two_c;
        for (std::size_t axis = 1; axis < Rank; ++axis)
            laplacian = laplacian + ((after[axis] + before[axis]) - two_c);
        return c + ((D_ * laplacian) * dt_);
    }

private:
    L D_, dt_, two_;
};

/// The stencil of the C kernel: (((S+N)+E)+W) - 4c; 2c in one dimension, 6c in three. A cell may be
/// a vector or a bundle of them.
///
/// With `Bounded`, no product 2 * Rank * c may overflow. In one and two dimensions that product is
/// then exact, because its factor is a power of two, and fusing it with the subtraction changes no
/// bit.
template <class L, std::size_t Rank, bool Bounded = false>
class stencil_formula {
public:
    using T = typename L::value_type; ///< float or double
    using takes_bundles = void;       ///< a cell may be a bundle of vectors
    constexpr stencil_formula() noexcept : weight_(L::broadcast(T(2 * Rank))) {}

    /// The sum of the neighbours less 2 * Rank * the cell.
    template <class Cell>
    [[nodiscard, gnu::always_inline]] constexpr Cell
    operator()(const Cell& c, const neighbours<Cell, Rank>& before,
               const neighbours<Cell, Rank>& after) const noexcept {
        const Cell sum = sum_of_neighbours<Cell, Rank>(before, after);
        if constexpr (Bounded && Rank < 3)
            return subtract_exact_product(sum, weight_, c);
        else
            return sum - weight_ * c;
    }

private:
    L weight_;
};

/// The C kernel: c + ((D*dt) * stencil), where the stencil is that of stencil_formula. A cell may
/// be a vector or a bundle of them.
template <class L, std::size_t Rank, bool Bounded = false>
class c_formula {
public:
    static constexpr bool bounded = Bounded; ///< true if no product may overflow
    using T = typename L::value_type;        ///< float or double
    using takes_bundles = void;              ///< a cell may be a bundle of vectors
    /// Takes dt and D from the parameters.
    constexpr explicit c_formula(const parameters<T>& p) noexcept
        : rate_(L::broadcast(p.D) * L::broadcast(p.dt)) {}

    /// The new value of a cell.
    template <class Cell>
    [[nodiscard, gnu::always_inline]] constexpr Cell
    operator()(const Cell& c, const neighbours<Cell, Rank>& before,
               const neighbours<Cell, Rank>& after) const noexcept {
        return c + rate_ * stencil_(c, before, after);
    }

private:
    L rate_;
    stencil_formula<L, Rank, Bounded> stencil_;
};

/// The C kernel, with the precondition that no product overflows.
template <class L, std::size_t Rank>
using bounded_c_formula = c_formula<L, Rank, true>;

/// Axes with cells of different widths, or a D of their own:
/// c + ((r0*((S+N) - 2c)) + (r1*((E+W) - 2c))), where r0 and r1 are the axis_rate of each axis. A
/// cell may be a vector or a bundle of them.
///
/// With `Bounded`, no product 2c may overflow. It is then exact, so that fusing it with the
/// subtractions changes no bit.
template <class L, std::size_t Rank, bool Bounded = false>
class spaced_formula {
public:
    using T = typename L::value_type; ///< float or double
    using takes_bundles = void;       ///< a cell may be a bundle of vectors
    /// Takes the time step, and D and the width of cells for each axis.
    spaced_formula(T dt, const std::array<T, 3>& D, const std::array<T, 3>& spacing) noexcept
        : spaced_formula(axis_rates<Rank>(D, dt, spacing)) {}
    /// Takes the axis_rate of each axis.
    constexpr explicit spaced_formula(const std::array<T, 3>& rates) noexcept
        : rate_{}, two_(L::broadcast(2)) {
        for (std::size_t axis = 0; axis < Rank; ++axis) rate_[axis] = L::broadcast(rates[axis]);
    }

    /// The new value of a cell.
    template <class Cell>
    [[nodiscard, gnu::always_inline]] constexpr Cell
    operator()(const Cell& c, const neighbours<Cell, Rank>& before,
               const neighbours<Cell, Rank>& after) const noexcept {
        const auto curvature = [&](std::size_t axis) __attribute__((always_inline)) {
            if constexpr (Bounded)
                return subtract_exact_product(after[axis] + before[axis], two_, c);
            else
                return (after[axis] + before[axis]) - two_ * c;
        };
        Cell sum = rate_[0] * curvature(0);
        for (std::size_t axis = 1; axis < Rank; ++axis) sum = sum + rate_[axis] * curvature(axis);
        return c + sum;
    }

private:
    std::array<L, Rank> rate_;
    L two_;
};

} // namespace HPK_ISA
} // namespace hpk::diffusion
