// SPDX-License-Identifier: MIT
#pragma once

/// \file
/// Calls that choose time steps. They are a part of hpk/diffusion.hpp.

#include "hpk/core/backend.hpp"
#include "hpk/core/execution.hpp"
#include "hpk/diffusion/boundary.hpp"
#include "hpk/diffusion/grids.hpp"
#include "hpk/diffusion/outcomes.hpp"
#include "hpk/diffusion/parameters.hpp"
#include "hpk/diffusion/rule.hpp"
#include "hpk/diffusion/variants.hpp"

namespace hpk::diffusion {
inline namespace HPK_ISA {

/// Advances u by a time: takes steps of p.dt, or of the stability limit where that is shorter, and
/// shortens the last one so that they add up to `time`, to rounding. The steps are those of evolve.
///
/// \tparam Variant   a rung of the ladder, as for evolve
/// \tparam Backend   as for evolve
/// \param  u         a grid of float or double, of any extents; an empty one stays as it is
/// \param  p         as for evolve, but dt may be too long to be stable; with dt = time the steps
/// are
///                   as long as stability allows
/// \param  time      at least 0; 0 takes no step
/// \param  outside   periodic, fixed, reflecting, frozen or a resolving_boundary
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

/// The same for a rule. Where the rule does not state its stability limit, the steps are dt long.
///
/// \param  u        a grid of float or double, of any extents; an empty one stays as it is
/// \param  rule     what a cell becomes in a step
/// \param  dt       the longest time step
/// \param  time     at least 0; 0 takes no step
/// \param  outside  periodic, fixed, reflecting, frozen or a resolving_boundary
/// \param  how      hpk::sequential or hpk::parallel
template <class Variant = fastest, class Backend = native, writable_grid Grid, rule_for<Grid> Rule,
          boundary Boundary = periodic, execution_policy Execution = sequential>
steps_taken<cell_type<Grid>> advance_until(Grid&& u, const Rule& rule, cell_type<Grid> dt,
                                           cell_type<Grid> time, Boundary outside = {},
                                           Execution how = {});

} // namespace HPK_ISA
} // namespace hpk::diffusion
