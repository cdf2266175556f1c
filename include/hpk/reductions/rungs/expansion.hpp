// SPDX-License-Identifier: MIT
#pragma once

#include <string_view>

#include "hpk/core/execution.hpp"
#include "hpk/core/lanes.hpp"
#include "hpk/reductions/exact/adders.hpp"
#include "hpk/reductions/exact/exact_sum.hpp"

namespace hpk::reductions {
inline namespace HPK_ISA {

/// The sum as doubles that do not overlap: as exact as the others, and what math.fsum of Python
/// does. Source: J. Shewchuk, Adaptive precision floating-point arithmetic and fast robust
/// geometric predicates, 1997.
struct expansion {
    /// What every variant has: see hpk::reductions::variants.
    /// \{
    static constexpr std::string_view name = "expansion";
    static constexpr std::string_view summary = "the sum as doubles that do not overlap";
    static constexpr std::string_view order = "exact";
    static constexpr bool vectorised = false;

    /// \throws std::bad_alloc if there is no memory for the sums that threads make
    template <class L, class Source, execution_policy Execution>
    static typename L::value_type sum(const Source& s, Execution how) {
        using adder = detail::growing_expansion<typename detail::exact_terms<Source>::type>;
        return detail::exact_sum_of<adder, L>(s, how);
    }
    /// \}
};

} // namespace HPK_ISA
} // namespace hpk::reductions
