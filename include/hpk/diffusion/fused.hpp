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
        T* const second = half_a_page_from(u.data(), scratch.data());
        T* const outside_row = second + second_grid<T>(u.extents());
        if constexpr (is_fixed<B>) std::fill_n(outside_row, u.columns(), outside.value);
        sweep<L, Rank, B> s(p, outside, u.extents(), outside_row);
        // Two grids that no cache holds: what is written would only push out what is to be read.
        const bool streaming = 2 * u.size() * sizeof(T) > largest_cached;
        step_between_two_grids<B>(u, std::span<T>(second, u.size()), steps, how,
                                  [&](auto from, auto to) {
                                      distribute(how, s.pieces(), [&] {
                                          return [&](std::ptrdiff_t i) {
                                              if (streaming)
                                                  s.template piece<true>(i, from, to);
                                              else
                                                  s.template piece<false>(i, from, to);
                                          };
                                      });
                                  });
    }

private:
    static constexpr std::size_t largest_cached = std::size_t{24} << 20;

    /// Cells in the 4 KiB below which processors compare addresses first.
    template <class T>
    static constexpr std::size_t page = 4096 / sizeof(T);

    /// The first place in scratch memory that is half a page away from u, but for whole pages. A
    /// load waits for a store that was made at the same distance from the start of a page, even
    /// though of another one; this keeps the cells that are read away from those just written.
    template <class T>
    static T* half_a_page_from(const T* u, T* scratch) noexcept {
        const auto distance = (reinterpret_cast<std::uintptr_t>(u) + 2048 -
                               reinterpret_cast<std::uintptr_t>(scratch)) %
                              4096;
        return scratch + distance / sizeof(T);
    }

    template <class T, std::size_t Rank>
    static std::size_t second_grid(const std::array<std::size_t, Rank>& extents) noexcept {
        constexpr std::size_t line = 64 / sizeof(T);
        return (number_of_cells(extents) + line - 1) / line * line;
    }
};

} // namespace HPK_ISA
} // namespace hpk::diffusion
