// SPDX-License-Identifier: MIT
#pragma once

/// \file
/// The bridge to CUDA: grids in the memory of a GPU, and kernels with the bits of the CPU's.
///
///     #include <hpk/cuda.hpp>                        // in a .cu file, which nvcc compiles
///
///     auto cells = hpk::diffusion::dye_block<double>(4096, 4096);
///     hpk::cuda::grid<double> u(cells);
///     hpk::cuda::evolve(u, {}, 1000);
///     u.copy_to(cells);
///
/// nvcc must be told --expt-relaxed-constexpr; the CMake target hpk::cuda does so. Errors of CUDA
/// are exceptions with its own sentence (hpk::cuda::error). Calls use the GPU that is current, and
/// the stream that is their argument, by default CUDA's default stream. Nothing happens before the
/// first call.
///
/// The kernels have run on the CPU only, by plain loops, where their results were compared with the
/// references: see docs/cuda.md.

#include "hpk/core/isa.hpp"

#include "hpk/cuda/coefficients.hpp"
#include "hpk/cuda/error.hpp"
#include "hpk/cuda/escape_counts.hpp"
#include "hpk/cuda/evolve.hpp"
#include "hpk/cuda/grid.hpp"
#include "hpk/cuda/sum.hpp"
#include "hpk/diffusion.hpp"
#include "hpk/julia.hpp"

/// Grids and kernels on a GPU: hpk/cuda.hpp.
namespace hpk::cuda {}
