// SPDX-License-Identifier: MIT
#pragma once

/// \file
/// The rules of an iteration: the formula, the radius of escape, and what is kept of an orbit
/// besides its count. Kernels that take any rule serve all sets.

#include "hpk/julia/orbits/formulas.hpp"
#include "hpk/julia/orbits/orbit.hpp"

namespace hpk::julia {
inline namespace HPK_ISA {

/// z² + c until |z|² >= 4; only counts are kept.
template <class T>
struct classic_rule {
    static constexpr quadratic formula{};      ///< what is iterated
    static constexpr T radius = 2;             ///< of escape
    static constexpr T limit = escape_norm<T>; ///< an orbit has escaped at |z|² >= limit
    /// From |z| < radius, any c with a part beyond this leads to |z| >= radius in one step.
    static constexpr T farthest_parameter = 8;
    static constexpr bool keeps_norms = false; ///< true if the rule has a member `norms`
};

/// Any formula until |z|² >= radius².
template <class T, class Formula>
struct formula_rule {
    Formula formula;
    T radius;
    T limit;
    /// Beyond any power that hpk has of any radius; its square may overflow, which is an escape.
    static constexpr T farthest_parameter = T(sizeof(T) == 4 ? 1e30 : 1e120);
    static constexpr bool keeps_norms = false;
};

/// Another rule, and |z|² of the first point of each orbit that has escaped, for all pixels of a
/// plane; 0 where the orbit has not.
template <class T, class Rule>
struct norm_keeping : Rule {
    T* norms;
    static constexpr bool keeps_norms = true;
};

} // namespace HPK_ISA
} // namespace hpk::julia
