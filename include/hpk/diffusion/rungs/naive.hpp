// SPDX-License-Identifier: MIT
#pragma once

#include <array>
#include <concepts>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>
#include <utility>

#include "hpk/core/execution.hpp"
#include "hpk/core/grid.hpp"
#include "hpk/core/grid_view.hpp"
#include "hpk/diffusion/boundary.hpp"
#include "hpk/diffusion/orders.hpp"
#include "hpk/diffusion/parameters.hpp"
#include "hpk/diffusion/sweeps/plain_step.hpp"
#include "hpk/diffusion/sweeps/two_grids.hpp"

namespace hpk::diffusion {
inline namespace HPK_ISA {

/// The first rung: a loop over cells that look up their neighbours by index, into a new grid that
/// is allocated for each step. Source: Gorelick and Ozsvald, High Performance Python, 3rd ed.,
/// chapter 6 (pure Python). New value: see python_order.
struct naive {
    /// The members of every variant: see hpk::diffusion::variants.
    /// \{
    static constexpr std::string_view name = "naive";
    static constexpr std::string_view summary = "a loop over cells, a new grid for each step";
    static constexpr std::string_view order = "python";
    static constexpr bool vectorised = false;

    template <class L, std::size_t Rank>
    [[nodiscard]] static std::size_t scratch(const std::array<std::size_t, Rank>&, std::int64_t,
                                             int) noexcept {
        return 0;
    }

    /// \throws std::bad_alloc if there is no memory for a grid; u is then unchanged
    template <class L, std::size_t Rank, boundary B, execution_policy Execution>
    static void evolve(grid_view<typename L::value_type, Rank> u,
                       const parameters<typename L::value_type>& p, std::int64_t steps, B outside,
                       Execution how, std::span<typename L::value_type>) {
        using T = typename L::value_type;
        const python_order<L> update(p);
        grid_view<const T, Rank> now = u;
        grid<T, Rank> latest;
        for (std::int64_t step = 0; step < steps; ++step) {
            grid<T, Rank> next(u.extents());
            if constexpr (std::same_as<B, frozen>) copy(now, next.view(), how);
            plain_step(now, next.view(), update, outside, how);
            latest = std::move(next);
            now = latest;
        }
        copy(now, u, how);
    }
    /// \}
};

} // namespace HPK_ISA
} // namespace hpk::diffusion
