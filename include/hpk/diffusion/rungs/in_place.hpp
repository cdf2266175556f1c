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
        const grid_view<T, rank> rolled(r.scratch.data() + u.size(), u.extents());
        const T rate = pinned(pinned(r.p.D) * pinned(r.p.dt));
        const whole_grids<L, Request> whole(r);

        for (std::int64_t step = 0; step < r.steps; ++step) {
            whole.apply(sum, std::multiplies<>{}, u, -T(2 * rank));
            for (std::size_t axis = 0; axis < rank; ++axis) {
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
