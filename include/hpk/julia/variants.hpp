// SPDX-License-Identifier: MIT
#pragma once

#include "hpk/core/type_list.hpp"
#include "hpk/julia/complex_abs.hpp"
#include "hpk/julia/expanded.hpp"
#include "hpk/julia/interleaved.hpp"
#include "hpk/julia/lockstep.hpp"
#include "hpk/julia/trapped.hpp"

namespace hpk::julia {
inline namespace HPK_ISA {

/// The ladder, from the plainest variant to the fastest. Tests, benchmarks and docs/variants.md are
/// made from this list.
using variants = type_list<complex_abs, expanded, lockstep, interleaved, trapped>;

} // namespace HPK_ISA
} // namespace hpk::julia
