// SPDX-License-Identifier: MIT
#include "julia/combinations.hpp"
#include "registration.hpp"

namespace {

// One type per file, because the kernels of all backends take a while to compile.
const hpk::bench::registration entered(hpk::bench::julia::combinations<double>);

} // namespace
