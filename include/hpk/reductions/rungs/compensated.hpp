// SPDX-License-Identifier: MIT
#pragma once

#include <bit>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <string_view>

#include "hpk/core/exact.hpp"
#include "hpk/core/execution.hpp"
#include "hpk/core/lanes.hpp"
#include "hpk/reductions/terms/elements.hpp"

namespace hpk::reductions {
inline namespace HPK_ISA {

/// Adds one term after the other, on one thread, and the rounding errors of these additions apart.
/// The result is that of sum() in CPython 3.12 and later. Source: A. Neumaier,
/// Rundungsfehleranalyse einiger Verfahren zur Summation endlicher Summen, 1974.
struct compensated {
    /// What every variant has: see hpk::reductions::variants.
    /// \{
    static constexpr std::string_view name = "compensated";
    static constexpr std::string_view summary = "in order, with the rounding errors added apart";
    static constexpr std::string_view order = "compensated";
    static constexpr bool vectorised = false;

    template <class L, class Source>
    static typename L::value_type sum(const Source& s, execution_policy auto) noexcept {
        L sum = L::broadcast(0), errors = sum;
        detail::for_each_block(s, 0, s.size(), s.size(), [&](const auto& terms, std::size_t count) {
            for (std::size_t k = 0; k < count; ++k) {
                const L x = terms.template at<L>(k);
                const L next = sum + x;
                const bool smaller = size_of(sum) < size_of(x);
                errors = errors + (smaller ? (x - next) + sum : (sum - next) + x);
                sum = next;
            }
        });
        if (!is_finite(errors.value)) return sum.value;
        return (sum + errors).value;
    }
    /// \}

private:
    /// Integers in the order of the absolute values.
    template <class L>
    static auto size_of(L x) noexcept {
        using integer = integer_like<typename L::value_type>;
        return std::bit_cast<integer>(x.value) & (std::numeric_limits<integer>::max)();
    }
};

} // namespace HPK_ISA
} // namespace hpk::reductions
