// SPDX-License-Identifier: MIT
#pragma once

#include <algorithm>
#include <concepts>
#include <cstddef>
#include <cstdint>

#include "hpk/core/execution.hpp"
#include "hpk/core/grid_view.hpp"
#include "hpk/diffusion/boundary.hpp"
#include "hpk/diffusion/sweeps/stretches.hpp"

namespace hpk::diffusion {
inline namespace HPK_ISA {

template <class T, std::size_t Rank, execution_policy Execution>
void copy(grid_view<const T, Rank> from, grid_view<T, Rank> to, Execution how) noexcept {
    for_each_stretch(from.extents(), periodic{}, how, [&](stretch s) {
        std::copy(from.row(s.row) + s.first, from.row(s.row) + s.last, to.row(s.row) + s.first);
    });
}

/// Takes the steps of a request from u to a second grid, in scratch, and back; the last one ends in
/// u.
///
/// `step(from, to)` makes the cells of one grid from those of another. When the boundary is frozen
/// it may leave out the edges: both grids have them from the start.
template <class Request, class Step>
void step_between_two_grids(const Request& r, const Step& step) noexcept {
    using T = typename Request::value_type;
    using source = grid_view<const T, Request::rank>;
    const grid_view<T, Request::rank> u = r.u, second(r.scratch.data(), u.extents());
    const bool odd = r.steps % 2 != 0;
    if (odd || std::same_as<typename Request::boundary_type, frozen>)
        copy(source(u), second, r.how);
    if (odd) step(source(second), u);
    for (std::int64_t pair = 0; pair < r.steps / 2; ++pair) {
        step(source(u), second);
        step(source(second), u);
    }
}

} // namespace HPK_ISA
} // namespace hpk::diffusion
