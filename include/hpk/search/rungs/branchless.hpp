// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <string_view>

#include "hpk/search/keys/one_by_one.hpp"

namespace hpk::search {
inline namespace HPK_ISA {

/// Binary search with as many steps for every key: each adds half of the length to the position or
/// does not, which takes no branch. Nothing is fetched ahead either, so that in memory it is slower
/// than `halving`, whose wrong guesses at least fetch something. O(log n) per key.
struct branchless {
    /// What every variant has: see hpk::search::variants.
    /// \{
    static constexpr std::string_view name = "branchless";
    static constexpr std::string_view summary = "binary search, a conditional addition per step";
    static constexpr bool vectorised = false;

    template <class L, searchable T>
    using searcher = one_by_one<branchless, L, T>;
    /// \}

    /// How many numbers of the array have a rank below a bound.
    template <class L, searchable T>
    static std::size_t count_below(const sorted_array<T>& a,
                                   typename L::value_type bound) noexcept {
        std::size_t length = a.numbers(), position = 0;
        while (length > 1) {
            const std::size_t half = length / 2;
            position += std::size_t{a.rank(position + half - 1) < bound} * half;
            length -= half;
        }
        if (length == 1) position += std::size_t{a.rank(position) < bound};
        return position;
    }
};

} // namespace HPK_ISA
} // namespace hpk::search
