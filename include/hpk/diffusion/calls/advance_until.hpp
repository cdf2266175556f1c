// SPDX-License-Identifier: MIT
#pragma once

/// \file
/// The definitions of advance_until, which hpk/diffusion/time.hpp declares.

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <string>
#include <utility>

#include "hpk/core/exact.hpp"
#include "hpk/core/execution.hpp"
#include "hpk/core/expects.hpp"
#include "hpk/core/grid_view.hpp"
#include "hpk/diffusion/affine_sides.hpp"
#include "hpk/diffusion/boundary.hpp"
#include "hpk/diffusion/calls/evolve.hpp"
#include "hpk/diffusion/calls/limits.hpp"
#include "hpk/diffusion/grids.hpp"
#include "hpk/diffusion/outcomes.hpp"
#include "hpk/diffusion/parameters.hpp"
#include "hpk/diffusion/rule.hpp"
#include "hpk/diffusion/workspace.hpp"

namespace hpk::diffusion {
inline namespace HPK_ISA {
namespace detail {

/// Divides a time into steps of dt, and a last one. A remainder that may be due to rounding makes
/// no step of its own.
template <class T>
[[nodiscard]] steps_taken<T> steps_until(T time, T dt) {
    using hpk::detail::shown;
    expect_number(time, "time", time >= 0, "finite and at least 0");
    if (time == 0) return {0, dt, 0};
    expects(dt > 0, [&] { return "dt is " + shown(dt) + " but must be positive to reach a time"; });
    constexpr double most = 0x1p50, rounding = 2.0 * std::numeric_limits<T>::epsilon();
    const double end = time, step = dt;
    const double exact = quotient(end, step);
    expects(exact < most, [&] {
        return "time is " + shown(time) + " and dt is " + shown(dt) +
               ", but time must be less than 2^50 steps, or it cannot be met";
    });
    const double less = pinned(exact - pinned(exact * rounding));
    const double steps = (std::max)(std::ceil(less), 1.0);
    const double rest = pinned(end - pinned((steps - 1) * step));
    return {static_cast<std::int64_t>(steps), dt, static_cast<T>((std::min)(rest, step))};
}

/// advance_until, for parameters and for rules.
template <class Variant, class Backend, std::size_t Rank, class T, class P, boundary B,
          execution_policy Execution>
steps_taken<T> take_steps_until(grid_view<T, Rank> u, P p, T time, B outside, Execution how,
                                workspace& memory) {
    expect_finite(p.dt, "dt");
    if constexpr (has_limit<P>)
        if (const T limit = limit_of<Rank>(p); limit > 0) p.dt = (std::min)(p.dt, limit);
    side_arrays<T> arrays;
    auto r = checked<Variant>(views_of(u), p, 0, outside, how, arrays);
    const steps_taken<T> plan = steps_until(time, p.dt);
    const std::int64_t whole = plan.last_dt == plan.dt ? plan.steps : plan.steps - 1;
    using runner = detail::runner<Variant, Backend, decltype(r)>;
    const auto take = [&](std::int64_t done, std::int64_t steps, T dt) {
        r.steps = steps;
        r.p.dt = dt;
        runner::evolve_from(done, r, outside, memory);
    };
    if (plan.steps == 0 || u.empty()) return plan;
    // Reserve all the memory before the first step.
    for (const std::int64_t steps : {whole, plan.steps - whole}) {
        r.steps = steps;
        (void)runner::scratch(r, memory);
    }
    take(0, whole, plan.dt);
    take(whole, plan.steps - whole, plan.last_dt);
    return plan;
}

} // namespace detail

template <class Variant, class Backend, writable_grid Grid, boundary Boundary,
          execution_policy Execution>
steps_taken<cell_type<Grid>> advance_until(Grid&& u, const parameters<cell_type<Grid>>& p,
                                           cell_type<Grid> time, Boundary outside, Execution how,
                                           workspace& memory) {
    return detail::take_steps_until<Variant, Backend>(view_of(std::forward<Grid>(u)), p, time,
                                                      outside, how, memory);
}

template <class Variant, class Backend, writable_grid Grid, boundary Boundary,
          execution_policy Execution>
steps_taken<cell_type<Grid>> advance_until(Grid&& u, const parameters<cell_type<Grid>>& p,
                                           cell_type<Grid> time, Boundary outside, Execution how) {
    workspace memory;
    return advance_until<Variant, Backend>(std::forward<Grid>(u), p, time, outside, how, memory);
}

template <class Variant, class Backend, writable_grid Grid, rule_for<Grid> Rule, boundary Boundary,
          execution_policy Execution>
steps_taken<cell_type<Grid>> advance_until(Grid&& u, const Rule& rule, cell_type<Grid> dt,
                                           cell_type<Grid> time, Boundary outside, Execution how,
                                           workspace& memory) {
    const timed_rule<Rule, cell_type<Grid>> p{&rule, dt};
    return detail::take_steps_until<Variant, Backend>(view_of(std::forward<Grid>(u)), p, time,
                                                      outside, how, memory);
}

template <class Variant, class Backend, writable_grid Grid, rule_for<Grid> Rule, boundary Boundary,
          execution_policy Execution>
steps_taken<cell_type<Grid>> advance_until(Grid&& u, const Rule& rule, cell_type<Grid> dt,
                                           cell_type<Grid> time, Boundary outside, Execution how) {
    workspace memory;
    return advance_until<Variant, Backend>(std::forward<Grid>(u), rule, dt, time, outside, how,
                                           memory);
}

} // namespace HPK_ISA
} // namespace hpk::diffusion
