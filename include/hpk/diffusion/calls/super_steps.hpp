// SPDX-License-Identifier: MIT
#pragma once

/// \file
/// The definitions of evolve_in_super_steps, which hpk/diffusion/time.hpp declares.

#include <array>
#include <cstddef>
#include <cstdint>
#include <string>
#include <utility>

#include "hpk/core/exact.hpp"
#include "hpk/core/execution.hpp"
#include "hpk/core/expects.hpp"
#include "hpk/core/grid_view.hpp"
#include "hpk/diffusion/affine_sides.hpp"
#include "hpk/diffusion/boundary.hpp"
#include "hpk/diffusion/calls/checks.hpp"
#include "hpk/diffusion/calls/evolve.hpp"
#include "hpk/diffusion/calls/limits.hpp"
#include "hpk/diffusion/calls/take_stage.hpp"
#include "hpk/diffusion/grids.hpp"
#include "hpk/diffusion/parameters.hpp"
#include "hpk/diffusion/rule.hpp"
#include "hpk/diffusion/rungs/fused.hpp"
#include "hpk/diffusion/stages/stage_grids.hpp"
#include "hpk/diffusion/workspace.hpp"

namespace hpk::diffusion {
inline namespace HPK_ISA {
namespace detail {

/// A super time step of Runge, Kutta and Legendre.
template <class T>
struct super_step {
    int stages; ///< odd
    T dt;       ///< of the step within a stage
    T share;    ///< of the last stage's result, beside the grid at the start
};

/// (s² + s - 2) / 4, the number of steps that a super time step of s stages is worth.
[[nodiscard]] inline double worth(int s) noexcept {
    return 0.25 * (static_cast<double>(s) * (s + 1) - 2);
}

/// The super step of length dt with the fewest stages whose steps are at most `limit` long. An even
/// number of stages would not damp the checkerboard.
template <class T>
[[nodiscard]] super_step<T> super_step_of(T dt, T limit) {
    using hpk::detail::shown;
    constexpr int most = 9999;
    expects(dt >= 0, [&] { return "dt is " + shown(dt) + " but must be at least 0"; });
    const auto within = [&](int s) {
        return static_cast<T>(quotient(static_cast<double>(dt), worth(s)));
    };
    expects(within(most) <= limit, [&] {
        return "dt is " + shown(dt) + ", more than " + shown(most) +
               " stages can reach in one step, since the stability limit is " + shown(limit);
    });
    int stages = 3;
    while (within(stages) > limit) stages += 2;
    const double s = stages;
    return {stages, within(stages),
            static_cast<T>(quotient(2 * worth(stages), pinned(s * (s + 1))))};
}

/// evolve_in_super_steps, for parameters and for rules.
template <class Backend, std::size_t Rank, class T, class P, boundary B, execution_policy Execution>
int take_super_steps(grid_view<T, Rank> u, P p, std::int64_t steps, B outside, Execution how,
                     workspace& memory) {
    expect_finite(p.dt, "dt");
    const super_step<T> plan = super_step_of(p.dt, limit_of<Rank>(p));
    p.dt = plan.dt;
    side_arrays<T> arrays;
    const auto r = checked<fused>(views_of(u), p, steps, outside, how, arrays);
    expect_constant<Rank>(outside, "evolve_in_super_steps");
    if (u.empty() || steps == 0) return plan.stages;
    stage_grids<T, Rank, Execution> grids(u, how, memory);
    const auto stages = static_cast<std::size_t>(plan.stages);
    const auto weight = [](std::size_t j) { return quotient(T(2 * j - 1), T(j)); };
    for (std::int64_t step = 0; step < steps; ++step) {
        for (std::size_t j = 1; j < stages; ++j)
            take_stage<Backend>(grids, j, p, std::array{weight(j)}, r.outside, how);
        take_stage<Backend>(grids, stages, p, std::array{weight(stages), plan.share}, r.outside,
                            how);
        grids.begin_at(stages);
    }
    return plan.stages;
}

} // namespace detail

template <class Backend, writable_grid Grid, boundary Boundary, execution_policy Execution>
int evolve_in_super_steps(Grid&& u, const parameters<cell_type<Grid>>& p, std::int64_t steps,
                          Boundary outside, Execution how, workspace& memory) {
    return detail::take_super_steps<Backend>(view_of(std::forward<Grid>(u)), p, steps, outside, how,
                                             memory);
}

template <class Backend, writable_grid Grid, boundary Boundary, execution_policy Execution>
int evolve_in_super_steps(Grid&& u, const parameters<cell_type<Grid>>& p, std::int64_t steps,
                          Boundary outside, Execution how) {
    workspace memory;
    return evolve_in_super_steps<Backend>(std::forward<Grid>(u), p, steps, outside, how, memory);
}

template <class Backend, writable_grid Grid, rule_for<Grid> Rule, boundary Boundary,
          execution_policy Execution>
int evolve_in_super_steps(Grid&& u, const Rule& rule, cell_type<Grid> dt, std::int64_t steps,
                          Boundary outside, Execution how, workspace& memory) {
    const timed_rule<Rule, cell_type<Grid>> p{&rule, dt};
    return detail::take_super_steps<Backend>(view_of(std::forward<Grid>(u)), p, steps, outside, how,
                                             memory);
}

template <class Backend, writable_grid Grid, rule_for<Grid> Rule, boundary Boundary,
          execution_policy Execution>
int evolve_in_super_steps(Grid&& u, const Rule& rule, cell_type<Grid> dt, std::int64_t steps,
                          Boundary outside, Execution how) {
    workspace memory;
    return evolve_in_super_steps<Backend>(std::forward<Grid>(u), rule, dt, steps, outside, how,
                                          memory);
}

} // namespace HPK_ISA
} // namespace hpk::diffusion
