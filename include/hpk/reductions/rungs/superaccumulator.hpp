// SPDX-License-Identifier: MIT
#pragma once

#include <string_view>

#include "hpk/core/execution.hpp"
#include "hpk/core/lanes.hpp"
#include "hpk/reductions/exact/adders.hpp"
#include "hpk/reductions/exact/exact_sum.hpp"

namespace hpk::reductions {
inline namespace HPK_ISA {

/// Adds each term to a fixed-point number that is wide enough for all. Source: U. Kulisch, Very
/// fast and exact accumulation of products, 2011.
struct superaccumulator {
    /// What every variant has: see hpk::reductions::variants.
    /// \{
    static constexpr std::string_view name = "superaccumulator";
    static constexpr std::string_view summary = "a fixed-point number wide enough for all terms";
    static constexpr std::string_view order = "exact";
    static constexpr bool vectorised = false;

    /// \throws std::bad_alloc if there is no memory for the sums that threads make
    template <class L, class Source, execution_policy Execution>
    static typename L::value_type sum(const Source& s, Execution how) {
        using adder = detail::one_by_one<typename detail::exact_terms<Source>::type>;
        return detail::exact_sum_of<adder, L>(s, how);
    }
    /// \}
};

} // namespace HPK_ISA
} // namespace hpk::reductions
