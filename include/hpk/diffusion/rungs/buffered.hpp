// SPDX-License-Identifier: MIT
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>

#include "hpk/core/execution.hpp"
#include "hpk/core/grid_view.hpp"
#include "hpk/diffusion/boundary.hpp"
#include "hpk/diffusion/orders.hpp"
#include "hpk/diffusion/parameters.hpp"
#include "hpk/diffusion/sweeps/plain_step.hpp"
#include "hpk/diffusion/sweeps/stretches.hpp"
#include "hpk/diffusion/sweeps/two_grids.hpp"

namespace hpk::diffusion {
inline namespace HPK_ISA {

/// The second rung: the same loops, but two grids take turns, and none is allocated per step.
/// Source: Gorelick and Ozsvald, High Performance Python, 3rd ed., chapter 6 (pure Python with
/// memory reused). Scratch: one grid.
struct buffered {
    /// The members of every variant: see hpk::diffusion::variants.
    /// \{
    static constexpr std::string_view name = "buffered";
    static constexpr std::string_view summary = "a loop over cells, two grids taking turns";
    static constexpr std::string_view order = "python";
    static constexpr bool vectorised = false;

    template <class L, std::size_t Rank>
    [[nodiscard]] static std::size_t scratch(const std::array<std::size_t, Rank>& extents,
                                             std::int64_t, int) noexcept {
        return number_of_cells(extents);
    }

    template <class L, std::size_t Rank, boundary B, execution_policy Execution>
    static void evolve(grid_view<typename L::value_type, Rank> u,
                       const parameters<typename L::value_type>& p, std::int64_t steps, B outside,
                       Execution how, std::span<typename L::value_type> scratch) noexcept {
        const python_order<L> update(p);
        step_between_two_grids<B>(u, scratch, steps, how, [&](auto from, auto to) {
            plain_step(from, to, update, outside, how);
        });
    }
    /// \}
};

} // namespace HPK_ISA
} // namespace hpk::diffusion
