// SPDX-License-Identifier: MIT
#pragma once

#include <algorithm>
#include <array>
#include <atomic>
#include <concepts>
#include <cstddef>
#include <cstdint>
#include <string_view>
#include <type_traits>
#include <utility>

#include "hpk/core/cache_line.hpp"
#include "hpk/core/execution.hpp"
#include "hpk/core/grid_view.hpp"
#include "hpk/diffusion/affine_sides.hpp"
#include "hpk/diffusion/boundary.hpp"
#include "hpk/diffusion/parameters.hpp"
#include "hpk/diffusion/rule.hpp"
#include "hpk/diffusion/sweeps/single_sweeps.hpp"
#include "hpk/diffusion/sweeps/two_grids.hpp"
#include "hpk/diffusion/time_blocking/bounded.hpp"
#include "hpk/diffusion/time_blocking/dealt_coefficients.hpp"
#include "hpk/diffusion/time_blocking/dealt_grid.hpp"
#include "hpk/diffusion/time_blocking/line_tiles.hpp"
#include "hpk/diffusion/time_blocking/slab_transfer.hpp"
#include "hpk/diffusion/time_blocking/strips.hpp"
#include "hpk/diffusion/time_blocking/tile.hpp"
#include "hpk/diffusion/time_blocking/tiling.hpp"
#include "hpk/diffusion/time_blocking/wavefront.hpp"

