// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>

#include "hpk/random/counters/counter_engine.hpp"
#include "hpk/random/counters/philox_cipher.hpp"

namespace hpk::random {
inline namespace HPK_ISA {

/// Philox4x32-10: Random123's and cuRAND's, and C++26's std::philox4x32 of the same key. Its
/// numbers have 32 bits; its key is two of them.
using philox4x32 = counter_engine<detail::philox_cipher<std::uint32_t, detail::multiply_32>>;

/// Philox4x64-10, the stream of numpy.random.Philox(key=seed), which begins at counter 1: C++26's
/// std::philox4x64 of the same key returns the block of counter 0 before it. It is slower than
/// philox4x32, which needs no products of 128 bits.
using philox4x64 = counter_engine<detail::philox_cipher<std::uint64_t, detail::multiply_64>>;

} // namespace HPK_ISA
} // namespace hpk::random
