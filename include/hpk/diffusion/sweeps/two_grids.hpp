// SPDX-License-Identifier: MIT
#pragma once

#include <algorithm>
#include <concepts>
#include <cstddef>
#include <cstdint>

#include "hpk/core/execution.hpp"
#include "hpk/core/grid_view.hpp"
#include "hpk/diffusion/boundary.hpp"
#include "hpk/diffusion/grids.hpp"
#include "hpk/diffusion/sweeps/stretches.hpp"

namespace hpk::diffusion {
inline namespace HPK_ISA {

template <class T, std::size_t Rank, execution_policy Execution>
void copy(grid_view<const T, Rank> from, grid_view<T, Rank> to, Execution how) noexcept {
    for_each_stretch(from.extents(), periodic{}, how, [&](stretch s) {
        std::copy(from.row(s.row) + s.first, from.row(s.row) + s.last, to.row(s.row) + s.first);
    });
}

/// Takes the steps of a request from the fields to a second grid of each, and back; the last one
/// ends in the fields.
///
/// `step(from, to)` makes the cells of some grids from those of others. When the boundary is frozen
/// it may leave out the edges: all grids have them from the start.
template <class Request, class T, std::size_t Rank, std::size_t F, class Step>
void step_between(const Request& r, const field_views<T, Rank, F>& second,
                  const Step& step) noexcept {
    const auto first = r.fields();
    const bool odd = r.steps % 2 != 0;
    if (odd || std::same_as<typename Request::boundary_type, frozen>)
        for (std::size_t f = 0; f < F; ++f) copy(to_read(first[f]), second[f], r.how);
    if (odd) step(to_read(second), first);
    for (std::int64_t pair = 0; pair < r.steps / 2; ++pair) {
        step(to_read(first), second);
        step(to_read(second), first);
    }
}

/// The same for a single grid; the second one is in scratch.
template <class Request, class Step>
void step_between_two_grids(const Request& r, const Step& step) noexcept {
    const field_views<typename Request::value_type, Request::rank, 1> second{
        {{r.scratch.data(), r.u.extents()}}};
    step_between(r, second, [&](const auto& from, const auto& to) { step(from[0], to[0]); });
}

} // namespace HPK_ISA
} // namespace hpk::diffusion
