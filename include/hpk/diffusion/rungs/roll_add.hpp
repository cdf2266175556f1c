// SPDX-License-Identifier: MIT
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <span>
#include <string_view>

#include "hpk/core/exact.hpp"
#include "hpk/core/execution.hpp"
#include "hpk/core/grid_view.hpp"
#include "hpk/diffusion/boundary.hpp"
#include "hpk/diffusion/cells/whole_grids.hpp"
#include "hpk/diffusion/parameters.hpp"
#include "hpk/diffusion/sweeps/stretches.hpp"

namespace hpk::diffusion {
inline namespace HPK_ISA {

/// The fifth rung: each neighbour is added to the sum directly from the grid, without a rolled
/// copy. New value, as `in_place`: ((((((-4c)+N)+S)+W)+E) * (D*dt)) + c. Source: Gorelick and
/// Ozsvald, High Performance Python, 3rd ed., chapter 6 (the specialised roll_add). Scratch: one
/// grid.
struct roll_add {
    /// The members of every variant: see hpk::diffusion::variants.
    /// \{
    static constexpr std::string_view name = "roll_add";
    static constexpr std::string_view summary = "whole arrays, neighbours added where they lie";
    static constexpr std::string_view order = "numpy_in_place";
    static constexpr bool vectorised = true;

    template <class L, std::size_t Rank>
    [[nodiscard]] static std::size_t scratch(const std::array<std::size_t, Rank>& extents,
                                             std::int64_t, int) noexcept {
        return number_of_cells(extents);
    }

    template <class L, std::size_t Rank, boundary B, execution_policy Execution>
    static void evolve(grid_view<typename L::value_type, Rank> u,
                       const parameters<typename L::value_type>& p, std::int64_t steps, B outside,
                       Execution how, std::span<typename L::value_type> scratch) noexcept {
        using T = typename L::value_type;
        const grid_view<T, Rank> sum(scratch.data(), u.extents());
        const T rate = pinned(pinned(p.D) * pinned(p.dt));
        const auto multiply_add = [](auto a, auto b, auto c) { return a * b + c; };
        const whole_grids<L, Rank, B, Execution> whole(outside, how);

        for (std::int64_t step = 0; step < steps; ++step) {
            whole.apply(sum, std::multiplies<>{}, u, -T(2 * Rank));
            for (std::size_t axis = 0; axis < Rank; ++axis)
                for (const int side : {-1, +1}) whole.add_rolled(u, axis, side, sum);
            whole.apply(u, multiply_add, sum, rate, u);
        }
    }
    /// \}
};

} // namespace HPK_ISA
} // namespace hpk::diffusion
