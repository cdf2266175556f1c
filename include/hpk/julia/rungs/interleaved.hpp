// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <string_view>

#include "hpk/julia/orbits/group.hpp"
#include "hpk/julia/orbits/groupwise.hpp"

namespace hpk::julia {
inline namespace HPK_ISA {

/// The fourth rung: four vectors in flight. While one waits for a product, the other three keep the
/// multipliers and adders busy. In a plane they lie above one another.
struct interleaved : groupwise<interleaved, 4> {
    /// The members of every variant: see hpk::julia::variants.
    /// \{
    static constexpr std::string_view name = "interleaved";
    static constexpr std::string_view summary = "four vectors in flight to hide latency";
    static constexpr bool vectorised = true;
    static constexpr bool takes_sets = true;

    template <class L, std::size_t V, class Points>
    static void count(const Points& points, std::size_t k, int max_iterations) noexcept {
        count_group<L, V>(points, k, max_iterations);
    }
    /// \}
};

} // namespace HPK_ISA
} // namespace hpk::julia
