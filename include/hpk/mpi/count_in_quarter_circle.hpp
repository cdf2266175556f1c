// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <cstdint>

#include <mpi.h>

#include "hpk/core/backend.hpp"
#include "hpk/core/execution.hpp"
#include "hpk/core/share.hpp"
#include "hpk/mpi/environment.hpp"
#include "hpk/mpi/merged.hpp"
#include "hpk/random.hpp"

namespace hpk::mpi {
inline namespace HPK_ISA {

/// Throws darts as random::count_in_quarter_circle does, each rank its part of them: the result, on
/// every rank, and the engine's new state are those of one process. Collective.
///
/// \tparam Variant  a rung of the ladder of the random family
/// \tparam Backend  hpk::native, hpk::scalar or an xsimd architecture
/// \param  all      the ranks
/// \param  engine   the same engine on every rank; one that discards slowly (mt19937) gains little
/// \param  darts    the number of all darts
/// \param  how      the threads of each rank
/// \throws std::invalid_argument for darts < 0 and for threads < 0; hpk::mpi::error if MPI fails
template <class Variant = random::fastest, class Backend = native, random::engine Engine,
          execution_policy Execution = sequential>
[[nodiscard]] std::int64_t count_in_quarter_circle(MPI_Comm all, Engine& engine, std::int64_t darts,
                                                   Execution how = {}) {
    hpk::detail::expect_threads(how);
    random::detail::expect_darts(darts);
    const auto count = static_cast<std::uint64_t>(darts);
    const auto rank = static_cast<std::uint64_t>(rank_in(all));
    const auto ranks = static_cast<std::uint64_t>(size_of(all));
    const std::uint64_t first = hpk::detail::begin_of_share(count, ranks, rank);
    const std::uint64_t own = hpk::detail::begin_of_share(count, ranks, rank + 1) - first;

    constexpr std::uint64_t per_double = random::numbers_for<double, Engine>;
    Engine of_x = engine, of_y = engine;
    of_x.discard(first * per_double);
    of_y.discard((count + first) * per_double);
    engine.discard(2 * count * per_double);
    const std::int64_t inside = random::detail::count_darts<Variant, Backend>(
        of_x, of_y, static_cast<std::size_t>(own), how);
    return static_cast<std::int64_t>(
        detail::reduced(all, static_cast<std::uint64_t>(inside), MPI_SUM));
}

} // namespace HPK_ISA
} // namespace hpk::mpi
