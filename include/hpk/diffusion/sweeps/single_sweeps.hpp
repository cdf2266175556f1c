// SPDX-License-Identifier: MIT
#pragma once

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>

#include "hpk/core/cache_line.hpp"
#include "hpk/core/execution.hpp"
#include "hpk/core/grid_view.hpp"
#include "hpk/core/vectors/stream.hpp"
#include "hpk/diffusion/boundary.hpp"
#include "hpk/diffusion/sweeps/stretches.hpp"
#include "hpk/diffusion/sweeps/sweep.hpp"
#include "hpk/diffusion/sweeps/two_grids.hpp"

namespace hpk::diffusion {
inline namespace HPK_ISA {

/// One sweep over memory per step, between the grid and a second one in scratch memory.
template <class L, std::size_t Rank>
class single_sweeps {
    using T = typename L::value_type;

public:
    /// Elements of scratch memory: a grid, room to place it and, unless the grid is a line, a row.
    [[nodiscard]] static std::size_t
    scratch(const std::array<std::size_t, Rank>& extents) noexcept {
        return aliasing_distance / sizeof(T) + second_grid(extents) +
               (Rank > 1 ? extents[Rank - 1] : 0);
    }

    template <class Request>
    static void evolve(const Request& r) noexcept {
        using B = typename Request::boundary_type;
        const grid_view<T, Rank> u = r.u;
        Request sweeps = r;
        sweeps.scratch = {well_apart_from(u, r.scratch.data()), u.size()};
        T* const outside_row = sweeps.scratch.data() + second_grid(u.extents());
        if constexpr (Rank > 1 && is_fixed<B>)
            std::fill_n(outside_row, u.columns(), r.outside.value);
        const sweep<L, Rank, B> s(r.p, r.outside, u.extents(), outside_row);
        // Too large for any cache: cached stores would only evict what is read next.
        const bool streaming = 2 * u.size() * sizeof(T) > largest_cached;
        step_between_two_grids(sweeps, [&](auto from, auto to) {
            distribute(r.how, s.chunks(), [&] {
                return [&, at_end = stream_end{streaming}](std::ptrdiff_t i) {
                    if (streaming)
                        s.template chunk<true>(i, from, to);
                    else
                        s.template chunk<false>(i, from, to);
                };
            });
        });
    }

private:
    static constexpr std::size_t largest_cached = std::size_t{24} << 20;

    /// The first address in scratch memory at which a second grid does not alias u (see
    /// hpk::aliasing_distance): the rows of a chunk that are written lie well apart from those that
    /// are read for them, including those of the slabs around.
    static T* well_apart_from(grid_view<const T, Rank> u, T* scratch) noexcept {
        constexpr std::size_t bytes = aliasing_distance;
        const std::size_t row = u.row_stride() * sizeof(T);
        const std::size_t slab = Rank == 3 ? u.extents()[Rank - 2] * row : 0;
        const auto closest = [&](std::size_t distance) {
            std::size_t result = bytes;
            for (std::size_t rows = 0; rows <= 8; ++rows)
                for (std::size_t slabs = 0; slabs <= (Rank == 3 ? 2 : 0); ++slabs) {
                    const std::size_t apart =
                        (distance + (rows - 4) * row + (slabs - Rank / 3) * slab) % bytes;
                    result = (std::min)({result, apart, bytes - apart});
                }
            return result;
        };
        std::size_t chosen = bytes / 2;
        if (u.size() * sizeof(T) > bytes) { // large enough for a search to pay
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

    static std::size_t second_grid(const std::array<std::size_t, Rank>& extents) noexcept {
        return in_whole_cache_lines<T>(number_of_cells(extents));
    }
};

} // namespace HPK_ISA
} // namespace hpk::diffusion
