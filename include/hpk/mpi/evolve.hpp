// SPDX-License-Identifier: MIT
#pragma once

#include <algorithm>
#include <concepts>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <type_traits>
#include <utility>
#include <vector>

#include <mpi.h>

#include "hpk/core/backend.hpp"
#include "hpk/core/execution.hpp"
#include "hpk/core/grid.hpp"
#include "hpk/diffusion.hpp"
#include "hpk/diffusion/calls/checks.hpp"
#include "hpk/mpi/box.hpp"
#include "hpk/mpi/distributed_grid.hpp"
#include "hpk/mpi/environment.hpp"
#include "hpk/mpi/halo_exchange.hpp"

namespace hpk::mpi {

/// Options of the exchange of cells along the cuts between ranks. They do not change any result.
struct exchange {
    /// The number of steps from one exchange to the next, which is also the width of the halo; 0
    /// lets hpk choose. It is at most the least number of cells of a part along an axis that is
    /// cut. More steps mean fewer messages of the same total length, but the halo is computed
    /// twice, by its owner and by its neighbour.
    std::int64_t steps = 0;
    /// Compute the interior while messages travel, and the cells along the cuts, from three times
    /// the halo, afterwards. This triples the cells computed twice, so it pays only for narrow
    /// halos (docs/mpi.md has a model).
    bool overlap = false;
};

/// Scratch memory for evolve, kept from call to call: this rank's cells with the halo, and the
/// scratch of the variant. It must be used by one thread at a time.
struct workspace {
    diffusion::workspace cells;   ///< this rank's cells with the halo
    diffusion::workspace variant; ///< the scratch of diffusion::evolve
};

namespace detail {

/// Distributes steps evenly over the fewest possible rounds.
struct rounds {
    std::int64_t steps, count;

    rounds(std::int64_t all, std::int64_t most_at_once)
        : steps(all), count((all + most_at_once - 1) / most_at_once) {}
    /// The number of steps of a round. The first rounds take the most.
    [[nodiscard]] std::int64_t steps_of(std::int64_t round) const noexcept {
        return steps / count + (round < steps % count ? 1 : 0);
    }
};

/// The steps of two passes of time_blocked over memory, or fewer, so that at most a sixteenth of
/// the cells is computed twice.
template <std::size_t Rank>
[[nodiscard]] std::int64_t steps_per_exchange(const decomposition<Rank>& layout, exchange with) {
    const std::int64_t widest = layout.widest_halo();
    const std::int64_t wanted =
        with.steps > 0 ? with.steps : std::clamp<std::int64_t>(widest / 32, 1, 58);
    return (std::min)(wanted, widest);
}

/// Takes the steps in rounds: each fetches the halo, then computes the halo and this rank's cells
/// as a separate grid. The values beyond the halo are wrong; the error spreads by one cell per
/// step, and reaches the halo's inner edge when the round ends. At edges of the whole grid there is
/// no halo, and the boundary is applied as usual.
template <class T, std::size_t Rank, class Evolve>
void evolve_in_rounds(halo_exchange<T, Rank>& halo, const placed<T, Rank>& own, const rounds& cut,
                      diffusion::workspace& memory, Evolve&& evolve) {
    const box<Rank>& where = halo.reach();
    const placed<T, Rank> all{where, {memory.reserve<T>(where.size()).data(), where.extents()}};
    copy(own, all, halo.own());
    for (std::int64_t round = 0; round < cut.count; ++round) {
        halo.start(all);
        halo.finish();
        halo.put(all);
        evolve(all.cells, cut.steps_of(round));
    }
    copy(all, own, halo.own());
}

/// The cells along a cut, which are computed separately, with the cells around them.
template <class T, std::size_t Rank>
struct seam {
    grid<T, Rank> cells;
    placed<T, Rank> place; ///< these cells and their coordinates
    box<Rank> result;      ///< the cells that are right after a round; the others lack neighbours

