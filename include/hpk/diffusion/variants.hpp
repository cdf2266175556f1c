// SPDX-License-Identifier: MIT
#pragma once

#include "hpk/core/type_list.hpp"
#include "hpk/diffusion/buffered.hpp"
#include "hpk/diffusion/cache_blocked.hpp"
#include "hpk/diffusion/convolution.hpp"
#include "hpk/diffusion/in_place.hpp"
#include "hpk/diffusion/naive.hpp"
#include "hpk/diffusion/roll.hpp"
#include "hpk/diffusion/roll_add.hpp"

namespace hpk::diffusion {
inline namespace HPK_ISA {

/// The ladder, from the plainest variant to the fastest. Tests, benchmarks and docs/variants.md are
/// made from this list.
using variants = type_list<naive, buffered, roll, in_place, roll_add, cache_blocked, convolution>;

/// The quickest variant.
using fastest = buffered;

} // namespace HPK_ISA
} // namespace hpk::diffusion
