// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <string_view>
#include <type_traits>

#include "hpk/julia/orbits/groupwise.hpp"

namespace hpk::julia {
inline namespace HPK_ISA {

/// The second rung: the complex numbers written out in real and imaginary parts, and |z|² < 4 in
/// place of |z| < 2, which saves the square root. One point at a time, on the scalar backend.
/// Source: Gorelick and Ozsvald, High Performance Python, 3rd ed., chapter 7.
struct expanded : groupwise<expanded, 1> {
    /// The members of every variant: see hpk::julia::variants.
    /// \{
    static constexpr std::string_view name = "expanded";
    static constexpr std::string_view summary =
        "real and imaginary parts, the norm in place of the absolute value";
    static constexpr bool vectorised = false;
    static constexpr bool takes_sets = true;

    template <class L, std::size_t, class Points>
    static void count(const Points& points, std::size_t k, int max_iterations) noexcept {
        auto z = points.template start<L>(0, k);
        const auto c = points.template parameters<L, 1>(k)[0];
        const auto& rule = points.rule();
        const L limit = L::broadcast(rule.limit);
        int n = 0;
        L norm = L::broadcast(0);
        for (; n < max_iterations; ++n) {
            norm = rule.formula.advance(z, c);
            if (!(norm < limit).value || is_stopped(rule, n)) break;
        }
        const lanes<std::int32_t, scalar> count{n};
        if constexpr (std::remove_cvref_t<decltype(rule)>::keeps_norms)
            points.store(count, n < max_iterations ? norm : L::broadcast(0), 0, k);
        else
            points.store(count, 0, k);
    }
    /// \}
};

} // namespace HPK_ISA
} // namespace hpk::julia
