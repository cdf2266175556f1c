// SPDX-License-Identifier: MIT
#pragma once

#include <algorithm>
#include <array>
#include <concepts>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>

#include "hpk/core/execution.hpp"
#include "hpk/core/grid_view.hpp"
#include "hpk/diffusion/boundary.hpp"
#include "hpk/diffusion/orders.hpp"
#include "hpk/diffusion/parameters.hpp"
#include "hpk/diffusion/sweep.hpp"
#include "hpk/diffusion/two_grids.hpp"

namespace hpk::diffusion {
inline namespace HPK_ISA {

/// One pass over memory per step: the whole formula is evaluated where its cells are, several rows
/// at a time so that each is loaded less than once a row. What a good compiler makes of the loop
/// that a C programmer writes, and the most that a single pass can do: beyond the caches it runs at
/// the speed of memory.
/// Source: the C kernel of Gorelick and Ozsvald, High Performance Python, 3rd ed. Scratch: one grid
/// and a row.
struct fused {
    /// What every variant has: see hpk::diffusion::variants.
    /// \{
    static constexpr std::string_view name = "fused";
    static constexpr std::string_view summary = "the whole formula in one pass over memory";
    static constexpr bool vectorised = true;

    template <class L, std::size_t Rank>
    [[nodiscard]] static std::size_t scratch(const std::array<std::size_t, Rank>& extents,
                                             std::int64_t, int) noexcept {
        using T = typename L::value_type;
        return page<T> + second_grid<T>(extents) + extents[Rank - 1];
    }

    template <class L, std::size_t Rank, boundary B, execution_policy Execution>
    static void evolve(grid_view<typename L::value_type, Rank> u,
                       const parameters<typename L::value_type>& p, std::int64_t steps, B outside,
                       Execution how, std::span<typename L::value_type> scratch) noexcept {
        using T = typename L::value_type;
        T* const second = well_apart_from<T, Rank>(u, scratch.data());
        T* const outside_row = second + second_grid<T>(u.extents());
        if constexpr (is_fixed<B>) std::fill_n(outside_row, u.columns(), outside.value);
        sweep<L, Rank, B> s(p, outside, u.extents(), outside_row);
        // Two grids that no cache holds: what is written would only push out what is to be read.
        const bool streaming = 2 * u.size() * sizeof(T) > largest_cached;
        step_between_two_grids<B>(
            u, std::span<T>(second, u.size()), steps, how, [&](auto from, auto to) {
                distribute(how, s.pieces(), [&] {
                    return [&, at_end = stream_end{streaming}](std::ptrdiff_t i) {
                        if (streaming)
                            s.template piece<true>(i, from, to);
                        else
                            s.template piece<false>(i, from, to);
                    };
                });
            });
    }
    /// \}

private:
    static constexpr std::size_t largest_cached = std::size_t{24} << 20;

    /// Cells in the 4 KiB below which processors compare addresses first.
    template <class T>
    static constexpr std::size_t page = 4096 / sizeof(T);

    /// The first place in scratch memory that lies well, modulo a page, for a second grid beside u.
    /// A load waits for a recent store at the same distance from the start of a page, even though
    /// of another one: so what is written is kept away from what is read. That goes for all rows of
    /// a block, and for the slabs around them.
    template <class T, std::size_t Rank>
    static T* well_apart_from(grid_view<const T, Rank> u, T* scratch) noexcept {
        constexpr std::size_t bytes = page<T> * sizeof(T);
        const std::size_t row = u.row_stride() * sizeof(T);
        const std::size_t slab = Rank == 3 ? u.extents()[Rank - 2] * row : 0;
        const auto closest = [&](std::size_t distance) {
            std::size_t result = bytes;
            for (std::size_t rows = 0; rows <= 8; ++rows)
                for (std::size_t slabs = 0; slabs <= (Rank == 3 ? 2 : 0); ++slabs) {
                    const std::size_t apart =
                        (distance + (rows - 4) * row + (slabs - Rank / 3) * slab) % bytes;
                    result = std::min({result, apart, bytes - apart});
                }
            return result;
        };
        std::size_t chosen = bytes / 2;
        if (u.size() * sizeof(T) > bytes) { // there is time to look for a better one
            std::size_t widest = closest(chosen);
            for (std::size_t distance = 128; distance < bytes; distance += 128) {
                const std::size_t apart = closest(distance);
                if (apart > widest) {
                    widest = apart;
                    chosen = distance;
                }
            }
        }
        const auto from = reinterpret_cast<std::uintptr_t>(scratch);
        const auto to = reinterpret_cast<std::uintptr_t>(u.data()) + chosen;
        return scratch + (to - from) % bytes / sizeof(T);
    }

    template <class T, std::size_t Rank>
    static std::size_t second_grid(const std::array<std::size_t, Rank>& extents) noexcept {
        constexpr std::size_t line = 64 / sizeof(T);
        return (number_of_cells(extents) + line - 1) / line * line;
    }
};

} // namespace HPK_ISA
} // namespace hpk::diffusion
