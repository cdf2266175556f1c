// SPDX-License-Identifier: MIT
#pragma once

#include <string_view>

#include "hpk/core/backend.hpp"
#include "hpk/core/execution.hpp"
#include "hpk/core/lanes.hpp"
#include "hpk/reductions/exact/exact_sum.hpp"
#include "hpk/reductions/exact/extraction.hpp"

namespace hpk::reductions {
inline namespace HPK_ISA {

/// Takes the upper bits of blocks of terms in registers, then the bits that are left, as exact
/// integers; see detail::extraction. From memory it is as quick as a plain sum.
struct extracted {
    /// What every variant has: see hpk::reductions::variants.
    /// \{
    static constexpr std::string_view name = "extracted";
    static constexpr std::string_view summary =
        "the upper bits of blocks, then the rest, as integers";
    static constexpr std::string_view order = "exact";
    static constexpr bool vectorised = true;

    /// \throws std::bad_alloc if there is no memory for the sums that threads make
    template <class L, class Source, execution_policy Execution>
    static typename L::value_type sum(const Source& s, Execution how) {
        using terms = typename detail::exact_terms<Source>::type;
        using adder =
            detail::extraction<lanes<double, backend_for<extracted, typename L::backend, double>>,
                               terms>;
        return detail::exact_sum_of<adder, L>(s, how);
    }
    /// \}
};

} // namespace HPK_ISA
} // namespace hpk::reductions
