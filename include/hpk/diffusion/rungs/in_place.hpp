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

/// The fourth rung: the same operations, but in place: one grid that is reused accumulates the sum,
/// and only the rolled copy is a temporary. New value: ((((((-4c)+N)+S)+W)+E) * (D*dt)) + c.
/// Source: Gorelick and Ozsvald, High Performance Python, 3rd ed., chapter 6 (numpy, in-place
/// operations). Scratch: two grids.
struct in_place {
    /// The members of every variant: see hpk::diffusion::variants.
    /// \{
    static constexpr std::string_view name = "in_place";
    static constexpr std::string_view summary = "whole arrays, summed in place into a reused grid";
    static constexpr std::string_view order = "numpy_in_place";
    static constexpr bool vectorised = true;

    template <class L, std::size_t Rank>
    [[nodiscard]] static std::size_t scratch(const std::array<std::size_t, Rank>& extents,
                                             std::int64_t, int) noexcept {
        return 2 * number_of_cells(extents);
    }

    template <class L, std::size_t Rank, boundary B, execution_policy Execution>
    static void evolve(grid_view<typename L::value_type, Rank> u,
                       const parameters<typename L::value_type>& p, std::int64_t steps, B outside,
                       Execution how, std::span<typename L::value_type> scratch) noexcept {
        using T = typename L::value_type;
        const grid_view<T, Rank> sum(scratch.data(), u.extents());
        const grid_view<T, Rank> rolled(scratch.data() + u.size(), u.extents());
        const T rate = pinned(pinned(p.D) * pinned(p.dt));
        const whole_grids<L, Rank, B, Execution> whole(outside, how);

        for (std::int64_t step = 0; step < steps; ++step) {
            whole.apply(sum, std::multiplies<>{}, u, -T(2 * Rank));
            for (std::size_t axis = 0; axis < Rank; ++axis) {
                for (const int side : {-1, +1}) {
                    whole.roll(u, axis, side, rolled);
                    whole.apply(sum, std::plus<>{}, sum, rolled);
                }
            }
            whole.apply(sum, std::multiplies<>{}, sum, rate);
            whole.apply(u, std::plus<>{}, sum, u);
        }
    }
    /// \}
};

} // namespace HPK_ISA
} // namespace hpk::diffusion
