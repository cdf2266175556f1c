// SPDX-License-Identifier: MIT
#pragma once

#include <concepts>
#include <cstddef>
#include <type_traits>

#include "hpk/core/exact.hpp"
#include "hpk/core/expects.hpp"
#include "hpk/core/subnormals.hpp"
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

/// Lower bounds of n keys become the positions of the closest elements. It is not inlined, so that
/// no arithmetic leaves the guard.
template <searchable T>
[[gnu::noinline]] void move_to_closest(const sorted_array<T>& a, const T* keys, std::size_t n,
                                       std::size_t* positions) noexcept {
    const subnormals_kept guard;
    for (std::size_t k = 0; k < n; ++k) positions[k] = closest_to(keys[k], positions[k], a);
}

} // namespace detail
} // namespace HPK_ISA
} // namespace hpk::search
