// SPDX-License-Identifier: MIT
#pragma once

/// \file
/// For the machines: calls with extents whose number the tests choose at run time.

#include <algorithm>
#include <array>
#include <cstddef>
#include <stdexcept>
#include <type_traits>
#include <vector>

namespace hpk::test {

/// Calls f with the extents as an array.
template <class F>
auto with_extents(const std::vector<std::size_t>& extents, const F& f) {
    const auto with_rank = [&]<std::size_t Rank>(std::integral_constant<std::size_t, Rank>) {
        std::array<std::size_t, Rank> shape{};
        std::copy_n(extents.begin(), Rank, shape.begin());
        return f(shape);
    };
    switch (extents.size()) {
    case 1:
        return with_rank(std::integral_constant<std::size_t, 1>{});
    case 2:
        return with_rank(std::integral_constant<std::size_t, 2>{});
    case 3:
        return with_rank(std::integral_constant<std::size_t, 3>{});
    default:
        throw std::invalid_argument("there is no such number of axes");
    }
}

} // namespace hpk::test
