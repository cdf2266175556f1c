// SPDX-License-Identifier: MIT
#pragma once

#include <complex>
#include <cstddef>
#include <limits>
#include <string_view>
#include <type_traits>

#include "hpk/julia/orbits/groupwise.hpp"

namespace hpk::julia {
inline namespace HPK_ISA {

/// The lowest rung: complex numbers and their absolute value, the program that a book would print
/// first. One point at a time, on the scalar backend.
///
/// All variants stop at |z|² >= radius² with |z|² rounded as written. std::abs rounds differently
/// from library to library and with different flags, so near the radius the squared norm decides;
/// and z² is multiplied out, because compilers may fuse the products inside std::complex. Source:
/// Gorelick and Ozsvald, High Performance Python, 3rd ed., chapter 2.
struct complex_abs : groupwise<complex_abs, 1> {
    /// The members of every variant: see hpk::julia::variants.
    /// \{
    static constexpr std::string_view name = "complex_abs";
    static constexpr std::string_view summary =
        "std::complex and std::abs, as a book would print it";
    static constexpr bool vectorised = false;
    static constexpr bool takes_sets = true;

    template <class L, std::size_t, class Points>
    static void count(const Points& points, std::size_t k, int max_iterations) noexcept {
        auto z = points.template start<L>(0, k);
        const auto c = points.template parameters<L, 1>(k)[0];
        const auto& rule = points.rule();
        int n = 0;
        while (n < max_iterations && inside(z, rule) && !is_stopped(rule, n)) {
            rule.formula.advance(z, c);
            ++n;
        }
        const lanes<std::int32_t, scalar> count{n};
        if constexpr (std::remove_cvref_t<decltype(rule)>::keeps_norms)
            points.store(count, n < max_iterations ? norm(z) : L::broadcast(0), 0, k);
        else
            points.store(count, 0, k);
    }
    /// \}

private:
    /// True if |z| < radius, with the result of |z|² < radius² in floating-point arithmetic.
    template <class L, class Rule>
    static bool inside(const complex_lanes<L>& z, const Rule& rule) noexcept {
        using T = part_of<typename L::value_type>;
        const T doubt = 8 * std::numeric_limits<T>::epsilon() * rule.radius;
        const T magnitude =
            std::abs(std::complex<T>(first_part(z.re).value, first_part(z.im).value));
        if (magnitude < rule.radius - doubt) return true;
        if (magnitude > rule.radius + doubt) return false;
        return (norm(z) < L::broadcast(rule.limit)).value;
    }
};

} // namespace HPK_ISA
} // namespace hpk::julia
