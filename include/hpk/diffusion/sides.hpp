// SPDX-License-Identifier: MIT
#pragma once

/// \file
/// A boundary for each side of a grid:
///
///     evolve(plate, {.dt = 1e-2, .D = 1.2e-5, .spacing = {2e-3, 1e-3}}, 1000,
///            sides{.axis1 = {face_value{400}, convective{.transfer = 25, .ambient = 293,
///                                                        .conductivity = 50, .spacing = 1e-3}}});
///
/// Beyond each edge cell lies a *ghost*, a cell outside the grid, which a step reads in the place
/// of the missing neighbour. A side says what the ghost is, given the edge cell c:
///
/// | side         | ghost              | the wall                                                |
/// |--------------|--------------------|---------------------------------------------------------|
/// | `reflecting` | c                  | zero slope at the outer face of c                       |
/// | `fixed`      | v                  | u = v at the centre of the ghost, half a cell further   |
/// | `face_value` | 2v - c             | u = v at the outer face of c                            |
/// | `flux`       | c + (h*q)/k        | q flows in through the outer face of c                  |
/// | `convective` | a*c + b            | H * (ambient - u) flows in there, with u at the face | |
/// `mirrored`   | the cell next to c | zero slope at the centre of c                           |
///
/// An axis may also be `periodic`, a side may differ from cell to cell (`along`), and it may change
/// in time (`varying`). All sides are computed as (a*x) + b, two operations in the type of the
/// cells, where x is the edge cell, or for `mirrored` the one next to it; a and b are computed in
/// double, once per call or, if they vary, per step (hpk/diffusion/affine_sides.hpp).
///
/// None of them changes the largest stable time step. But near sides with a < 1 the cell's own
/// weight is negative if dt is more than two thirds of that limit, so values there may overshoot
/// for a while.

#include <concepts>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <utility>
#include <variant>

#include "hpk/diffusion/boundary.hpp"

namespace hpk::diffusion {
inline namespace HPK_ISA {

/// A value at the outer faces of the edge cells, half a cell from their centres (a Dirichlet
/// condition).
struct face_value {
    double value; ///< at the wall
};

/// A flux through the outer faces of the edge cells (a Neumann condition). In consistent units,
/// such as W/m², W/(m K) and m, or with D in the place of the conductivity where u is a
/// concentration.
struct flux {
    double value;            ///< what flows into the grid per area and time; negative: out of it
    double conductivity = 1; ///< k in flux = k * (the slope of u)
    double spacing = 1;      ///< the width of a cell along the side's axis
};

/// A flux in proportion to the difference between surroundings and wall (a Robin condition):
/// transfer * (ambient - u at the outer face of the edge cell) flows in.
struct convective {
    double transfer;         ///< the coefficient of heat transfer, such as in W/(m² K); at least 0
    double ambient;          ///< the value far from the wall
    double conductivity = 1; ///< k in flux = k * (the slope of u), such as in W/(m K)
    double spacing = 1;      ///< the width of a cell along the side's axis
};

/// Mirrored about the centres of the edge cells, … 2 1 | 0 1 2 | 1 0 …, as scipy.ndimage's mode
/// "mirror" is. (`reflecting` is mirrored about their outer faces.)
struct mirrored {};

/// The types of a side that stays the same, for a cell or for all cells along it.
using constant_side =
    std::variant<reflecting, fixed<double>, fixed<float>, face_value, flux, convective, mirrored>;

/// A side that differs from cell to cell, in its values or in its kind:
///
///     along{[&](std::size_t i) { return face_value{profile[i]}; }}
///     along{[](std::size_t i) -> constant_side {
///         if (i < 40) return flux{2e4, 45, 1e-3}; // a heater on an insulated side
///         return reflecting{};
///     }}
///
/// The function returns the side of the edge cell with number i. In two dimensions that is its
/// index along the side; in three, the cells of a side are counted in the order of the grid, the
/// later axis fastest. It is called once for each cell, before the first step; two numbers per cell
/// are kept during the call. `mirrored` must hold for all cells of a side or for none. Widths of
/// cells in these sides are not compared with the grid's.
struct along {
    std::function<constant_side(std::size_t)> at; ///< the side of a cell
};

/// A side that changes from step to step:
///
///     varying{[](std::int64_t step) { return face_value{300 + 0.1 * double(step)}; }}
///
/// The function returns the side for the step that follows `step` others of the same call, the same
/// for all cells or `along`, and must depend on nothing else. Steps are counted from 0 in each
/// call, so a program that makes several calls adds the number of steps before;
/// hpk::diffusion::step asks for step 0. The function is called for a batch of up to some thousand
/// steps, before these are taken. If it throws, or returns a side that is refused, no step of that
/// batch is taken.
struct varying {
    std::function<std::variant<constant_side, along>(std::int64_t)> at; ///< the side for a step
};

/// The types of a single side.
using any_side = std::variant<reflecting, fixed<double>, fixed<float>, face_value, flux, convective,
                              mirrored, along, varying>;

/// The two sides of an axis: before its first cells and after its last. By default both are
/// `reflecting`.
class axis_sides {
public:
    /// Reflecting on both sides.
    axis_sides() = default;
    /// The sides before the first cells and after the last.
    axis_sides(any_side before, any_side after)
        : before_(std::move(before)), after_(std::move(after)) {}
    /// The same on both sides.
    template <std::convertible_to<any_side> Side>
    axis_sides(Side both) : before_(both), after_(std::move(both)) {}
    /// Neither: the first cells and the last are neighbours.
    axis_sides(periodic) noexcept : periodic_(true) {}

    [[nodiscard]] const any_side& before() const noexcept { return before_; } ///< index -1
    [[nodiscard]] const any_side& after() const noexcept { return after_; }   ///< index n
    [[nodiscard]] bool is_periodic() const noexcept { return periodic_; }     ///< no sides

private:
    any_side before_, after_;
    bool periodic_ = false;
};

/// A boundary with sides of different kinds. What is not named is `reflecting`; axes that a grid
/// does not have are ignored.
struct sides {
    axis_sides axis0 = {}; ///< in two dimensions above the first row and below the last
    axis_sides axis1 = {}; ///< in two dimensions to the left and to the right
    axis_sides axis2 = {}; ///< in three dimensions the ends of rows

    /// Those of an axis.
    [[nodiscard]] const axis_sides& operator[](std::size_t axis) const noexcept {
        return axis == 0 ? axis0 : axis == 1 ? axis1 : axis2;
    }
};

} // namespace HPK_ISA
} // namespace hpk::diffusion
