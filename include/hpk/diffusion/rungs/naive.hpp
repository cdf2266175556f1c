// SPDX-License-Identifier: MIT
#pragma once

#include <concepts>
#include <cstddef>
#include <cstdint>
#include <string_view>
#include <utility>

#include "hpk/core/grid.hpp"
#include "hpk/core/grid_view.hpp"
#include "hpk/diffusion/affine_sides.hpp"
#include "hpk/diffusion/boundary.hpp"
#include "hpk/diffusion/sweeps/plain_step.hpp"
#include "hpk/diffusion/sweeps/two_grids.hpp"

namespace hpk::diffusion {
inline namespace HPK_ISA {

/// The first rung: a loop over cells that look up their neighbours by index, into a new grid that
/// is allocated for each step. Source: Gorelick and Ozsvald, High Performance Python, 3rd ed.,
/// chapter 6 (pure Python). New value: see python_formula; other rules have their own.
struct naive {
    /// The members of every variant: see hpk::diffusion::variants.
    /// \{
    static constexpr std::string_view name = "naive";
    static constexpr std::string_view summary = "a loop over cells, a new grid for each step";
    static constexpr std::string_view order = "python";
    static constexpr bool vectorised = false;
    static constexpr bool takes_rules = true;

    template <class L, class Request>
    [[nodiscard]] static std::size_t scratch(const Request&) noexcept {
        return 0;
    }

    /// \throws std::bad_alloc if there is no memory for a grid; u is then unchanged
    template <class L, class Request>
    static void evolve(const Request& r) {
        using T = typename L::value_type;
        constexpr std::size_t rank = Request::rank;
        grid_view<const T, rank> now = r.u;
        grid<T, rank> latest;
        for (std::int64_t step = 0; step < r.steps; ++step) {
            grid<T, rank> next(r.u.extents());
            if constexpr (std::same_as<typename Request::boundary_type, frozen>)
                copy(now, next.view(), r.how);
            plain_step<L>(now, next.view(), r.p, after_steps(r.outside, step), r.how);
            latest = std::move(next);
            now = latest;
        }
        copy(now, r.u, r.how);
    }
    /// \}
};

} // namespace HPK_ISA
} // namespace hpk::diffusion
