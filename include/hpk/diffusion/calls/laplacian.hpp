// SPDX-License-Identifier: MIT
#pragma once

/// \file
/// The definition of laplacian, which hpk/diffusion.hpp declares.

#include <algorithm>
#include <array>
#include <concepts>
#include <cstddef>
#include <tuple>
#include <type_traits>
#include <utility>
#include <vector>

#include "hpk/core/execution.hpp"
#include "hpk/core/grid_view.hpp"
#include "hpk/core/lanes.hpp"
#include "hpk/diffusion/affine_sides.hpp"
#include "hpk/diffusion/boundary.hpp"
#include "hpk/diffusion/calls/checks.hpp"
#include "hpk/diffusion/formulas.hpp"
#include "hpk/diffusion/grids.hpp"
#include "hpk/diffusion/rule.hpp"
#include "hpk/diffusion/sweeps/single_sweeps.hpp"
#include "hpk/diffusion/sweeps/stretches.hpp"
#include "hpk/diffusion/sweeps/sweep.hpp"

namespace hpk::diffusion {
inline namespace HPK_ISA {
namespace detail {

/// Stands in the place of a rule for the stencil without a step.
struct only_stencil {};

} // namespace detail

/// The sum of the neighbours less 2 * Rank * the cell, in the order of c_formula.
template <class L, std::size_t Rank, class Classic>
class step_formula<L, Rank, detail::only_stencil, Classic> {
public:
    explicit step_formula(detail::only_stencil) noexcept {}

    template <class F>
    void with(const F& f) const noexcept {
        f(stencil_formula<L, Rank>());
    }
};

template <class Backend, readable_grid In, writable_grid Out, boundary Boundary,
          execution_policy Execution>
void laplacian(In&& in, Out&& out, Boundary outside, Execution how) {
    using T = cell_type<Out>;
    using L = lanes<T, Backend>;
    const auto u = to_read(view_of(std::forward<In>(in)));
    const auto result = view_of(std::forward<Out>(out));
    detail::expect_in_and_out(u, result);
    hpk::detail::expect_threads(how);
    constexpr std::size_t rank = std::tuple_size_v<typename decltype(u)::extents_type>;
    detail::side_arrays<T> arrays;
    const auto beyond = detail::expect_boundary(outside, u.extents(), arrays);

    if (u.empty()) return;
    const std::vector<T> outside_row = outside_row_of(beyond, u);
    if constexpr (std::same_as<Boundary, frozen>)
        for_each_edge(u.extents(), how,
                      [&](stretch s) { std::fill_n(result.row(s.row) + s.first, s.size(), T(0)); });
    using sweeps = single_sweeps<L, rank>;
    const sweep<L, rank, std::remove_const_t<decltype(beyond)>, detail::only_stencil> s(
        {}, beyond, u.extents(), outside_row.data());
    sweeps::once(s, std::array{u}, std::array{result}, sweeps::alias(u, result), how);
}

} // namespace HPK_ISA
} // namespace hpk::diffusion
