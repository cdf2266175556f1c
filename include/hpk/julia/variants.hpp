// SPDX-License-Identifier: MIT
#pragma once

#include "hpk/core/type_list.hpp"
#include "hpk/julia/rungs/complex_abs.hpp"
#include "hpk/julia/rungs/expanded.hpp"
#include "hpk/julia/rungs/interleaved.hpp"
#include "hpk/julia/rungs/lockstep.hpp"
#include "hpk/julia/rungs/trapped.hpp"

namespace hpk::julia {
inline namespace HPK_ISA {

/// The ladder, from the plainest variant to the fastest. Tests, benchmarks and docs/variants.md are
/// made from this list.
///
/// A variant is an empty struct: `name`, one word; `summary`, a short description; `vectorised`,
/// true if it uses vectors (otherwise it is called with hpk::scalar); `takes_sets`, true if it
/// takes every julia_set and mandelbrot_set, and planes of double_double; and the two forms of the
/// operation, count_plane and count_list; most variants inherit both from groupwise and define only
/// `count`. A variant need not be in this list to be called. docs/extending.md adds one.
using variants = type_list<complex_abs, expanded, lockstep, interleaved, trapped>;

} // namespace HPK_ISA
} // namespace hpk::julia
