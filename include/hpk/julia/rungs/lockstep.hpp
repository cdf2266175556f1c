// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <string_view>

#include "hpk/julia/orbits/group.hpp"
#include "hpk/julia/orbits/groupwise.hpp"

namespace hpk::julia {
inline namespace HPK_ISA {

/// The third rung: one vector at a time, all its lanes in step until the last has escaped.
/// Each operation waits for the one before it, so the execution units stand idle most of the time.
struct lockstep : groupwise<lockstep, 1> {
    /// The members of every variant: see hpk::julia::variants.
    /// \{
    static constexpr std::string_view name = "lockstep";
    static constexpr std::string_view summary = "one vector of points, all lanes in step";
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
