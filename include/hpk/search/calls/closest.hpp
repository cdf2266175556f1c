// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <type_traits>

#include "hpk/core/exact.hpp"
#include "hpk/core/execution.hpp"
#include "hpk/core/expects.hpp"
#include "hpk/search/calls/positions.hpp"
#include "hpk/search/keys/order.hpp"

namespace hpk::search {
inline namespace HPK_ISA {
namespace detail {

inline void expect_elements(std::size_t elements) {
    expects(elements > 0, [] { return "closest needs an array of at least one element"; });
}

/// The distance of two numbers, the larger first: exact for integers, rounded once for others.
template <searchable T>
auto distance(T larger, T smaller) noexcept {
    if constexpr (std::integral<T>) {
        using wide = std::make_unsigned_t<T>;
        return static_cast<wide>(static_cast<wide>(larger) - static_cast<wide>(smaller));
    } else {
        return pinned(pinned(larger) - pinned(smaller));
    }
}

/// The position of the element that is closest to a key whose lower bound is known.
template <searchable T>
std::size_t closest_to(T key, std::size_t lower, const sorted_array<T>& a) noexcept {
    if (lower == a.size()) return lower - 1;
    if (lower == a.numbers()) // only NaNs follow, which are close to nothing but NaN
        return lower == 0 || order<T>::is_nan(key) ? lower : lower - 1;
    if (lower == 0 || a.rank(lower) == order<T>::rank(key)) return lower;
    const auto up = distance(a.data()[lower], key);
    const auto down = distance(key, a.data()[lower - 1]);
    using ranks = order<std::remove_const_t<decltype(up)>>;
    return ranks::rank(up) > ranks::rank(down) ? lower - 1 : lower;
}

/// Lower bounds of keys become the positions of the closest elements.
template <searchable T, class Position>
void move_to_closest(const sorted_array<T>& a, const T* keys, std::size_t count,
                     Position* positions, execution_policy auto how) noexcept {
    for_each_stretch(how, count, [&](std::size_t first, std::size_t n) {
        for (std::size_t k = first; k < first + n; ++k)
            positions[k] = static_cast<Position>(closest_to(keys[k], positions[k], a));
    });
}

} // namespace detail
} // namespace HPK_ISA
} // namespace hpk::search
