// SPDX-License-Identifier: MIT
#pragma once

/// \file
/// The bridge to MPI: grids distributed over many processes, and the same kernels on them.
///
///     #include <hpk/mpi.hpp>
///
///     int main(int argc, char** argv) {
///         return hpk::mpi::run(argc, argv, [](MPI_Comm all) {
///             hpk::mpi::distributed_grid<double> u(all, {4096, 4096});
///             u.fill([](std::size_t i, std::size_t j) { return i == j ? 1.0 : 0.0; });
///             hpk::mpi::evolve(u, {}, 1000);
///             hpk::mpi::save(u, "heat.npy", 1000);
///         });
///     }
///
/// Every result is that of a single process, to the bit, for every number of processes and every
/// decomposition. Collective functions must be called by all ranks, in the same order, with the
/// same arguments; if they refuse an argument, all ranks throw the same message. Sums and sketches
/// of the ranks' own data are merged with `sum` and `merged`; `count_in_quarter_circle` throws the
/// darts of one process. The hash tables are not distributed.
///
/// Any MPI 3 library works: only the C interface is used, not the C++ bindings that OpenMPI and
/// MPICH may add.

#include "hpk/core/isa.hpp"

#include "hpk/mpi/box.hpp"
#include "hpk/mpi/checkpoint.hpp"
#include "hpk/mpi/count_in_quarter_circle.hpp"
#include "hpk/mpi/decomposition.hpp"
#include "hpk/mpi/distributed_grid.hpp"
#include "hpk/mpi/environment.hpp"
#include "hpk/mpi/escape_counts.hpp"
#include "hpk/mpi/evolve.hpp"
#include "hpk/mpi/merged.hpp"
#include "hpk/mpi/sum.hpp"

/// Grids and kernels over many processes: hpk/mpi.hpp.
namespace hpk::mpi {}
