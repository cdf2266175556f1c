// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <string_view>

#include "hpk/core/exact.hpp"
#include "hpk/core/grid_view.hpp"
#include "hpk/diffusion/cells/whole_grids.hpp"

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

    template <class L, class Request>
    [[nodiscard]] static std::size_t scratch(const Request& r) noexcept {
        return 2 * r.u.size();
    }

    template <class L, class Request>
    static void evolve(const Request& r) noexcept {
        using T = typename L::value_type;
        constexpr std::size_t rank = Request::rank;
        const grid_view<T, rank> u = r.u;
        const grid_view<T, rank> sum(r.scratch.data(), u.extents());
        const grid_view<T, rank> temporary(r.scratch.data() + u.size(), u.extents());
        const T rate = pinned(pinned(r.p.dt) * pinned(r.p.D));
        const whole_grids<L, Request> whole(r);

        for (std::int64_t step = 0; step < r.steps; ++step) {
            whole.roll(u, 0, -1, sum);
            whole.roll(u, 0, +1, temporary);
            whole.apply(sum, std::plus<>{}, sum, temporary);
            for (std::size_t axis = 1; axis < rank; ++axis) {
                for (const int side : {-1, +1}) {
                    whole.roll(u, axis, side, temporary);
                    whole.apply(sum, std::plus<>{}, sum, temporary);
                }
            }
            whole.apply(temporary, std::multiplies<>{}, u, T(2 * rank));
            whole.apply(sum, std::minus<>{}, sum, temporary);
            whole.apply(sum, std::multiplies<>{}, sum, rate);
            whole.apply(u, std::plus<>{}, u, sum);
        }
    }
    /// \}
};

} // namespace HPK_ISA
} // namespace hpk::diffusion
