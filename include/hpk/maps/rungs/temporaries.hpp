// SPDX-License-Identifier: MIT
#pragma once

#include <string_view>

#include "hpk/core/execution.hpp"
#include "hpk/core/isa.hpp"
#include "hpk/maps/arrays/evaluate.hpp"

namespace hpk::maps {
inline namespace HPK_ISA {

/// Each operation of f goes over the whole arrays and writes a temporary of their size, on one
/// thread: beyond the caches most of the time goes to memory. Of ranges that do not follow each
/// other in memory at most 4096 elements are taken at a time. Source: Gorelick and Ozsvald, High
/// Performance Python, 3rd ed., chapters 6 and 12 (numpy).
struct temporaries {
    /// What every variant has: see hpk::maps::variants.
    /// \{
    static constexpr std::string_view name = "temporaries";
    static constexpr std::string_view summary = "a temporary array per operation, like numpy";
    static constexpr bool vectorised = true;

    template <class L, class Source, class Output>
    static void map(const Source& source, const Output& out, execution_policy auto) {
        detail::evaluate_by_arrays<L>(source, out, source.size(), sequential{});
    }
    /// \}
};

} // namespace HPK_ISA
} // namespace hpk::maps
