// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <functional>
#include <string_view>

#include "hpk/diffusion/cells/elementwise.hpp"
#include "hpk/diffusion/cells/shifted.hpp"
#include "hpk/diffusion/sweeps/stretches.hpp"
#include "hpk/diffusion/sweeps/two_grids.hpp"

namespace hpk::diffusion {
inline namespace HPK_ISA {

/// The sixth rung: the same expression as whole-array operations, but evaluated block by block,
/// with all operations on one block of cells before the next, so that the temporary never leaves
/// the first-level cache. New value: ((((((((-4c)+N)+S)+W)+E) * D) * dt) + c. Source: numexpr;
/// Gorelick and Ozsvald, High Performance Python, 3rd ed., chapter 6. Scratch: one grid, the other
/// of two that take turns.
struct cache_blocked {
    /// The members of every variant: see hpk::diffusion::variants.
    /// \{
    static constexpr std::string_view name = "cache_blocked";
    static constexpr std::string_view summary =
        "the whole-array expression, evaluated block by block";
    static constexpr std::string_view order = "cache_blocked";
    static constexpr bool vectorised = true;

    template <class L, class Request>
    [[nodiscard]] static std::size_t scratch(const Request& r) noexcept {
        return r.u.size();
    }

    template <class L, class Request>
    static void evolve(const Request& r) noexcept {
        using T = typename L::value_type;
        constexpr std::size_t rank = Request::rank;
        step_between_two_grids(r, [&](auto from, auto to) {
            for_each_stretch(r.u.extents(), r.outside, r.how, [&](stretch s) {
                alignas(64) T sum[longest_stretch];
                const std::size_t n = s.size();
                const T* const c = from.row(s.row) + s.first;
                elementwise<L>(n, sum, std::multiplies<>{}, c, -T(2 * rank));
                for (std::size_t axis = 0; axis < rank; ++axis)
                    for (const int side : {-1, +1})
                        for_each_shifted_run(from, s, axis, side, r.outside,
                                             [&](std::size_t k, std::size_t run, auto neighbours) {
                                                 elementwise<L>(run, sum + k, std::plus<>{},
                                                                sum + k, neighbours);
                                             });
                elementwise<L>(n, sum, std::multiplies<>{}, sum, r.p.D);
                elementwise<L>(n, sum, std::multiplies<>{}, sum, r.p.dt);
                elementwise<L>(n, to.row(s.row) + s.first, std::plus<>{}, sum, c);
            });
        });
    }
    /// \}
};

} // namespace HPK_ISA
} // namespace hpk::diffusion
