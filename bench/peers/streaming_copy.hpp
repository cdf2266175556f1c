// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>

namespace hpk::bench::peers {

/// Copies `bytes` from one place to another, past the caches where the processor can: what memory
/// gives when every byte is read once and written once. Both places are 64-byte aligned and `bytes`
/// is a multiple of 64.
void streaming_copy(const void* from, void* to, std::size_t bytes);

} // namespace hpk::bench::peers
