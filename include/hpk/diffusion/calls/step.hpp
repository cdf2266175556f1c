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
#include "hpk/diffusion/affine_sides.hpp"
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
template <class Backend, std::size_t Rank, class T, std::size_t F, class P, boundary B,
          execution_policy Execution>
void take_step(const field_views<const T, Rank, F>& in, const field_views<T, Rank, F>& out,
               const P& p, B outside, Execution how) {
    expect_in_and_out(in, out);
    const auto& extents = in[0].extents();
    expect_step<fused>(p, extents);
    hpk::detail::expect_threads(how);
    side_arrays<T> arrays;
    const auto beyond = expect_boundary(outside, extents, arrays);
    expect_same_spacing<Rank>(p, outside);
    if (in[0].empty()) return;
    const std::vector<T> outside_row = outside_row_of(beyond, in[0]);
    if constexpr (std::same_as<B, frozen>)
        for (std::size_t f = 0; f < F; ++f)
            for_each_edge(extents, how, [&](stretch s) {
                const T* const row = in[f].row(s.row);
                std::copy(row + s.first, row + s.last, out[f].row(s.row) + s.first);
            });
    using L = lanes<T, Backend>;
    const sweep<L, Rank, std::remove_const_t<decltype(beyond)>, P> s(p, beyond, extents,
                                                                     outside_row.data());
    using sweeps = single_sweeps<L, Rank>;
    sweeps::once(s, in, out, sweeps::alias(in[0], out[0]), how);
}

} // namespace detail

template <class Backend, readable_grid In, writable_grid Out, boundary Boundary,
          execution_policy Execution>
void step(In&& in, Out&& out, const parameters<cell_type<In>>& p, Boundary outside, Execution how) {
    detail::take_step<Backend>(to_read(views_of(std::forward<In>(in))),
                               views_of(std::forward<Out>(out)), p, outside, how);
}

template <class Backend, readable_fields In, writable_fields Out, rule_for<In> Rule,
          boundary Boundary, execution_policy Execution>
void step(In&& in, Out&& out, const Rule& rule, cell_type<In> dt, Boundary outside, Execution how) {
    const timed_rule<Rule, cell_type<In>> p{&rule, dt};
    detail::take_step<Backend>(to_read(views_of(std::forward<In>(in))),
                               views_of(std::forward<Out>(out)), p, outside, how);
}

} // namespace HPK_ISA
} // namespace hpk::diffusion
