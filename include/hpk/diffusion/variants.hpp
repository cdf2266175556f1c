// SPDX-License-Identifier: MIT
#pragma once

#include "hpk/core/type_list.hpp"
#include "hpk/diffusion/fastest.hpp"
#include "hpk/diffusion/rungs/buffered.hpp"
#include "hpk/diffusion/rungs/cache_blocked.hpp"
#include "hpk/diffusion/rungs/convolution.hpp"
#include "hpk/diffusion/rungs/fused.hpp"
#include "hpk/diffusion/rungs/in_place.hpp"
#include "hpk/diffusion/rungs/naive.hpp"
#include "hpk/diffusion/rungs/roll.hpp"
#include "hpk/diffusion/rungs/roll_add.hpp"
#include "hpk/diffusion/rungs/time_blocked.hpp"

namespace hpk::diffusion {
inline namespace HPK_ISA {

/// The ladder, from the plainest variant to the fastest. Tests, benchmarks and docs/variants.md are
/// made from this list.
///
/// A variant is an empty struct: `name`, one word; `summary`, a short description; `order`, the
/// name of its order of operations (variants of the same order give the same bits); `vectorised`,
/// true if it uses vectors (otherwise it is called with hpk::scalar); `scratch`, the number of
/// cells of scratch memory that it needs for a request, at most three times the grid and 4 MiB for
/// the variants listed here; and `evolve`, which does what is requested: see
/// hpk::diffusion::request. A variant need not be in this list to be called. docs/extending.md adds
/// one.
using variants = type_list<naive, buffered, roll, in_place, roll_add, cache_blocked, convolution,
                           fused, time_blocked>;

/// The fastest variant.
using fastest = quickest_of<fused, time_blocked>;

} // namespace HPK_ISA
} // namespace hpk::diffusion
