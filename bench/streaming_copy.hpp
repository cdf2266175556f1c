// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>

namespace hpk::bench::peers {

/// Copies `bytes` from one place to another, with non-temporal stores if the processor has them.
/// This measures the memory bandwidth when every byte is read once and written once. Both places
/// must be 64-byte aligned and `bytes` must be a multiple of 64.
void streaming_copy(const void* from, void* to, std::size_t bytes);

} // namespace hpk::bench::peers
