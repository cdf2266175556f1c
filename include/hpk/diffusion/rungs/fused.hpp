// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <string_view>

#include "hpk/diffusion/sweeps/single_sweeps.hpp"

namespace hpk::diffusion {
inline namespace HPK_ISA {

/// One pass over memory per step: the whole formula is evaluated for several rows at a time, so
/// that neighbouring rows share their loads. This is the loop of a C programmer, as a good compiler
/// vectorises it. No single pass can be faster on large grids: beyond the caches it runs at memory
/// speed. Source: the C kernel of Gorelick and Ozsvald, High Performance Python, 3rd ed. Scratch:
/// a grid for each field, and a row.
struct fused {
    /// The members of every variant: see hpk::diffusion::variants.
    /// \{
    static constexpr std::string_view name = "fused";
    static constexpr std::string_view summary = "the whole formula in one pass over memory";
    static constexpr std::string_view order = "c";
    static constexpr bool vectorised = true;
    static constexpr bool takes_rules = true;

    template <class L, class Request>
    [[nodiscard]] static std::size_t scratch(const Request& r) noexcept {
        return single_sweeps<L, Request::rank>::scratch(r);
    }

    template <class L, class Request>
    static void evolve(const Request& r) noexcept {
        single_sweeps<L, Request::rank>::evolve(r);
    }
    /// \}
};

} // namespace HPK_ISA
} // namespace hpk::diffusion
