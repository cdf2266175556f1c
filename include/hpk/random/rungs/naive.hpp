// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>

#include "hpk/core/exact.hpp"
#include "hpk/random/numbers/fill.hpp"
#include "hpk/random/numbers/unit_interval.hpp"

namespace hpk::random {
inline namespace HPK_ISA {

/// A call per number. Source: Gorelick and Ozsvald, chapter 10, whose loop over darts this is.
struct naive {
    /// What every variant has: see hpk::random::variants.
    /// \{
    static constexpr std::string_view name = "naive";
    static constexpr std::string_view summary = "a call per number";
    static constexpr bool vectorised = false;
    /// \}

    /// Writes numbers: see hpk::random::variants.
    template <class Backend, class T, class Engine>
    static void fill(Engine& engine, T* to, std::size_t count) noexcept {
        for (std::size_t k = 0; k < count; ++k) to[k] = detail::next<T>(engine);
    }

    /// Counts darts: see hpk::random::variants.
    template <class Backend, class Engine>
    static std::int64_t count(Engine& of_x, Engine& of_y, std::size_t darts) noexcept {
        std::int64_t inside = 0;
        for (std::size_t k = 0; k < darts; ++k) {
            const double x = uniform(of_x), y = uniform(of_y);
            if (pinned(pinned(x * x) + pinned(y * y)) <= 1) ++inside;
        }
        return inside;
    }
};

} // namespace HPK_ISA
} // namespace hpk::random
