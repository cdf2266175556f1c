// SPDX-License-Identifier: MIT
#pragma once

/// \file
/// The definitions of relax and relax_and_observe, which hpk/diffusion/time.hpp declares.

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <optional>
#include <string>
#include <utility>

#include "hpk/core/exact.hpp"
#include "hpk/core/execution.hpp"
#include "hpk/core/expects.hpp"
#include "hpk/core/grid_view.hpp"
#include "hpk/diffusion/affine_sides.hpp"
#include "hpk/diffusion/boundary.hpp"
#include "hpk/diffusion/calls/chebyshev.hpp"
#include "hpk/diffusion/calls/checks.hpp"
#include "hpk/diffusion/calls/evolve.hpp"
#include "hpk/diffusion/calls/limits.hpp"
#include "hpk/diffusion/calls/take_stage.hpp"
#include "hpk/diffusion/grids.hpp"
#include "hpk/diffusion/outcomes.hpp"
#include "hpk/diffusion/parameters.hpp"
#include "hpk/diffusion/rule.hpp"
#include "hpk/diffusion/rungs/fused.hpp"
#include "hpk/diffusion/stages/largest_change.hpp"
#include "hpk/diffusion/stages/stage_grids.hpp"
#include "hpk/diffusion/workspace.hpp"

