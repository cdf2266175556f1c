// SPDX-License-Identifier: MIT
#pragma once

/// \file
/// Grids in files: NumPy's .npy, written and read.
///
///     #include <hpk/io.hpp>
///
///     hpk::save_npy("plate.npy", plate);                      // numpy.load("plate.npy")
///     auto again = hpk::load_npy<double>("plate.npy");        // a hpk::grid<double, 2>
///     auto volume = hpk::load_npy<float, 3>("volume.npy");    // as numpy.save wrote it
///
/// Files are replaced as a whole: an interrupted run leaves the old file or the new one, never a
/// part of one. Errors of files are std::runtime_error with a sentence that begins with the file's
/// name.

#include "hpk/core/isa.hpp"

#include "hpk/io/npy.hpp"
#include "hpk/io/vti.hpp"