    seam(const box<Rank>& where, const box<Rank>& right)
        : cells(where.extents()), place{where, cells.view()}, result(right) {}
};

/// The same, with messages in flight while this rank's cells are computed as if they were the whole
/// grid. The result is wrong within `width` cells of a cut, where `width` is the number of steps of
/// a round. So the cells within twice that distance are copied beforehand, and are computed again,
/// together with the halo, when it has arrived.
template <class T, std::size_t Rank, class Evolve>
void evolve_overlapped(halo_exchange<T, Rank>& halo, const placed<T, Rank>& own, const rounds& cut,
                       Evolve&& evolve) {
    const box<Rank> all = halo.own(), reach = halo.reach();
    const auto width = static_cast<std::ptrdiff_t>(cut.steps_of(0));
    std::vector<seam<T, Rank>> seams;
    for (std::size_t axis = 0; axis < Rank; ++axis) {
        const auto add = [&](std::ptrdiff_t first) {
            box<Rank> right = all, where = reach;
            right.first[axis] = first;
            right.last[axis] = first + width;
            where.first[axis] = first - width;
            where.last[axis] = first + 2 * width;
            seams.emplace_back(where & reach, right & all);
        };
        if (reach.first[axis] < all.first[axis]) add(0);
        if (reach.last[axis] > all.last[axis]) add(all.last[axis] - width);
    }
    for (std::int64_t round = 0; round < cut.count; ++round) {
        halo.start(own);
        for (auto& s : seams) copy(own, s.place, s.place.where & all);
        evolve(own.cells, cut.steps_of(round));
        halo.finish();
        for (auto& s : seams) {
            halo.put(s.place);
            evolve(s.place.cells, cut.steps_of(round));
            copy(s.place, own, s.result);
        }
    }
}

} // namespace detail

inline namespace HPK_ISA {

/// hpk::diffusion::evolve on a distributed grid: takes `steps` steps, in place. The result is the
/// same, to the bit, as on one process, for every number of ranks and every decomposition.
/// Collective: all ranks must pass the same arguments.
///
/// \tparam Variant   a rung of the ladder (hpk/diffusion/variants.hpp)
/// \tparam Backend   hpk::native, hpk::scalar or an xsimd architecture
/// \param  u         a grid of any extents
/// \param  p         dt, D and whether to check that they are stable
/// \param  steps     the number of steps, at least 0
/// \param  outside   periodic, fixed, reflecting or frozen: beyond the edges of the whole grid
/// \param  how       hpk::sequential or hpk::parallel: the threads of each rank
/// \param  with      how often ranks exchange cells, and whether they compute meanwhile
/// \param  memory    scratch, kept from call to call
/// \throws std::invalid_argument on every rank for arguments that diffusion::evolve refuses, and
///         for exchange.steps < 0; std::bad_alloc if there is not enough memory; hpk::mpi::error if
///         MPI fails
///
/// Cost: O(cells · steps / ranks) operations and steps / exchange.steps messages to each
/// neighbour.
template <class Variant = diffusion::fastest, class Backend = native, std::floating_point T,
          std::size_t Rank, diffusion::boundary Boundary, execution_policy Execution>
void evolve(distributed_grid<T, Rank>& u, const diffusion::parameters<std::type_identity_t<T>>& p,
            std::int64_t steps, Boundary outside, Execution how, exchange with, workspace& memory) {
    static_assert(diffusion::known_boundary<Boundary>,
                  "hpk::mpi::evolve supports only periodic, fixed, reflecting and frozen "
                  "boundaries: a user's own boundary may need cells that another rank owns");
    expects(with.steps >= 0, [&] {
        return "exchange.steps is " + hpk::detail::shown(with.steps) +
               " but must be 0 (hpk chooses) or more";
    });
    const auto evolve_cells = [&](grid_view<T, Rank> cells, std::int64_t n) {
        diffusion::evolve<Variant, Backend>(cells, p, n, outside, how, memory.variant);
    };
    evolve_cells(u.local(), std::min<std::int64_t>(steps, 0)); // checks the arguments
    if (steps == 0 || u.local().empty()) return;
    if (u.layout().widest_halo() == 0) return evolve_cells(u.local(), steps);

    const detail::rounds cut(steps, detail::steps_per_exchange(u.layout(), with));
    detail::halo_exchange<T, Rank> halo(u.layout(), static_cast<std::ptrdiff_t>(cut.steps_of(0)),
                                        std::same_as<Boundary, diffusion::periodic>);
    const detail::placed<T, Rank> own{halo.own(), u.local()};
    if (with.overlap)
        detail::evolve_overlapped(halo, own, cut, evolve_cells);
    else
        detail::evolve_in_rounds(halo, own, cut, memory.cells, evolve_cells);
}

/// The same, with scratch memory for this call only.
template <class Variant = diffusion::fastest, class Backend = native, std::floating_point T,
          std::size_t Rank, diffusion::boundary Boundary = diffusion::periodic,
          execution_policy Execution = sequential>
void evolve(distributed_grid<T, Rank>& u, const diffusion::parameters<std::type_identity_t<T>>& p,
            std::int64_t steps, Boundary outside = {}, Execution how = {}, exchange with = {}) {
    workspace memory;
    evolve<Variant, Backend>(u, p, steps, outside, how, with, memory);
}

/// The same, calling `observer(u, steps_done)` on every rank after every `every` steps and after
/// the last, with u a const distributed_grid. An observer that returns bool stops the run, for all
/// ranks, by returning false on any of them.
///
/// \returns the steps done
/// \throws std::invalid_argument as above, and for every < 1
template <class Variant = diffusion::fastest, class Backend = native, std::floating_point T,
          std::size_t Rank, class Observer, diffusion::boundary Boundary = diffusion::periodic,
          execution_policy Execution = sequential>
std::int64_t evolve_and_observe(distributed_grid<T, Rank>& u,
                                const diffusion::parameters<std::type_identity_t<T>>& p,
                                std::int64_t steps, std::int64_t every, Observer&& observer,
                                Boundary outside = {}, Execution how = {}, exchange with = {}) {
    diffusion::detail::expect_at_least(every, 1, "every");
    workspace memory;
    evolve<Variant, Backend>(u, p, std::min<std::int64_t>(steps, 0), outside, how, with, memory);
    const distributed_grid<T, Rank>& seen = u;
    std::int64_t done = 0;
    while (done < steps) {
        const std::int64_t stage = (std::min)(every, steps - done);
        evolve<Variant, Backend>(u, p, stage, outside, how, with, memory);
        done += stage;
        using result = std::invoke_result_t<Observer&, decltype(seen), std::int64_t>;
        static_assert(std::is_void_v<result> || std::same_as<std::remove_cvref_t<result>, bool>,
                      "an observer must return nothing, or a bool that is false to stop the run");
        if constexpr (!std::is_void_v<result>) {
            const int mine = std::invoke(observer, seen, done) ? 1 : 0;
            int all = mine;
            detail::check(MPI_Allreduce(&mine, &all, 1, MPI_INT, MPI_MIN, u.layout().all()),
                          "MPI_Allreduce");
            if (all == 0) break;
        } else {
            std::invoke(observer, seen, done);
        }
    }
    return done;
}

} // namespace HPK_ISA
} // namespace hpk::mpi