namespace hpk::diffusion {
inline namespace HPK_ISA {
namespace detail {

/// relax_and_observe, for parameters and for rules.
template <class Backend, std::size_t Rank, class T, class P, class Observer, boundary B,
          execution_policy Execution>
relaxation<T> take_relaxation(grid_view<T, Rank> u, P p, T tolerance, std::int64_t most,
                              Observer& observer, B outside, Execution how, workspace& memory) {
    using hpk::detail::shown;
    const T limit = limit_of<Rank>(p);
    expects(limit > 0 && limit < (std::numeric_limits<T>::max)(), [&] {
        return "the stability limit is " + shown(limit) +
               ", so that there is no diffusion towards a steady state";
    });
    p.dt = limit;
    side_arrays<T> arrays;
    const auto r = checked<fused>(views_of(u), p, 0, outside, how, arrays);
    expect_constant<Rank>(outside, "relax");
    expect_number(tolerance, "tolerance", tolerance >= 0, "finite and at least 0");
    expect_at_least(most, 1, "most_sweeps");
    if (u.empty()) return {};

    stage_grids<T, Rank, Execution> grids(u, how, memory);
    const auto extents = u.extents();
    chebyshev iteration(limit, *std::max_element(extents.begin(), extents.end()));
    relaxation<T> result{};
    const auto sweep = [&](std::size_t number, T weight) {
        p.dt = static_cast<T>(iteration.dt());
        take_stage<Backend>(grids, number, p, std::array{weight}, r.outside, how);
        ++result.sweeps;
    };
    T first = 0, last = 0, least = 0;
    int stalled = 0; // cycles in a row that did not halve the residual
    const auto reason_to_end = [&](const change<T>& step) -> std::optional<relaxed> {
        constexpr T rounding = 256 * std::numeric_limits<T>::epsilon();
        if (!is_finite(result.residual) || result.residual > pinned(first * T(1e6)))
            return relaxed::diverged;
        if (result.residual <= tolerance) return relaxed::within_tolerance;
        const bool is_rounding = step.difference <= pinned(step.magnitude * rounding);
        if (stalled >= 2 && is_rounding) return relaxed::to_rounding;
        if (stalled >= 4) return relaxed::stalled;
        if (result.sweeps >= most) return relaxed::not_enough;
        if (!observe(observer, to_read(grids[0]), result.sweeps)) return relaxed::stopped;
        return {};
    };
    for (;;) {
        sweep(1, 1);
        const change<T> step = largest_change(to_read(grids[0]), to_read(grids[1]), how);
        result.residual = quotient(step.difference, p.dt);
        if (last == 0) first = least = result.residual;
        stalled = last > 0 && result.residual > pinned(least * T(0.5)) ? stalled + 1 : 0;
        least = (std::min)(least, result.residual);
        if (const auto reason = reason_to_end(step)) {
            result.outcome = *reason;
            return result;
        }
        const double factor = last == 0 ? 0 : quotient<double>(result.residual, last);
        last = result.residual;
        // Two more sweeps are needed to go on: one for the step, and one for its residual.
        if (iteration.learn(factor) && result.sweeps + 1 < most) sweep(1, 1);
        iteration.begin();
        std::size_t number = 1;
        while (!iteration.is_done() && result.sweeps + 1 < most)
            sweep(++number, static_cast<T>(iteration.next_weight()));
        grids.begin_at(number);
    }
}

} // namespace detail

template <class Backend, writable_grid Grid, class Observer, boundary Boundary,
          execution_policy Execution>
relaxation<cell_type<Grid>> relax_and_observe(Grid&& u, const parameters<cell_type<Grid>>& p,
                                              cell_type<Grid> tolerance, std::int64_t most_sweeps,
                                              Observer&& observer, Boundary outside, Execution how,
                                              workspace& memory) {
    return detail::take_relaxation<Backend>(view_of(std::forward<Grid>(u)), p, tolerance,
                                            most_sweeps, observer, outside, how, memory);
}

template <class Backend, writable_grid Grid, class Observer, boundary Boundary,
          execution_policy Execution>
relaxation<cell_type<Grid>>
relax_and_observe(Grid&& u, const parameters<cell_type<Grid>>& p, cell_type<Grid> tolerance,
                  std::int64_t most_sweeps, Observer&& observer, Boundary outside, Execution how) {
    workspace memory;
    return relax_and_observe<Backend>(std::forward<Grid>(u), p, tolerance, most_sweeps, observer,
                                      outside, how, memory);
}

template <class Backend, writable_grid Grid, rule_for<Grid> Rule, class Observer, boundary Boundary,
          execution_policy Execution>
relaxation<cell_type<Grid>> relax_and_observe(Grid&& u, const Rule& rule, cell_type<Grid> tolerance,
                                              std::int64_t most_sweeps, Observer&& observer,
                                              Boundary outside, Execution how, workspace& memory) {
    const timed_rule<Rule, cell_type<Grid>> p{&rule, 0};
    return detail::take_relaxation<Backend>(view_of(std::forward<Grid>(u)), p, tolerance,
                                            most_sweeps, observer, outside, how, memory);
}

template <class Backend, writable_grid Grid, rule_for<Grid> Rule, class Observer, boundary Boundary,
          execution_policy Execution>
relaxation<cell_type<Grid>> relax_and_observe(Grid&& u, const Rule& rule, cell_type<Grid> tolerance,
                                              std::int64_t most_sweeps, Observer&& observer,
                                              Boundary outside, Execution how) {
    workspace memory;
    return relax_and_observe<Backend>(std::forward<Grid>(u), rule, tolerance, most_sweeps, observer,
                                      outside, how, memory);
}

template <class Backend, writable_grid Grid, boundary Boundary, execution_policy Execution>
relaxation<cell_type<Grid>> relax(Grid&& u, const parameters<cell_type<Grid>>& p,
                                  cell_type<Grid> tolerance, std::int64_t most_sweeps,
                                  Boundary outside, Execution how, workspace& memory) {
    return relax_and_observe<Backend>(
        std::forward<Grid>(u), p, tolerance, most_sweeps, [](const auto&, std::int64_t) {}, outside,
        how, memory);
}

template <class Backend, writable_grid Grid, boundary Boundary, execution_policy Execution>
relaxation<cell_type<Grid>> relax(Grid&& u, const parameters<cell_type<Grid>>& p,
                                  cell_type<Grid> tolerance, std::int64_t most_sweeps,
                                  Boundary outside, Execution how) {
    workspace memory;
    return relax<Backend>(std::forward<Grid>(u), p, tolerance, most_sweeps, outside, how, memory);
}

template <class Backend, writable_grid Grid, rule_for<Grid> Rule, boundary Boundary,
          execution_policy Execution>
relaxation<cell_type<Grid>> relax(Grid&& u, const Rule& rule, cell_type<Grid> tolerance,
                                  std::int64_t most_sweeps, Boundary outside, Execution how,
                                  workspace& memory) {
    return relax_and_observe<Backend>(
        std::forward<Grid>(u), rule, tolerance, most_sweeps, [](const auto&, std::int64_t) {},
        outside, how, memory);
}

template <class Backend, writable_grid Grid, rule_for<Grid> Rule, boundary Boundary,
          execution_policy Execution>
relaxation<cell_type<Grid>> relax(Grid&& u, const Rule& rule, cell_type<Grid> tolerance,
                                  std::int64_t most_sweeps, Boundary outside, Execution how) {
    workspace memory;
    return relax<Backend>(std::forward<Grid>(u), rule, tolerance, most_sweeps, outside, how,
                          memory);
}

} // namespace HPK_ISA
} // namespace hpk::diffusion
