// SPDX-License-Identifier: MIT
#pragma once

#include <algorithm>
#include <cstddef>
#include <vector>

namespace hpk::bench {

/// The median of some rounds' times; of an even number, the larger of the middle two.
inline double median(std::vector<double> rounds) {
    const auto middle = rounds.begin() + static_cast<std::ptrdiff_t>(rounds.size() / 2);
    std::ranges::nth_element(rounds, middle);
    return *middle;
}

} // namespace hpk::bench
