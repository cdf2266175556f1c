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
#include "hpk/diffusion/window.hpp"

namespace hpk::diffusion {
inline namespace HPK_ISA {

/// The top rung: many steps in each pass over memory.
///
/// The first round deals the rows out to lanes, the last one puts them back in order; between them
/// the grid lives in scratch memory, dealt out.
struct time_blocked {
    static constexpr std::string_view name = "time_blocked";
    static constexpr std::string_view summary = "many steps in one pass over memory";
    static constexpr bool vectorised = true;

    template <class L, std::size_t Rank>
    [[nodiscard]] static std::size_t scratch(const std::array<std::size_t, Rank>& extents,
                                             std::int64_t steps, int threads) noexcept {
        // Tiles reach furthest under periodic boundaries.
        return layout<L, Rank, periodic>(extents, steps, threads).total;
    }

    template <class L, std::size_t Rank, boundary B, execution_policy Execution>
    static void evolve(grid_view<typename L::value_type, Rank> u,
                       const parameters<typename L::value_type>& p, std::int64_t steps, B outside,
                       Execution how, std::span<typename L::value_type> scratch) noexcept {
        if (steps == 0) return;
        run<L, Rank, B, bounded_c_order<L, Rank>>(u, p, steps, outside, how, scratch);
    }

private:
    static int thread_count(sequential) noexcept { return 1; }
    static int thread_count(parallel how) noexcept { return how.threads; }

    /// How scratch memory is divided.
    template <class L, std::size_t Rank, boundary B>
    struct layout {
        layout(const std::array<std::size_t, Rank>& extents, std::int64_t steps, int threads) noexcept
            : cut(extents, steps, threads) {
            rows = 1;
            for (std::size_t axis = 0; axis + 1 < Rank; ++axis) rows *= extents[axis];
            grid = whole_lines(dealt_grid<L, B>::size(cut.cut(), rows));
            window = whole_lines(diffusion::window<L, Rank, B, c_order<L, Rank>>::scratch(
                cut.cut().row(), cut.rows_in_slab(), cut.steps_of(0)));
            total = (cut.rounds() > 2 ? 2 : 1) * grid + static_cast<std::size_t>(threads) * window;
        }
        static std::size_t whole_lines(std::size_t elements) noexcept {
            return (elements + 63) / 64 * 64;
        }
        tiling<L, Rank, B> cut;
        std::size_t rows, grid, window, total;
    };

    template <class L, std::size_t Rank, boundary B, class Order, execution_policy Execution>
    static void run(grid_view<typename L::value_type, Rank> u,
                    const parameters<typename L::value_type>& p, std::int64_t steps, B outside,
                    Execution how, std::span<typename L::value_type> scratch) noexcept {
        using T = typename L::value_type;
        using source = grid_view<const T, Rank>;
        const layout<L, Rank, B> memory(u.extents(), steps, thread_count(how));
        const tiling<L, Rank, B>& cut = memory.cut;
        const Order order(p);
        T* const windows = scratch.data();
        T* const grids = windows + static_cast<std::size_t>(thread_count(how)) * memory.window;
        std::array dealt{dealt_grid<L, B>(grids, cut.cut(), memory.rows),
                         dealt_grid<L, B>(grids + memory.grid, cut.cut(), memory.rows)};

        std::int64_t round = 0;
        const auto pass = [&](auto from, auto to) {
            const std::ptrdiff_t at_once = cut.steps_of(round++);
            std::atomic<std::size_t> workers = 0;
            distribute(how, cut.tiles(), [&] {
                window<L, Rank, B, Order> w(order, outside, u.extents(), cut.cut(),
                                            windows + workers++ * memory.window);
                return [&, w](std::ptrdiff_t i) mutable {
                    w.advance_tile(cut(i, at_once), at_once, from, to);
                };
            });
        };
        pass(source(u), dealt[0]);
        while (round < cut.rounds() - 1) {
            pass(dealt[0], dealt[1]);
            std::swap(dealt[0], dealt[1]);
        }
        pass(dealt[0], u);
    }
};

} // namespace HPK_ISA
} // namespace hpk::diffusion
