// SPDX-License-Identifier: MIT
#pragma once

#include <string_view>

#include "hpk/distinct/registers/key_by_key.hpp"
#include "hpk/distinct/registers/registers.hpp"

namespace hpk::distinct {
inline namespace HPK_ISA {

/// Stores the maximum of the rank and the register always, which takes no branch: quicker than
/// `textbook` while the registers still rise often, and slower when hardly any does. O(1) per key.
struct branchless {
    /// What every variant has: see hpk::distinct::variants.
    /// \{
    static constexpr std::string_view name = "branchless";
    static constexpr std::string_view summary = "stores the maximum always, without a branch";
    static constexpr bool vectorised = false;
    /// \}

    /// Adds keys to registers: see hpk::distinct::variants.
    template <class Backend>
    using adder = key_by_key<&registers_view::raise>;
};

} // namespace HPK_ISA
} // namespace hpk::distinct
