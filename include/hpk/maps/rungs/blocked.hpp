// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <string_view>

#include "hpk/core/execution.hpp"
#include "hpk/core/isa.hpp"
#include "hpk/maps/arrays/evaluate.hpp"

namespace hpk::maps {
inline namespace HPK_ISA {

/// As `temporaries`, but a block of 1024 elements at a time, whose temporaries stay in the
/// first-level cache. Source: Gorelick and Ozsvald, High Performance Python, 3rd ed., chapters 6
/// and 12 (numexpr).
struct blocked {
    /// What every variant has: see hpk::maps::variants.
    /// \{
    static constexpr std::string_view name = "blocked";
    static constexpr std::string_view summary = "temporaries of 1024 elements, like numexpr";
    static constexpr bool vectorised = true;

    template <class L, class Source, class Output>
    static void map(const Source& source, const Output& out, execution_policy auto how) {
        constexpr std::size_t block = 1024;
        detail::evaluate_by_arrays<L>(source, out, block, how);
    }
    /// \}
};

} // namespace HPK_ISA
} // namespace hpk::maps
