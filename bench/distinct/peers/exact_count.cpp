// SPDX-License-Identifier: MIT
#include "distinct/peers/exact_count.hpp"

#include <unordered_set>

#include "compiled_with.hpp"

namespace hpk::bench::peers {

std::size_t exact_count(const std::uint64_t* keys, std::size_t size) {
    return std::unordered_set<std::uint64_t>(keys, keys + size).size();
}

std::string exact_count_made_with() {
    return made_with;
}

} // namespace hpk::bench::peers
