// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>

#include "hpk/diffusion/affine_sides.hpp"
#include "hpk/diffusion/sweeps/plain_step.hpp"
#include "hpk/diffusion/sweeps/two_grids.hpp"

namespace hpk::diffusion {
inline namespace HPK_ISA {

/// The second rung: the same loops, but two grids take turns, and none is allocated per step.
/// Source: Gorelick and Ozsvald, High Performance Python, 3rd ed., chapter 6 (pure Python with
/// memory reused). Scratch: a grid for each field.
struct buffered {
    /// The members of every variant: see hpk::diffusion::variants.
    /// \{
    static constexpr std::string_view name = "buffered";
    static constexpr std::string_view summary = "a loop over cells, two grids taking turns";
    static constexpr std::string_view order = "python";
    static constexpr bool vectorised = false;
    static constexpr bool takes_rules = true;

    template <class L, class Request>
    [[nodiscard]] static std::size_t scratch(const Request& r) noexcept {
        return r.fields().size() * r.u.size();
    }

    template <class L, class Request>
    static void evolve(const Request& r) noexcept {
        auto second = r.fields();
        for (std::size_t f = 0; f < second.size(); ++f)
            second[f] = {r.scratch.data() + f * r.u.size(), r.u.extents()};
        std::int64_t done = 0;
        step_between(r, second, [&](const auto& from, const auto& to) {
            plain_step<L>(from, to, r.p, after_steps(r.outside, done++), r.how);
        });
    }
    /// \}
};

} // namespace HPK_ISA
} // namespace hpk::diffusion
