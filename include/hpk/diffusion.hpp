// SPDX-License-Identifier: MIT
#pragma once

/// \file
/// The diffusion family: explicit steps of du/dt = D ∇²u on grids of one, two or three axes.
///
///     #include <hpk/diffusion.hpp>
///
///     auto u = hpk::diffusion::dye_block<double>(512, 512);
///     hpk::diffusion::evolve(u, {.dt = 0.1, .D = 1, .spacing = {1, 1}}, 1000);
///
/// A step replaces every cell by u + dt * D * (the sum of its neighbours - 2 * rank * u) where
/// cells are 1 wide, which is the default: problems in other units must give their spacing. Each
/// variant uses the order of operations of the program it descends from (docs/diffusion.md has a
/// table of them), so two variants may differ in the last bits; each gives the same bits on every
/// backend, with every compiler and flag, and for every number of threads. NaN and infinity spread
/// as arithmetic says.
///
/// A grid is a hpk::grid, a hpk::grid_view, or an object of any other type for which
/// hpk::grid_access is specialised: a std::span (a grid of one axis), types with mdspan's interface
/// and, with hpk/eigen.hpp, Eigen's arrays. All functions throw std::invalid_argument with a
/// sentence naming the argument, before any cell has changed.

#include "hpk/core/isa.hpp"

#include <concepts>
#include <cstddef>
#include <cstdint>
#include <span>
#include <type_traits>
#include <utility>

#include "hpk/core/backend.hpp"
#include "hpk/core/execution.hpp"
#include "hpk/core/grid.hpp"
#include "hpk/core/grid_view.hpp"
#include "hpk/diffusion/boundary.hpp" // periodic, fixed, reflecting, frozen
#include "hpk/diffusion/grids.hpp"
#include "hpk/diffusion/parameters.hpp" // parameters, stability_limit
#include "hpk/diffusion/rule.hpp"
#include "hpk/diffusion/rules.hpp"
#include "hpk/diffusion/sides.hpp" // sides, face_value, flux, convective, …
#include "hpk/diffusion/time.hpp"  // advance_until, evolve_in_super_steps, relax
#include "hpk/diffusion/variants.hpp"
#include "hpk/diffusion/workspace.hpp"
#include "hpk/io.hpp" // save_npy, load_npy, save_vti

