// SPDX-License-Identifier: MIT
#pragma once

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <vector>

#include "hpk/core/cache_line.hpp"
#include "hpk/core/execution.hpp"
#include "hpk/core/grid_view.hpp"
#include "hpk/core/last_level_cache.hpp"
#include "hpk/core/vectors/stream.hpp"
#include "hpk/diffusion/affine_sides.hpp"
#include "hpk/diffusion/boundary.hpp"
#include "hpk/diffusion/grids.hpp"
#include "hpk/diffusion/sweeps/stretches.hpp"
#include "hpk/diffusion/sweeps/sweep.hpp"
#include "hpk/diffusion/sweeps/two_grids.hpp"

namespace hpk::diffusion {
inline namespace HPK_ISA {

/// The row that lies beyond the edges of outer axes, if that is fixed.
template <class B, class T, std::size_t Rank>
[[nodiscard]] std::vector<T> outside_row_of([[maybe_unused]] B outside,
                                            grid_view<const T, Rank> in) {
    if constexpr (is_fixed<B> && Rank > 1)
        return std::vector<T>(in.columns(), outside.value);
    else
        return {};
}

/// One sweep over memory per step, between the fields and second grids in scratch memory.
template <class L, std::size_t Rank>
class single_sweeps {
    using T = typename L::value_type;

public:
    /// Elements of scratch memory: for each field a grid and room to place it and, unless grids are
    /// lines, a row.
    template <class Request>
    [[nodiscard]] static std::size_t scratch(const Request& r) noexcept {
        return r.fields().size() * (aliasing_distance / sizeof(T) + second_grid(r.u)) +
               (Rank > 1 ? r.u.columns() : 0);
    }

    template <class Request>
    static void evolve(const Request& r) noexcept {
        using B = typename Request::boundary_type;
        T* free = r.scratch.data();
        auto second = r.fields();
        for (auto& field : second) {
            T* const place = well_apart_from(field, free);
            free = place + second_grid(field);
            field = {place, field.extents()};
        }
        T* const outside_row = free;
        if constexpr (Rank > 1 && is_fixed<B>)
            std::fill_n(outside_row, r.u.columns(), r.outside.value);
        sweep<L, Rank, B, typename Request::parameters_type> s(r.p, r.outside, r.u.extents(),
                                                               outside_row);
        std::int64_t done = 0;
        step_between(r, second, [&](const auto& from, const auto& to) {
            if constexpr (is_affine<B>) s.set_sides(after_steps(r.outside, done++));
            once(s, from, to, false, r.how);
        });
    }

    /// One sweep. `aliased`: loads would have to wait for stores to rows that lie close to
    /// theirs, modulo hpk::aliasing_distance.
    template <class Sweep, std::size_t F, execution_policy Execution>
    static void once(const Sweep& s, const field_views<const T, Rank, F>& from,
                     const field_views<T, Rank, F>& to, bool aliased, Execution how) noexcept {
        const bool streaming = streams(F * from[0].size()) && share_lines(to);
        const bool singly = aliased || outruns_prefetcher(F * from[0].size());
        const auto threads = static_cast<std::ptrdiff_t>(
            (std::max)(std::size_t{1}, F * from[0].size() / cells_for_a_thread));
        distribute(at_most(threads, how), s.chunks(), [&] {
            return [&, at_end = stream_end{streaming}](std::ptrdiff_t i) {
                if (streaming)
                    s.template chunk<true>(i, from, to, aliased);
                else
                    s.template chunk<false>(i, from, to, singly);
            };
        });
    }

    /// True if rows of `to` lie close to those of `from`, modulo aliasing_distance; those in the
    /// same place count only without streaming stores, which lag behind.
    [[nodiscard]] static bool alias(grid_view<const T, Rank> from, grid_view<T, Rank> to) noexcept {
        constexpr std::size_t close = aliasing_distance / 8;
        const auto apart = (reinterpret_cast<std::uintptr_t>(to.data()) -
                            reinterpret_cast<std::uintptr_t>(from.data())) %
                           aliasing_distance;
        if (apart == 0) return !streams(from.size());
        return apart < close || apart > aliasing_distance - close;
    }

private:
    /// The fewest cells that are worth a thread: its part of a step must take longer than joining.
    static constexpr std::size_t cells_for_a_thread = std::size_t{1} << 14;

    /// True if two grids of this size are too large for the caches: cached stores would only evict
    /// what is read next. Half of a large last-level cache is thought to be others'.
    static bool streams(std::size_t cells) noexcept {
        constexpr std::size_t usual = std::size_t{24} << 20;
        return 2 * cells * sizeof(T) > (std::max)(usual, last_level_cache() / 2);
    }

    /// True if rows of three dimensions are best swept one at a time: each adds two streams of
    /// neighbours, and beyond the second-level cache the prefetcher runs out.
    static bool outruns_prefetcher(std::size_t cells) noexcept {
        return Rank == 3 && cells * sizeof(T) > std::size_t{1} << 20;
    }

    /// True if cache lines begin at the same cells of all fields.
    template <std::size_t F>
    static bool share_lines(const field_views<T, Rank, F>& to) noexcept {
        return std::all_of(to.begin(), to.end(), [&](const grid_view<T, Rank>& field) {
            return (reinterpret_cast<std::uintptr_t>(field.data()) -
                    reinterpret_cast<std::uintptr_t>(to[0].data())) %
                           cache_line ==
                       0 &&
                   field.row_stride() == to[0].row_stride();
        });
    }

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

    /// The elements of a second grid, in whole cache lines.
    static std::size_t second_grid(grid_view<const T, Rank> u) noexcept {
        return in_whole_cache_lines<T>(u.size());
    }
};

} // namespace HPK_ISA
} // namespace hpk::diffusion