namespace hpk::diffusion {
inline namespace HPK_ISA {

/// The top rung: many steps in each pass over memory (see
/// hpk/diffusion/time_blocking/wavefront.hpp), on rows dealt out to lanes (see
/// hpk/diffusion/time_blocking/dealt_row.hpp).
///
/// The first round reads the user's grid, the last one writes it; between them the grid lives in
/// scratch memory, dealt out. A grid that fits into the cache is dealt out as a whole, advanced
/// step by step and put back. In one dimension each round works in place; the few cells that tiles
/// need from each other are copied first. The coefficients of a rule are dealt out once. Several
/// fields are advanced together: a row of cells is then a row of each field, one after the other.
///
/// Scratch: at most three grids for each field and 4 MiB, and two grids for each coefficient;
/// usually about two grids, one for two rounds of steps or fewer, and in one dimension a sixteenth
/// of the grid. If rows are so narrow, or threads so many, that it would be more, the rounds
/// alternate between two grids that are not dealt out, or each step is a single sweep.
struct time_blocked {
    /// The members of every variant: see hpk::diffusion::variants.
    /// \{
    static constexpr std::string_view name = "time_blocked";
    static constexpr std::string_view summary = "many steps in one pass over memory";
    static constexpr std::string_view order = "c";
    static constexpr bool vectorised = true;
    static constexpr bool takes_rules = true;

    /// True if it supports the boundary. For other boundaries `fastest` is `fused`.
    template <class B>
    static constexpr bool knows = tiles_know<B>;

    template <class L, class Request>
    [[nodiscard]] static std::size_t scratch(const Request& r) noexcept {
        return plan<L, Request::rank, typename Request::parameters_type>(r).scratch;
    }

    template <class L, class Request>
    static void evolve(const Request& r) noexcept {
        constexpr std::size_t rank = Request::rank;
        using B = typename Request::boundary_type;
        using P = typename Request::parameters_type;
        static_assert(knows<B>, "hpk::diffusion::time_blocked does not know this boundary, but "
                                "fused does; leave the variant to hpk, or name fused");
        if (r.steps == 0) return;
        const plan<L, rank, P> chosen(r);
        if (chosen.way == method::single_sweeps) return single_sweeps<L, rank>::evolve(r);
        bool bounded = false;
        if constexpr (rank < 3 && averages<P, rank>) bounded = stays_bounded<L>(r);
        if constexpr (rank > 1) {
            if (chosen.way == method::resident) {
                const resident<L, rank, B, P> whole(r.u.extents(), r.outside);
                const dealt_coefficients<L, P> beside(r.scratch.data() + whole.ring(), whole.strip,
                                                      r.u.rows());
                if constexpr (coefficients_of<P> > 0)
                    for (std::size_t row = 0; row < r.u.rows(); ++row)
                        beside.deal(r.p, r.outside, whole.strip, r.u.columns(), 0, row,
                                    r.scratch.data());
                return wavefront<L, rank, B, P>(r, bounded, whole.strip, beside, r.scratch.data())
                    .advance_resident(r.steps, r.fields());
            }
        }
        advance_in_rounds<L>(r, bounded, chosen.way);
    }
    /// \}

private:
    /// A grid that fits the cache as a whole. (One dimension needs no special case: a single strip
    /// does this.)
    template <class L, std::size_t Rank, boundary B, class P>
    struct resident {
        resident(const std::array<std::size_t, Rank>& extents, const B& outside) noexcept
            : slabs(static_cast<std::ptrdiff_t>(extents[0])),
              rows(Rank == 3 ? static_cast<std::ptrdiff_t>(extents[1]) : 1),
              strip({static_cast<std::ptrdiff_t>(extents[Rank - 1]), 1, wraps(outside, Rank - 1)},
                    0) {}

        [[nodiscard]] bool fits() const noexcept {
            constexpr std::size_t cache = std::size_t{600} << 10;
            const std::size_t grid = static_cast<std::size_t>(slabs * rows) * strip.stride() *
                                     sizeof(typename L::value_type);
            return slabs <= std::ptrdiff_t{wavefront<L, Rank, B, P>::most_resident} &&
                   fields_of<P> * grid <= cache &&
                   (fields_of<P> + coefficients_of<P>)*grid <= 2 * cache;
        }
        /// The scratch elements without those of coefficients.
        [[nodiscard]] std::size_t ring() const noexcept {
            return wavefront<L, Rank, B, P>::resident_scratch(strip, slabs, rows);
        }
        [[nodiscard]] std::size_t scratch() const noexcept {
            return ring() + dealt_coefficients<L, P>::elements(
                                strip, static_cast<std::size_t>(slabs * rows));
        }

        std::ptrdiff_t slabs, rows;
        strips<L> strip;
    };

    /// The ways to take steps, all with the same bits.
    enum class method {
        resident,      ///< the grid, dealt out, stays in the cache
        dealt,         ///< rounds of steps; between them the grid is in scratch memory, dealt out
        in_order,      ///< the same between two grids in their own order
        single_sweeps, ///< a sweep per step
    };

    /// The layout of scratch memory for rounds of steps.
    template <class L, std::size_t Rank, boundary B, class P>
    struct layout {
        using T = typename L::value_type;
        static constexpr std::size_t fields = fields_of<P>;

        template <class Request>
        layout(const Request& r, const B& outside, method chosen) noexcept
            : tiles(r.u.extents(), outside, r.steps, r.threads()), rows(r.u.rows()),
              around(2 * static_cast<std::size_t>(tiles.steps_of(0))),
              grid(in_whole_cache_lines<T>(
                  Rank == 1 ? static_cast<std::size_t>(tiles.count()) * fields * around
                  : chosen == method::dealt ? dealt_grid<L>::elements(tiles.strips(), fields * rows)
                                            : fields * r.u.size())),
              worker(in_whole_cache_lines<T>(scratch_of_worker())),
              workers(
                  static_cast<std::size_t>(std::min<std::ptrdiff_t>(r.threads(), tiles.count())) *
                  worker),
              grids((Rank > 1 && chosen == method::dealt && tiles.rounds() > 2 ? 2 : 1) * grid),
              total(workers + grids + dealt_coefficients<L, P>::elements(tiles.strips(), rows)) {}

        [[nodiscard]] std::size_t scratch_of_worker() const noexcept {
            if constexpr (Rank == 1)
                return line_tiles<L, B, P>::scratch(tiles.strips());
            else
                return wavefront<L, Rank, B, P>::scratch(tiles.strips(), tiles.rows_in_slab(),
                                                         tiles.steps_of(0));
        }

        tiling<L, Rank> tiles;
        std::size_t rows;
        std::size_t around;          ///< in one dimension, cells copied per tile and field
        std::size_t grid;            ///< a grid of all fields, or the copied cells of all tiles
        std::size_t worker, workers; ///< for one thread that advances tiles, for all
        std::size_t grids;           ///< one or two of `grid`
        std::size_t total;           ///< workers, grids and coefficients, in this order
    };

    /// The chosen method and its scratch memory. The choice is made as for periodic boundaries,
    /// whose tiles need the most cells, so that it is the same for all boundaries.
    ///
    /// When scratch memory would be many times the grid, time blocking is not fast either: dealt
    /// rows are mostly padding, or tiles mostly repeat each other's work.
    template <class L, std::size_t Rank, class P>
    struct plan {
        template <class Request>
        explicit plan(const Request& r) noexcept {
            constexpr std::size_t free = (std::size_t{4} << 20) / sizeof(typename L::value_type);
            const std::size_t most = (3 * fields_of<P> + 2 * coefficients_of<P>)*r.u.size() + free;
            const auto fits = [&](method tried, std::size_t elements) {
                way = tried;
                scratch = elements;
                return elements <= most;
            };
            if constexpr (Rank > 1)
                if (const resident<L, Rank, periodic, P> whole(r.u.extents(), periodic{});
                    whole.fits() && fits(method::resident, whole.scratch()))
                    return;
            for (const auto tried : {method::dealt, method::in_order})
                if (fits(tried, layout<L, Rank, periodic, P>(r, periodic{}, tried).total)) return;
            fits(method::single_sweeps, single_sweeps<L, Rank>::scratch(r));
        }

        method way;
        std::size_t scratch;
    };

    template <class L, class Request>
    static void advance_in_rounds(const Request& r, bool bounded, method chosen) noexcept {
        using T = typename L::value_type;
        using B = typename Request::boundary_type;
        using P = typename Request::parameters_type;
        constexpr std::size_t rank = Request::rank;
        using worker_type =
            std::conditional_t<rank == 1, line_tiles<L, B, P>, wavefront<L, rank, B, P>>;
        constexpr std::size_t fields = fields_of<P>;
        const field_views<T, rank, fields> u = r.fields();
        const layout<L, rank, B, P> memory(r, r.outside, chosen);
        const tiling<L, rank>& tiles = memory.tiles;
        const auto how = at_most(tiles.count(), r.how); // each thread has scratch of its own
        T* const grids = r.scratch.data() + memory.workers;

        const dealt_coefficients<L, P> beside(grids + memory.grids, tiles.strips(), memory.rows);
        if constexpr (coefficients_of<P> > 0) {
            const std::ptrdiff_t strips = tiles.strips().count();
            std::atomic<std::size_t> workers = 0;
            distribute(how, strips * static_cast<std::ptrdiff_t>(memory.rows), [&] {
                T* const line = r.scratch.data() + workers++ * memory.worker;
                return [&, line](std::ptrdiff_t i) {
                    beside.deal(r.p, r.outside, tiles.strips(), r.u.columns(), i % strips,
                                static_cast<std::size_t>(i / strips), line);
                };
            });
        }

        std::int64_t round = 0, done = 0;
        const auto advance = [&](auto source_of, auto to) {
            const std::ptrdiff_t at_once = tiles.steps_of(round++);
            Request of_round = r;
            of_round.outside = after_steps(r.outside, done);
            done += at_once;
            std::atomic<std::size_t> workers = 0;
            distribute(how, tiles.count(), [&] {
                T* const own = r.scratch.data() + workers++ * memory.worker;
                return [&, worker = worker_type(of_round, bounded, tiles.strips(), beside, own)](
                           std::ptrdiff_t i) {
                    worker.advance_tile(tiles(i, at_once), at_once, source_of(i), to);
                };
            });
        };
        if constexpr (rank == 1) {
            const auto place_of = [&](std::ptrdiff_t i) {
                return grids + static_cast<std::size_t>(i) * fields * memory.around;
            };
            while (round < tiles.rounds()) {
                distribute(how, tiles.count(), [&] {
                    return [&](std::ptrdiff_t i) {
                        for (std::size_t f = 0; f < fields; ++f)
                            put_aside<T>(u[f], tiles.strips()[i], place_of(i) + f * memory.around);
                    };
                });
                advance(
                    [&](std::ptrdiff_t i) {
                        return lines_and_surroundings<T, fields>{to_read(u), place_of(i),
                                                                 memory.around};
                    },
                    u);
            }
        } else if (chosen == method::in_order) {
            field_views<T, rank, fields> here = u, there = u;
            for (std::size_t f = 0; f < fields; ++f)
                there[f] = {grids + f * r.u.size(), r.u.extents()};
            if (tiles.rounds() % 2 != 0) { // the last round must end in u
                for (std::size_t f = 0; f < fields; ++f) copy(to_read(u[f]), there[f], how);
                std::swap(here, there);
            }
            while (round < tiles.rounds()) {
                advance([&](std::ptrdiff_t) { return to_read(here); }, there);
                std::swap(here, there);
            }
        } else {
            dealt_grid<L> here(grids, tiles.strips(), fields * memory.rows);
            dealt_grid<L> there(grids + memory.grid, tiles.strips(), fields * memory.rows);
            advance([&](std::ptrdiff_t) { return to_read(u); }, here);
            while (round + 1 < tiles.rounds()) {
                advance([&](std::ptrdiff_t) { return here; }, there);
                std::swap(here, there);
            }
            advance([&](std::ptrdiff_t) { return here; }, u);
        }
    }

    /// Copies the cells around those that a tile of a line advances: first those below, then those
    /// above.
    template <class T>
    static void put_aside(grid_view<const T, 1> line, const reach& tile, T* to) noexcept {
        const auto n = static_cast<std::ptrdiff_t>(line.columns());
        const auto put = [&](std::ptrdiff_t first, std::ptrdiff_t last) {
            for (std::ptrdiff_t x = first; x < last; ++x)
                *to++ = line.row(0)[resolve<periodic>(x, n)];
        };
        put(tile.lower, tile.first);
        put(tile.last, tile.upper);
    }
};

} // namespace HPK_ISA
} // namespace hpk::diffusion
