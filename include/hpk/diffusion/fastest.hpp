// SPDX-License-Identifier: MIT
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>
#include <type_traits>

#include "hpk/core/execution.hpp"
#include "hpk/core/grid_view.hpp"
#include "hpk/diffusion/boundary.hpp"
#include "hpk/diffusion/parameters.hpp"

namespace hpk::diffusion {
inline namespace HPK_ISA {

/// The faster of two variants that give the same bits: `Many` for many steps, `Few` when there are
/// too few steps for the preparations of `Many` to pay.
template <class Few, class Many>
    requires(Few::order == Many::order)
struct quickest_of {
    /// The members of every variant: see hpk::diffusion::variants.
    /// \{
    static constexpr std::string_view name = "fastest";
    static constexpr std::string_view summary = "whichever is quickest for the number of steps";
    static constexpr std::string_view order = Many::order;
    static constexpr bool vectorised = true;

    /// The variant for a boundary: `Few` alone where `Many` does not support it.
    template <class B>
    using within = std::conditional_t<Many::template knows<B>, quickest_of, Few>;

    template <class L, std::size_t Rank>
    [[nodiscard]] static std::size_t scratch(const std::array<std::size_t, Rank>& extents,
                                             std::int64_t steps, int threads) noexcept {
        return steps < enough ? Few::template scratch<L>(extents, steps, threads)
                              : Many::template scratch<L>(extents, steps, threads);
    }

    template <class L, std::size_t Rank, boundary B, execution_policy Execution>
    static void evolve(grid_view<typename L::value_type, Rank> u,
                       const parameters<typename L::value_type>& p, std::int64_t steps, B outside,
                       Execution how, std::span<typename L::value_type> scratch) noexcept {
        if (steps < enough)
            Few::template evolve<L>(u, p, steps, outside, how, scratch);
        else
            Many::template evolve<L>(u, p, steps, outside, how, scratch);
    }
    /// \}

private:
    static constexpr std::int64_t enough = 4;
};

} // namespace HPK_ISA
} // namespace hpk::diffusion
