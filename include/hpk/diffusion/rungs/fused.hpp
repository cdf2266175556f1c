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
#include "hpk/diffusion/parameters.hpp"
#include "hpk/diffusion/sweeps/single_sweeps.hpp"

namespace hpk::diffusion {
inline namespace HPK_ISA {

/// One pass over memory per step: the whole formula is evaluated for several rows at a time, so
/// that neighbouring rows share their loads. This is the loop of a C programmer, as a good compiler
/// vectorises it. No single pass can be faster on large grids: beyond the caches it runs at memory
/// speed. Source: the C kernel of Gorelick and Ozsvald, High Performance Python, 3rd ed. Scratch:
/// one grid and a row.
struct fused {
    /// The members of every variant: see hpk::diffusion::variants.
    /// \{
    static constexpr std::string_view name = "fused";
    static constexpr std::string_view summary = "the whole formula in one pass over memory";
    static constexpr std::string_view order = "c";
    static constexpr bool vectorised = true;

    template <class L, std::size_t Rank>
    [[nodiscard]] static std::size_t scratch(const std::array<std::size_t, Rank>& extents,
                                             std::int64_t, int) noexcept {
        return single_sweeps<L, Rank>::scratch(extents);
    }

    template <class L, std::size_t Rank, boundary B, execution_policy Execution>
    static void evolve(grid_view<typename L::value_type, Rank> u,
                       const parameters<typename L::value_type>& p, std::int64_t steps, B outside,
                       Execution how, std::span<typename L::value_type> scratch) noexcept {
        single_sweeps<L, Rank>::evolve(u, p, steps, outside, how, scratch);
    }
    /// \}
};

} // namespace HPK_ISA
} // namespace hpk::diffusion
