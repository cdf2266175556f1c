// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>

namespace hpk::bench::peers {

/// How many of the keys are different, by a std::unordered_set of them.
std::size_t exact_count(const std::uint64_t* keys, std::size_t size);

/// The compiler and the flags.
std::string exact_count_made_with();

} // namespace hpk::bench::peers
