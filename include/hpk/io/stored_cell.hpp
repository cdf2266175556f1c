// SPDX-License-Identifier: MIT
#pragma once

#include <concepts>

namespace hpk {

/// The types of cells that files can hold: float, double, and integers of at most 64 bits.
template <class T>
concept stored_cell = std::same_as<T, float> || std::same_as<T, double> ||
                      (std::integral<T> && !std::same_as<T, bool> && sizeof(T) <= 8);

} // namespace hpk
