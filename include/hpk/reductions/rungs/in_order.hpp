// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <string_view>

#include "hpk/core/execution.hpp"
#include "hpk/core/lanes.hpp"
#include "hpk/reductions/terms/elements.hpp"

namespace hpk::reductions {
inline namespace HPK_ISA {

/// Adds one term after the other, on one thread: each addition waits for the one before. Source:
/// Gorelick and Ozsvald, High Performance Python, 3rd ed., chapter 6 (pure Python); the result is
/// functools.reduce(operator.add, x) and numpy.cumsum(x)[-1].
struct in_order {
    /// What every variant has: see hpk::reductions::variants.
    /// \{
    static constexpr std::string_view name = "in_order";
    static constexpr std::string_view summary = "one term after the other";
    static constexpr std::string_view order = "in_order";
    static constexpr bool vectorised = false;

    template <class L, class Source>
    static typename L::value_type sum(const Source& s, execution_policy auto) noexcept {
        L sum = L::broadcast(-0.0F); // x + -0.0 is x
        detail::for_each_block(s, 0, s.size(), s.size(), [&](const auto& terms, std::size_t count) {
            for (std::size_t k = 0; k < count; ++k) sum = sum + terms.template at<L>(k);
        });
        return sum.value;
    }
    /// \}
};

} // namespace HPK_ISA
} // namespace hpk::reductions
