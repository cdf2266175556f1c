// SPDX-License-Identifier: MIT
#pragma once

#include "hpk/core/type_list.hpp"
#include "hpk/random/rungs/filled.hpp"
#include "hpk/random/rungs/fused.hpp"
#include "hpk/random/rungs/naive.hpp"

namespace hpk::random {
inline namespace HPK_ISA {

/// The ladder, from the plainest variant to the fastest. Tests, benchmarks and docs/variants.md are
/// made from this list.
///
/// A variant is an empty struct: `name`, one word; `summary`, what it does; `vectorised`, whether
/// it uses vectors; `fill<Backend>(engine, to, count)`, which writes the next numbers of an engine;
/// and `count<Backend>(of_x, of_y, darts)`, which takes the coordinates of darts from two engines,
/// and returns how many are inside the quarter circle. It need not be in this list to be called.
using variants = type_list<naive, filled, fused>;

/// The quickest variant.
using fastest = fused;

} // namespace HPK_ISA
} // namespace hpk::random
