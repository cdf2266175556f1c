// SPDX-License-Identifier: MIT
#pragma once

/// \file
/// The definition of step, which hpk/diffusion.hpp declares.

#include <algorithm>
#include <concepts>
#include <cstddef>
#include <type_traits>
#include <utility>
#include <vector>

#include "hpk/core/execution.hpp"
#include "hpk/core/grid_view.hpp"
#include "hpk/core/lanes.hpp"
#include "hpk/diffusion/boundary.hpp"
#include "hpk/diffusion/calls/checks.hpp"
#include "hpk/diffusion/calls/evolve.hpp"
#include "hpk/diffusion/grids.hpp"
#include "hpk/diffusion/parameters.hpp"
#include "hpk/diffusion/rule.hpp"
#include "hpk/diffusion/rungs/fused.hpp"
#include "hpk/diffusion/sweeps/single_sweeps.hpp"
#include "hpk/diffusion/sweeps/stretches.hpp"
#include "hpk/diffusion/sweeps/sweep.hpp"

namespace hpk::diffusion {
inline namespace HPK_ISA {
namespace detail {

/// step, for parameters and for rules.
template <class Backend, std::size_t Rank, class T, class P, boundary B, execution_policy Execution>
void take_step(grid_view<const T, Rank> in, grid_view<T, Rank> out, const P& p, B outside,
               Execution how) {
    expect_in_and_out(in, out);
    expect_step<fused>(p, in.extents());
    hpk::detail::expect_threads(how);
    const auto beyond = expect_boundary<T, Rank>(outside);
    expect_same_spacing<Rank>(p, outside);
    if (in.empty()) return;
    const std::vector<T> outside_row = outside_row_of(beyond, in);
    if constexpr (std::same_as<B, frozen>)
        for_each_edge(in.extents(), how, [&](stretch s) {
            std::copy(in.row(s.row) + s.first, in.row(s.row) + s.last, out.row(s.row) + s.first);
        });
    using L = lanes<T, Backend>;
    const sweep<L, Rank, std::remove_const_t<decltype(beyond)>, P> s(p, beyond, in.extents(),
                                                                     outside_row.data());
    using sweeps = single_sweeps<L, Rank>;
    sweeps::once(s, in, out, sweeps::alias(in, out), how);
}

} // namespace detail

template <class Backend, readable_grid In, writable_grid Out, boundary Boundary,
          execution_policy Execution>
void step(In&& in, Out&& out, const parameters<cell_type<In>>& p, Boundary outside, Execution how) {
    detail::take_step<Backend>(detail::to_read(view_of(std::forward<In>(in))),
                               view_of(std::forward<Out>(out)), p, outside, how);
}

template <class Backend, readable_grid In, writable_grid Out, rule_for<In> Rule, boundary Boundary,
          execution_policy Execution>
void step(In&& in, Out&& out, const Rule& rule, cell_type<In> dt, Boundary outside, Execution how) {
    const timed_rule<Rule, cell_type<In>> p{&rule, dt};
    detail::take_step<Backend>(detail::to_read(view_of(std::forward<In>(in))),
                               view_of(std::forward<Out>(out)), p, outside, how);
}

} // namespace HPK_ISA
} // namespace hpk::diffusion
