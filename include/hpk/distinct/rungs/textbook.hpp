// SPDX-License-Identifier: MIT
#pragma once

#include <string_view>

#include "hpk/distinct/registers/key_by_key.hpp"
#include "hpk/distinct/registers/registers.hpp"

namespace hpk::distinct {
inline namespace HPK_ISA {

/// One key after the other: hash it, and store its rank if its register is lower. O(1) per key.
/// Source: Gorelick and Ozsvald, example 12-33, with ranks from 1 on.
struct textbook {
    /// What every variant has: see hpk::distinct::variants.
    /// \{
    static constexpr std::string_view name = "textbook";
    static constexpr std::string_view summary = "one key after the other, a branch per register";
    static constexpr bool vectorised = false;
    /// \}

    /// Adds keys to registers: see hpk::distinct::variants.
    template <class Backend>
    using adder = key_by_key<&registers_view::raise_if_lower>;
};

} // namespace HPK_ISA
} // namespace hpk::distinct