/// Explicit steps of diffusion: hpk/diffusion.hpp.
namespace hpk::diffusion {

inline namespace HPK_ISA {

/// Takes `steps` steps. The result is in u, in place.
///
/// \tparam Variant   a rung of the ladder (hpk/diffusion/variants.hpp)
/// \tparam Backend   hpk::native, hpk::scalar or an xsimd architecture that the compiler's flags
///                   enable; variants that are not vectorised use hpk::scalar
/// \param  u         a grid of float or double, of any extents; an empty one stays as it is
/// \param  p         dt, D, the width of cells and whether to check that these are stable
/// \param  steps     the number of steps, at least 0
/// \param  outside   periodic, fixed, reflecting or frozen; hpk::diffusion::sides, if the variant
///                   takes rules; or a user's own type with resolve(i, n): see
///                   hpk::diffusion::resolving_boundary
/// \param  how       hpk::sequential or hpk::parallel
/// \throws std::invalid_argument for steps < 0, dt or D that are not finite or not stable, a
///         spacing that is not positive and finite, numbers of a boundary that are not finite or
///         out of their range, sides with another spacing than the grid's, rows that overlap, or
///         threads < 0; also for cells that are not 1 wide if the variant takes no rules;
///         std::bad_alloc if there is no scratch memory
///
/// Cost: O(cells · steps) operations. Scratch memory is allocated once per call, or kept in a
/// workspace: about twice the grid, and for every shape and number of threads at most three times
/// the grid and 4 MiB. `naive` also allocates a grid per step.
template <class Variant = fastest, class Backend = native, writable_grid Grid,
          boundary Boundary = periodic, execution_policy Execution = sequential>
void evolve(Grid&& u, const parameters<cell_type<Grid>>& p, std::int64_t steps,
            Boundary outside = {}, Execution how = {});

/// The same, with scratch memory that is kept from call to call.
template <class Variant = fastest, class Backend = native, writable_grid Grid, boundary Boundary,
          execution_policy Execution>
void evolve(Grid&& u, const parameters<cell_type<Grid>>& p, std::int64_t steps, Boundary outside,
            Execution how, workspace& memory);

/// The same for an owning grid, for callers that name T and Rank.
template <class Variant = fastest, class Backend = native, class T, std::size_t Rank,
          boundary Boundary = periodic, execution_policy Execution = sequential>
    requires writable_grid<grid<T, Rank>&>
void evolve(grid<T, Rank>& u, const parameters<std::type_identity_t<T>>& p, std::int64_t steps,
            Boundary outside = {}, Execution how = {}) {
    evolve<Variant, Backend>(u.view(), p, steps, outside, how);
}

/// Takes `steps` steps of a rule: see hpk/diffusion/rule.hpp and, for hpk's own,
/// hpk/diffusion/rules.hpp. Only the variants that take rules do this: naive, buffered, fused,
/// time_blocked and fastest. A rule's result has the same bits on all of them.
///
/// \param  u        a grid of float or double, of any extents; an empty one stays as it is. For a
///                  rule of several fields, a tuple of grids of the same extents: std::tie(u, v)
/// \param  rule     what a cell becomes in a step
/// \param  dt       the time step
/// \param  steps    the number of steps, at least 0
/// \param  outside  periodic, fixed, reflecting, frozen, sides or a resolving_boundary
/// \param  how      hpk::sequential or hpk::parallel
/// \throws std::invalid_argument for what the rule refuses, such as a time step that is not stable,
///         for a dt that is not finite, and as evolve does for parameters; std::bad_alloc if there
///         is no scratch memory
///
/// Cost: O(cells · steps) operations. Scratch memory is as for parameters, for each field, and up
/// to two grids more for each coefficient of the rule.
template <class Variant = fastest, class Backend = native, writable_fields Fields,
          rule_for<Fields> Rule, boundary Boundary = periodic,
          execution_policy Execution = sequential>
void evolve(Fields&& u, const Rule& rule, cell_type<Fields> dt, std::int64_t steps,
            Boundary outside = {}, Execution how = {});

/// The same, with scratch memory that is kept from call to call.
template <class Variant = fastest, class Backend = native, writable_fields Fields,
          rule_for<Fields> Rule, boundary Boundary, execution_policy Execution>
void evolve(Fields&& u, const Rule& rule, cell_type<Fields> dt, std::int64_t steps,
            Boundary outside, Execution how, workspace& memory);

/// As evolve, calling `observer(cells, steps_done)`, where cells is a grid_view of const, after
/// every `every` steps and after the last. An observer returns nothing, or a bool: false stops the
/// run. An exception of the observer passes through and leaves the grid as the observer saw it.
///
/// \returns the steps done
/// \throws std::invalid_argument as above, and for every < 1
template <class Variant = fastest, class Backend = native, writable_grid Grid, class Observer,
          boundary Boundary = periodic, execution_policy Execution = sequential>
std::int64_t evolve_and_observe(Grid&& u, const parameters<cell_type<Grid>>& p, std::int64_t steps,
                                std::int64_t every, Observer&& observer, Boundary outside = {},
                                Execution how = {});

/// The same, with scratch memory that is kept from call to call.
template <class Variant = fastest, class Backend = native, writable_grid Grid, class Observer,
          boundary Boundary, execution_policy Execution>
std::int64_t evolve_and_observe(Grid&& u, const parameters<cell_type<Grid>>& p, std::int64_t steps,
                                std::int64_t every, Observer&& observer, Boundary outside,
                                Execution how, workspace& memory);

/// The same for a rule. If it has several fields, the observer gets a std::array of views.
template <class Variant = fastest, class Backend = native, writable_fields Fields,
          rule_for<Fields> Rule, class Observer, boundary Boundary = periodic,
          execution_policy Execution = sequential>
std::int64_t evolve_and_observe(Fields&& u, const Rule& rule, cell_type<Fields> dt,
                                std::int64_t steps, std::int64_t every, Observer&& observer,
                                Boundary outside = {}, Execution how = {});

/// Takes one step from one grid to another, for callers who write the loop themselves: out becomes
/// what a step of evolve<fused> makes of in.
///
/// \param  in       a grid of float or double
/// \param  out      a grid of the same type and extents, with cells of its own
/// \param  p        as for evolve
/// \param  outside  periodic, fixed, reflecting, frozen, sides or a resolving_boundary
/// \param  how      hpk::sequential or hpk::parallel
/// \throws std::invalid_argument for different extents, shared cells, and arguments that evolve
///         refuses; std::bad_alloc
///
/// Cost: O(cells): in is read once and out is written once. No memory is allocated but a row for a
/// fixed boundary, and two numbers per cell of sides that differ along them.
template <class Backend = native, readable_grid In, writable_grid Out, boundary Boundary = periodic,
          execution_policy Execution = sequential>
void step(In&& in, Out&& out, const parameters<cell_type<In>>& p, Boundary outside = {},
          Execution how = {});

/// The same for a rule, whose coefficients are read once.
///
/// \param  in       a grid of float or double; for a rule of several fields, a tuple of grids
/// \param  out      a grid of the same type and extents, with cells of its own; or as many of them
/// \param  rule     what a cell becomes in a step
/// \param  dt       the time step
/// \param  outside  periodic, fixed, reflecting, frozen, sides or a resolving_boundary
/// \param  how      hpk::sequential or hpk::parallel
template <class Backend = native, readable_fields In, writable_fields Out, rule_for<In> Rule,
          boundary Boundary = periodic, execution_policy Execution = sequential>
void step(In&& in, Out&& out, const Rule& rule, cell_type<In> dt, Boundary outside = {},
          Execution how = {});

/// One application of the stencil: out = the sum of the neighbours - 2 * rank * the cell, in the
/// order of c_formula; with a frozen boundary 0 at the edges.
///
/// \param  in       a grid of float or double
/// \param  out      a grid of the same type and extents, with cells of its own
/// \param  outside  periodic, fixed, reflecting, frozen, sides or a resolving_boundary
/// \param  how      hpk::sequential or hpk::parallel
/// \throws std::invalid_argument for different extents, shared cells, and arguments that evolve
///         refuses; std::bad_alloc
///
/// Cost: O(cells): in is read once and out is written once. No memory is allocated but a row for a
/// fixed boundary, and two numbers per cell of sides that differ along them.
template <class Backend = native, readable_grid In, writable_grid Out, boundary Boundary = periodic,
          execution_policy Execution = sequential>
void laplacian(In&& in, Out&& out, Boundary outside = {}, Execution how = {});

/// Applies the same filter along each axis and sums the results: the taps {1, -2, 1} give the
/// Laplacian. Taps are applied as in a correlation: the middle tap weighs the cell itself, the tap
/// before it the previous cell. Taps may be longer than the grid; a periodic grid repeats, a
/// reflecting one repeats mirrored.
///
/// The result in double has the same bits as scipy.ndimage.correlate1d along each axis, added in
/// the order of the axes. The order of operations is, for symmetric taps, the middle first, then
/// (before + after) * tap from the outside in; for antisymmetric ones the middle first, then
/// (before - after) * tap; for others the last tap first, then the rest in their order. Taps are
/// compared exactly, whereas scipy treats taps that differ by at most 2^-52 as symmetric. In float
/// every operation is rounded to float, whereas scipy computes in double.
///
/// \param  in       a grid of float or double
/// \param  taps     an odd number of weights
/// \param  out      a grid of the same type and extents, with cells of its own
/// \param  outside  periodic, fixed, reflecting or a resolving_boundary
/// \param  how      hpk::sequential or hpk::parallel
/// \throws std::invalid_argument for an even number of taps, and arguments that laplacian refuses
///
/// Cost: O(cells · taps). No memory is allocated.
template <class Backend = native, readable_grid In, writable_grid Out, boundary Boundary = periodic,
          execution_policy Execution = sequential>
void convolve(In&& in, std::span<const cell_type<In>> taps, Out&& out, Boundary outside = {},
              Execution how = {});

/// Returns the initial grid of the book's programs: zeros, and 0.005 in the square block whose rows
/// and columns are int(0.4 · rows) … int(0.5 · rows) - 1, cut off at the last column. Source:
/// Gorelick and Ozsvald, High Performance Python, 3rd ed., chapter 6.
template <std::floating_point T>
[[nodiscard]] grid<T> dye_block(std::size_t rows, std::size_t columns);

} // namespace HPK_ISA
} // namespace hpk::diffusion

#include "hpk/diffusion/calls/advance_until.hpp"
#include "hpk/diffusion/calls/convolve.hpp"
#include "hpk/diffusion/calls/evolve.hpp"
#include "hpk/diffusion/calls/laplacian.hpp"
#include "hpk/diffusion/calls/refused.hpp"
#include "hpk/diffusion/calls/relax.hpp"
#include "hpk/diffusion/calls/step.hpp"
#include "hpk/diffusion/calls/super_steps.hpp"
