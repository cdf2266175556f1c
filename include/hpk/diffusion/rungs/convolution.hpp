// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <span>
#include <string_view>

#include "hpk/core/exact.hpp"
#include "hpk/diffusion/cells/elementwise.hpp"
#include "hpk/diffusion/cells/filter.hpp"
#include "hpk/diffusion/sweeps/stretches.hpp"
#include "hpk/diffusion/sweeps/two_grids.hpp"

namespace hpk::diffusion {
inline namespace HPK_ISA {

/// The seventh rung: the Laplacian as a filter {1, -2, 1} along each axis, by the code for
/// arbitrary filters. New value: ((((-2c)+(N+S)) + ((-2c)+(W+E))) * (D*dt)) + c. Source:
/// scipy.ndimage.laplace. Scratch: one grid, the other of two that take turns.
struct convolution {
    /// The members of every variant: see hpk::diffusion::variants.
    /// \{
    static constexpr std::string_view name = "convolution";
    static constexpr std::string_view summary = "a three-tap filter along each axis";
    static constexpr std::string_view order = "convolution";
    static constexpr bool vectorised = true;

    template <class L, class Request>
    [[nodiscard]] static std::size_t scratch(const Request& r) noexcept {
        return r.u.size();
    }

    template <class L, class Request>
    static void evolve(const Request& r) noexcept {
        using T = typename L::value_type;
        static constexpr T second_difference[] = {1, -2, 1};
        const std::span<const T> taps(second_difference);
        const T rate = pinned(pinned(r.p.D) * pinned(r.p.dt));
        const auto multiply_add = [](auto a, auto b, auto c) { return a * b + c; };
        step_between_two_grids(r, [&](auto from, auto to) {
            for_each_stretch(r.u.extents(), r.outside, r.how, [&](stretch s) {
                alignas(64) T laplacian[longest_stretch];
                filter<L>(from, s, taps, r.outside, laplacian);
                elementwise<L>(s.size(), to.row(s.row) + s.first, multiply_add, laplacian, rate,
                               from.row(s.row) + s.first);
            });
        });
    }
    /// \}
};

} // namespace HPK_ISA
} // namespace hpk::diffusion
