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

/// The third rung: operations on whole grids in place of a loop over cells; each makes a temporary.
/// New value: c + ((dt*D) * ((((N+S)+W)+E) - 4c)). Source: Gorelick and Ozsvald, High Performance
/// Python, 3rd ed., chapter 6 (numpy.roll). Scratch: two grids. Every operation of the formula
/// reads and writes whole grids in memory.
struct roll {
    /// The members of every variant: see hpk::diffusion::variants.
    /// \{
    static constexpr std::string_view name = "roll";
    static constexpr std::string_view summary =
        "whole arrays: rolled copies, summed through temporaries";
    static constexpr std::string_view order = "roll";
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
        const grid_view<T, Rank> temporary(scratch.data() + u.size(), u.extents());
        const T rate = pinned(pinned(p.dt) * pinned(p.D));
        const whole_grids<L, Rank, B, Execution> whole(outside, how);

        for (std::int64_t step = 0; step < steps; ++step) {
            whole.roll(u, 0, -1, sum);
            whole.roll(u, 0, +1, temporary);
            whole.apply(sum, std::plus<>{}, sum, temporary);
            for (std::size_t axis = 1; axis < Rank; ++axis) {
                for (const int side : {-1, +1}) {
                    whole.roll(u, axis, side, temporary);
                    whole.apply(sum, std::plus<>{}, sum, temporary);
                }
            }
            whole.apply(temporary, std::multiplies<>{}, u, T(2 * Rank));
            whole.apply(sum, std::minus<>{}, sum, temporary);
            whole.apply(sum, std::multiplies<>{}, sum, rate);
            whole.apply(u, std::plus<>{}, u, sum);
        }
    }
    /// \}
};

} // namespace HPK_ISA
} // namespace hpk::diffusion
