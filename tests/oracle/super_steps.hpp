// SPDX-License-Identifier: MIT
#pragma once

/// \file
/// The oracle of super time steps, on top of the oracle of rules: whole grids, one after the other,
/// compiled with strict IEEE 754 arithmetic (see CMakeLists.txt).

#include <cstdint>
#include <vector>

#include "oracle/diffusion.hpp"
#include "oracle/rules.hpp"

namespace oracle {

/// The grid after a number of RKL2 steps of length dt, each of `stages` stages.
template <class T>
std::vector<T> super_steps(const rule<T>&, cells<T> start, surroundings<T>, T dt, int stages,
                           std::int64_t steps);

} // namespace oracle
