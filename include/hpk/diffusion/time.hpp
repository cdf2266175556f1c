// SPDX-License-Identifier: MIT
#pragma once

/// \file
/// Calls that choose time steps: until a time, in super time steps, and to a steady state. They are
/// a part of hpk/diffusion.hpp.

#include <cstdint>

#include "hpk/core/backend.hpp"
#include "hpk/core/execution.hpp"
#include "hpk/diffusion/boundary.hpp"
#include "hpk/diffusion/grids.hpp"
#include "hpk/diffusion/outcomes.hpp"
#include "hpk/diffusion/parameters.hpp"
#include "hpk/diffusion/rule.hpp"
#include "hpk/diffusion/variants.hpp"
#include "hpk/diffusion/workspace.hpp"

namespace hpk::diffusion {
inline namespace HPK_ISA {

/// Advances u by a time: takes steps of p.dt, or of the stability limit where that is shorter, and
/// shortens the last one so that they add up to `time`, to rounding. The steps are those of evolve.
///
/// \tparam Variant   a rung of the ladder, as for evolve
/// \tparam Backend   as for evolve
/// \param  u         a grid of float or double, of any extents; an empty one stays as it is
/// \param  p         as for evolve, but dt may be too long to be stable; with dt = time the steps
///                   are as long as stability allows
/// \param  time      at least 0; 0 takes no step
/// \param  outside   periodic, fixed, reflecting, frozen, sides or a resolving_boundary
/// \param  how       hpk::sequential or hpk::parallel
/// \returns the number of steps, and their lengths
/// \throws std::invalid_argument for a time that is negative or not finite, a dt <= 0, a time of
///         2^50 steps or more, and as evolve does; std::bad_alloc if there is no scratch memory
///
/// Cost and scratch memory are those of evolve.
template <class Variant = fastest, class Backend = native, writable_grid Grid,
          boundary Boundary = periodic, execution_policy Execution = sequential>
steps_taken<cell_type<Grid>> advance_until(Grid&& u, const parameters<cell_type<Grid>>& p,
                                           cell_type<Grid> time, Boundary outside = {},
                                           Execution how = {});

/// The same, with scratch memory that is kept from call to call.
template <class Variant = fastest, class Backend = native, writable_grid Grid, boundary Boundary,
          execution_policy Execution>
steps_taken<cell_type<Grid>> advance_until(Grid&& u, const parameters<cell_type<Grid>>& p,
                                           cell_type<Grid> time, Boundary outside, Execution how,
                                           workspace& memory);

/// The same for a rule. Where the rule does not state its stability limit, the steps are dt long.
///
/// \param  u        a grid of float or double, of any extents; an empty one stays as it is
/// \param  rule     what a cell becomes in a step
/// \param  dt       the longest time step
/// \param  time     at least 0; 0 takes no step
/// \param  outside  periodic, fixed, reflecting, frozen, sides or a resolving_boundary
/// \param  how      hpk::sequential or hpk::parallel
template <class Variant = fastest, class Backend = native, writable_grid Grid, rule_for<Grid> Rule,
          boundary Boundary = periodic, execution_policy Execution = sequential>
steps_taken<cell_type<Grid>> advance_until(Grid&& u, const Rule& rule, cell_type<Grid> dt,
                                           cell_type<Grid> time, Boundary outside = {},
                                           Execution how = {});

/// The same, with scratch memory that is kept from call to call.
template <class Variant = fastest, class Backend = native, writable_grid Grid, rule_for<Grid> Rule,
          boundary Boundary, execution_policy Execution>
steps_taken<cell_type<Grid>> advance_until(Grid&& u, const Rule& rule, cell_type<Grid> dt,
                                           cell_type<Grid> time, Boundary outside, Execution how,
                                           workspace& memory);

/// Takes super time steps: steps of second order that may be much longer than the stability limit.
/// Each consists of s stages, as many sweeps as s steps of evolve, and is stable up to (s² + s - 2)
/// / 4 times the limit; s is the smallest odd number for which p.dt is stable. Where the solution
/// is smooth, one long step with many stages replaces hundreds of short ones. A mode that decays
/// much faster than 1 / dt is not followed in time: each step about halves it.
///
/// The method is RKL2, of Runge, Kutta and Legendre (C. Meyer, D. Balsara and T. Aslam, J. Comput.
/// Phys. 257, 2014), in a form that reads two grids per stage instead of four: stage j makes z[j] =
/// z[j-2] + (((2j-1)/j) * (E - z[j-2])), where E is the new value that evolve makes of z[j-1] with
/// the time step dt / ((s² + s - 2) / 4); z[0] = u, and z[1] is E alone. The last stage also makes
/// the result, u + (b * (z[s] - u)) with b = (s² + s - 2) / (2s(s+1)). All constants are computed
/// in double and rounded to the type of cells, but (2j-1)/j, which is rounded once. For operators
/// that are linear, sources included, this is RKL2; with a reaction it is another method with the
/// same stability and order, whose stages look ahead by up to 2dt.
///
/// \tparam Backend  as for evolve
/// \param  u        a grid of float or double, of any extents; an empty one stays as it is
/// \param  p        as for evolve, but with dt >= 0 of any length
/// \param  steps    the number of super steps, at least 0
/// \param  outside  periodic, fixed, reflecting, frozen, sides or a resolving_boundary
/// \param  how      hpk::sequential or hpk::parallel
/// \returns the number of stages per step
/// \throws std::invalid_argument for a dt that is negative or so long that it takes 10^4 stages,
///         and as evolve does; std::bad_alloc if there is no scratch memory
///
/// Cost: O(cells · steps · stages). A stage reads two grids and writes one. Scratch memory: about
/// three grids.
template <class Backend = native, writable_grid Grid, boundary Boundary = periodic,
          execution_policy Execution = sequential>
int evolve_in_super_steps(Grid&& u, const parameters<cell_type<Grid>>& p, std::int64_t steps,
                          Boundary outside = {}, Execution how = {});

/// The same, with scratch memory that is kept from call to call.
template <class Backend = native, writable_grid Grid, boundary Boundary, execution_policy Execution>
int evolve_in_super_steps(Grid&& u, const parameters<cell_type<Grid>>& p, std::int64_t steps,
                          Boundary outside, Execution how, workspace& memory);

/// The same for a rule that states its stability limit. A reaction is accurate only if dt times its
/// steepness is well below 1; give the steepness to rules::with_reaction to count it in the limit.
///
/// \param  u        a grid of float or double, of any extents; an empty one stays as it is
/// \param  rule     what a cell becomes in a step
/// \param  dt       the length of a super step
/// \param  steps    the number of super steps, at least 0
/// \param  outside  periodic, fixed, reflecting, frozen, sides or a resolving_boundary
/// \param  how      hpk::sequential or hpk::parallel
template <class Backend = native, writable_grid Grid, rule_for<Grid> Rule,
          boundary Boundary = periodic, execution_policy Execution = sequential>
int evolve_in_super_steps(Grid&& u, const Rule& rule, cell_type<Grid> dt, std::int64_t steps,
                          Boundary outside = {}, Execution how = {});

/// The same, with scratch memory that is kept from call to call.
template <class Backend = native, writable_grid Grid, rule_for<Grid> Rule, boundary Boundary,
          execution_policy Execution>
int evolve_in_super_steps(Grid&& u, const Rule& rule, cell_type<Grid> dt, std::int64_t steps,
                          Boundary outside, Execution how, workspace& memory);

/// Brings u to the steady state, where du/dt = 0, by a Chebyshev iteration: its number of sweeps
/// grows with the extents, whereas that of steps of evolve grows with their squares. The values in
/// between are not those of any time.
///
/// The residual is the largest |du/dt| of a cell: |E - u| / dt with the new value E of a step. u is
/// returned as it is when the residual is measured. A mode that decays at the rate r is then within
/// about residual / r of its steady state. Walls that nothing crosses keep the total, to rounding.
///
/// The iteration converges for every rule that diffuses: with spacing, cells and sources, and with
/// a reaction that damps, if its steepness is given. It may diverge for a rule of one's own that
/// transports. See hpk::diffusion::relaxed for the reasons to end.
///
/// \tparam Backend      as for evolve
/// \param  u            a grid of float or double, of any extents; an empty one stays as it is
/// \param  p            as for evolve; dt is not used
/// \param  tolerance    the largest residual to accept, at least 0
/// \param  most_sweeps  the most sweeps over the grid, at least 1
/// \param  outside      periodic, fixed, reflecting, frozen, sides or a resolving_boundary
/// \param  how          hpk::sequential or hpk::parallel
/// \returns why it ended, the number of sweeps, and the residual of u
/// \throws std::invalid_argument for a tolerance that is negative or not finite, most_sweeps < 1,
///         if nothing diffuses, and as evolve does; std::bad_alloc if there is no scratch memory
///
/// Cost: O(cells · sweeps); about 8n sweeps reduce the residual of an n x n grid by 10^8. Scratch
/// memory: about three grids.
template <class Backend = native, writable_grid Grid, boundary Boundary = periodic,
          execution_policy Execution = sequential>
relaxation<cell_type<Grid>> relax(Grid&& u, const parameters<cell_type<Grid>>& p,
                                  cell_type<Grid> tolerance, std::int64_t most_sweeps,
                                  Boundary outside = {}, Execution how = {});

/// The same, with scratch memory that is kept from call to call.
template <class Backend = native, writable_grid Grid, boundary Boundary, execution_policy Execution>
relaxation<cell_type<Grid>> relax(Grid&& u, const parameters<cell_type<Grid>>& p,
                                  cell_type<Grid> tolerance, std::int64_t most_sweeps,
                                  Boundary outside, Execution how, workspace& memory);

/// The same for a rule that states its stability limit.
///
/// \param  u            a grid of float or double, of any extents; an empty one stays as it is
/// \param  rule         what a cell becomes in a step
/// \param  tolerance    the largest residual to accept, at least 0
/// \param  most_sweeps  the most sweeps over the grid, at least 1
/// \param  outside      periodic, fixed, reflecting, frozen, sides or a resolving_boundary
/// \param  how          hpk::sequential or hpk::parallel
template <class Backend = native, writable_grid Grid, rule_for<Grid> Rule,
          boundary Boundary = periodic, execution_policy Execution = sequential>
relaxation<cell_type<Grid>> relax(Grid&& u, const Rule& rule, cell_type<Grid> tolerance,
                                  std::int64_t most_sweeps, Boundary outside = {},
                                  Execution how = {});

/// The same, with scratch memory that is kept from call to call.
template <class Backend = native, writable_grid Grid, rule_for<Grid> Rule, boundary Boundary,
          execution_policy Execution>
relaxation<cell_type<Grid>> relax(Grid&& u, const Rule& rule, cell_type<Grid> tolerance,
                                  std::int64_t most_sweeps, Boundary outside, Execution how,
                                  workspace& memory);

/// As relax, calling `observer(cells, sweeps)` whenever the residual has been measured, after the
/// first sweep and then once per cycle of the iteration. An observer returns nothing, or a bool:
/// false ends it. An exception of the observer passes through and leaves the grid as the observer
/// saw it.
template <class Backend = native, writable_grid Grid, class Observer, boundary Boundary = periodic,
          execution_policy Execution = sequential>
relaxation<cell_type<Grid>> relax_and_observe(Grid&& u, const parameters<cell_type<Grid>>& p,
                                              cell_type<Grid> tolerance, std::int64_t most_sweeps,
                                              Observer&& observer, Boundary outside = {},
                                              Execution how = {});

/// The same, with scratch memory that is kept from call to call.
template <class Backend = native, writable_grid Grid, class Observer, boundary Boundary,
          execution_policy Execution>
relaxation<cell_type<Grid>> relax_and_observe(Grid&& u, const parameters<cell_type<Grid>>& p,
                                              cell_type<Grid> tolerance, std::int64_t most_sweeps,
                                              Observer&& observer, Boundary outside, Execution how,
                                              workspace& memory);

/// The same for a rule that states its stability limit.
template <class Backend = native, writable_grid Grid, rule_for<Grid> Rule, class Observer,
          boundary Boundary = periodic, execution_policy Execution = sequential>
relaxation<cell_type<Grid>> relax_and_observe(Grid&& u, const Rule& rule, cell_type<Grid> tolerance,
                                              std::int64_t most_sweeps, Observer&& observer,
                                              Boundary outside = {}, Execution how = {});

/// The same, with scratch memory that is kept from call to call.
template <class Backend = native, writable_grid Grid, rule_for<Grid> Rule, class Observer,
          boundary Boundary, execution_policy Execution>
relaxation<cell_type<Grid>> relax_and_observe(Grid&& u, const Rule& rule, cell_type<Grid> tolerance,
                                              std::int64_t most_sweeps, Observer&& observer,
                                              Boundary outside, Execution how, workspace& memory);

} // namespace HPK_ISA
} // namespace hpk::diffusion
