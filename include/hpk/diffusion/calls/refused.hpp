// SPDX-License-Identifier: MIT
#pragma once

/// \file
/// Calls of evolve, evolve_and_observe and step with arguments of wrong types. They do not compile,
/// and one sentence says why.

#include <cstdint>

#include "hpk/core/backend.hpp"
#include "hpk/core/execution.hpp"
#include "hpk/diffusion/boundary.hpp"
#include "hpk/diffusion/grids.hpp"
#include "hpk/diffusion/parameters.hpp"
#include "hpk/diffusion/variants.hpp"

namespace hpk::diffusion {
inline namespace HPK_ISA {
namespace detail {

/// Refuses what stands in the place of the boundary.
template <class Boundary>
constexpr void refuse_boundary() {
    static_assert(!execution_policy<Boundary>,
                  "the boundary comes before the execution: name one, such as "
                  "hpk::diffusion::periodic{}, and then hpk::parallel{}");
    static_assert(execution_policy<Boundary> || boundary<Boundary>,
                  "the argument before the execution must be a boundary, such as "
                  "hpk::diffusion::periodic{} or reflecting{}");
}

/// Refuses what stands in the place of a grid.
template <class Grid>
constexpr void refuse_grid() {
    static_assert(writable_grid<Grid>,
                  "the cells must be float or double, not const, in an hpk::grid or in memory that "
                  "hpk::view_of takes, such as a std::span or, with hpk/eigen.hpp, an Eigen array");
}

} // namespace detail

template <class Variant = fastest, class Backend = native, writable_grid Grid, class Boundary,
          class... Rest>
    requires(!boundary<Boundary>)
void evolve(Grid&&, const parameters<cell_type<Grid>>&, std::int64_t, Boundary, const Rest&...) {
    detail::refuse_boundary<Boundary>();
}

template <class Variant = fastest, class Backend = native, class Grid, class... Rest>
    requires(!writable_grid<Grid>)
void evolve(Grid&&, const parameters<double>&, std::int64_t, const Rest&...) {
    detail::refuse_grid<Grid>();
}

template <class Variant = fastest, class Backend = native, writable_grid Grid, class Observer,
          class Boundary, class... Rest>
    requires(!boundary<Boundary>)
void evolve_and_observe(Grid&&, const parameters<cell_type<Grid>>&, std::int64_t, std::int64_t,
                        Observer&&, Boundary, const Rest&...) {
    detail::refuse_boundary<Boundary>();
}

template <class Variant = fastest, class Backend = native, class Grid, class... Rest>
    requires(!writable_grid<Grid>)
void evolve_and_observe(Grid&&, const parameters<double>&, std::int64_t, std::int64_t,
                        const Rest&...) {
    detail::refuse_grid<Grid>();
}

template <class Backend = native, readable_grid In, writable_grid Out, class Boundary,
          class... Rest>
    requires(!boundary<Boundary>)
void step(In&&, Out&&, const parameters<cell_type<In>>&, Boundary, const Rest&...) {
    detail::refuse_boundary<Boundary>();
}

template <class Backend = native, class In, class Out, class... Rest>
    requires(!writable_grid<Out>)
void step(In&&, Out&&, const parameters<double>&, const Rest&...) {
    detail::refuse_grid<Out>();
}

} // namespace HPK_ISA
} // namespace hpk::diffusion
