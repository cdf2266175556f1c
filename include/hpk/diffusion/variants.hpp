// SPDX-License-Identifier: MIT
#pragma once

#include "hpk/core/type_list.hpp"
#include "hpk/diffusion/buffered.hpp"

namespace hpk::diffusion {
inline namespace HPK_ISA {

/// The ladder, from the plainest variant to the fastest. Tests, benchmarks and docs/variants.md are
/// made from this list.
using variants = type_list<buffered>;

/// The quickest variant.
using fastest = buffered;

} // namespace HPK_ISA
} // namespace hpk::diffusion
