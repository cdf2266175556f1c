// SPDX-License-Identifier: MIT
#pragma once

#include "hpk/random/counters/counter_engine.hpp"
#include "hpk/random/counters/threefry_cipher.hpp"

namespace hpk::random {
inline namespace HPK_ISA {

/// Threefry4x64-20: Random123's. Its numbers have 64 bits; its key is four of them.
using threefry4x64 = counter_engine<detail::threefry_cipher>;

} // namespace HPK_ISA
} // namespace hpk::random
