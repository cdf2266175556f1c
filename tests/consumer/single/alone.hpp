// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>

/// A macro for sources that include one family and no other.
namespace alone {
std::int64_t julia();
double diffusion();
std::int64_t hash_table();
} // namespace alone
