// SPDX-License-Identifier: MIT
#pragma once

#include <array>
#include <atomic>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>

#include "hpk/core/execution.hpp"
#include "hpk/core/grid_view.hpp"
#include "hpk/diffusion/boundary.hpp"
#include "hpk/diffusion/orders.hpp"
#include "hpk/diffusion/parameters.hpp"
#include "hpk/diffusion/tiling.hpp"
#include "hpk/diffusion/two_grids.hpp"
#include "hpk/diffusion/window.hpp"

namespace hpk::diffusion {
inline namespace HPK_ISA {

/// The top rung: many steps in each pass over memory.
struct time_blocked {
    static constexpr std::string_view name = "time_blocked";
    static constexpr std::string_view summary = "many steps in one pass over memory";
    static constexpr bool vectorised = true;

    template <class L, std::size_t Rank>
    [[nodiscard]] static std::size_t scratch(const std::array<std::size_t, Rank>& extents,
                                             std::int64_t steps, int threads) noexcept {
        // The reach is widest under periodic boundaries.
        const tiling<L, Rank, periodic> cut(extents, steps, threads);
        return grid_scratch<L>(extents) +
               static_cast<std::size_t>(threads) * window_scratch<L>(cut);
    }

    template <class L, std::size_t Rank, boundary B, execution_policy Execution>
    static void evolve(grid_view<typename L::value_type, Rank> u,
                       const parameters<typename L::value_type>& p, std::int64_t steps, B outside,
                       Execution how, std::span<typename L::value_type> scratch) noexcept {
        using T = typename L::value_type;
        const int threads = thread_count(how);
        const tiling<L, Rank, B> cut(u.extents(), steps, threads);
        const std::size_t share = window_scratch<L>(tiling<L, Rank, periodic>(u.extents(), steps, threads));
        T* const windows = scratch.data() + grid_scratch<L>(u.extents());
        std::int64_t round = 0;
        step_between_two_grids<B>(u, scratch, cut.rounds(), how, [&](auto from, auto to) {
            const std::ptrdiff_t at_once = cut.steps_of(round++);
            std::atomic<std::size_t> workers = 0;
            distribute(how, cut.tiles(), [&] {
                window<L, Rank, B, c_order<L, Rank>> w(p, outside, windows + workers++ * share);
                return [&, w](std::ptrdiff_t i) mutable {
                    w.advance_tile(cut(i, at_once), at_once, from, to);
                };
            });
        });
    }

private:
    static int thread_count(sequential) noexcept { return 1; }
    static int thread_count(parallel how) noexcept { return how.threads; }

    template <class L, std::size_t Rank>
    static std::size_t grid_scratch(const std::array<std::size_t, Rank>& extents) noexcept {
        return (number_of_cells(extents) + 63) / 64 * 64;
    }

    template <class L, std::size_t Rank>
    static std::size_t window_scratch(const tiling<L, Rank, periodic>& cut) noexcept {
        if (cut.rounds() == 0) return 0;
        std::size_t most = 0;
        const std::ptrdiff_t at_once = cut.steps_of(0);
        for (std::ptrdiff_t i = 0; i < cut.tiles(); ++i)
            most = std::max(most, window<L, Rank, periodic, c_order<L, Rank>>::scratch(cut(i, at_once), at_once));
        return (most + 63) / 64 * 64;
    }
};

} // namespace HPK_ISA
} // namespace hpk::diffusion
