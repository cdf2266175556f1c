// SPDX-License-Identifier: MIT
#pragma once

#include <array>
#include <cstddef>

#include "hpk/core/execution.hpp"
#include "hpk/core/grid_view.hpp"
#include "hpk/diffusion/boundary.hpp"
#include "hpk/diffusion/calls/checks.hpp"
#include "hpk/diffusion/calls/step.hpp"
#include "hpk/diffusion/rule.hpp"
#include "hpk/diffusion/stages/stage.hpp"
#include "hpk/diffusion/stages/stage_grids.hpp"

namespace hpk::diffusion {
inline namespace HPK_ISA {
namespace detail {

/// Makes the result of stage `number` >= 1 from that of the stage before, by a step of p. From the
/// second stage on it is weighed against the result two stages ago and, with a second weight,
/// against the grid at the start: see hpk::diffusion::stage. One sweep.
template <class Backend, class T, std::size_t Rank, execution_policy Execution, class P, boundary B,
          std::size_t K>
void take_stage(const stage_grids<T, Rank, Execution>& grids, std::size_t number, const P& p,
                const std::array<T, K>& weights, B outside, Execution how) {
    const auto from = views_of(to_read(grids[number - 1]));
    if (number == 1) return take_step<Backend>(from, views_of(grids[1]), p, outside, how);
    using rule = stage<P, T, Rank, K>;
    rule weighed{p, weights, {}};
    weighed.others[0] = to_read(grids[number - 2]);
    if constexpr (K > 1) weighed.others[1] = to_read(grids[0]);
    take_step<Backend>(from, views_of(grids[number]), timed_rule<rule, T>{&weighed, p.dt}, outside,
                       how);
}

} // namespace detail
} // namespace HPK_ISA
} // namespace hpk::diffusion
