// SPDX-License-Identifier: MIT
#pragma once

#include <concepts>
#include <cstdint>

#include <mpi.h>

#include "hpk/core/backend.hpp"
#include "hpk/core/execution.hpp"
#include "hpk/mpi/environment.hpp"
#include "hpk/mpi/merged.hpp"
#include "hpk/reductions.hpp"

namespace hpk::mpi {
inline namespace HPK_ISA {

/// The sum of the elements of all ranks' ranges, on every rank: the real sum, rounded once, so that
/// it has the same bits for every number of ranks and however the elements are distributed. Sums of
/// integers are computed modulo 2^64. Collective; the ranges may differ in size, also be empty.
///
/// \tparam Backend  hpk::native, hpk::scalar or an xsimd architecture
/// \param  all      the ranks
/// \param  x        this rank's part: a range or grid as for reductions::sum
/// \param  how      the threads of each rank
/// \throws std::invalid_argument for threads < 0; hpk::mpi::error if MPI fails; with hpk::parallel
///         std::bad_alloc
template <class Backend = native, reductions::reducible_range X,
          execution_policy Execution = sequential>
[[nodiscard]] reductions::sum_type<element_of<const X>> sum(MPI_Comm all, const X& x,
                                                            Execution how = {}) {
    using T = element_of<const X>;
    if constexpr (std::integral<T>) {
        const auto own = static_cast<std::uint64_t>(reductions::sum(x, how));
        return static_cast<reductions::sum_type<T>>(detail::reduced(all, own, MPI_SUM));
    } else {
        reductions::exact_accumulator<T> own;
        own.template add<Backend>(x, how);
        return merged(all, own).value();
    }
}

} // namespace HPK_ISA
} // namespace hpk::mpi
