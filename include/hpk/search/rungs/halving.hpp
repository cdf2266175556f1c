// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <string_view>

#include "hpk/search/keys/one_by_one.hpp"

namespace hpk::search {
inline namespace HPK_ISA {

/// Binary search as a book prints it: the part of the array that may hold the position is halved
/// until nothing is left of it. The processor guesses each comparison and is wrong half of the
/// time. O(log n) per key. Source: Gorelick and Ozsvald, example 3-3, with its last test mended.
struct halving {
    /// What every variant has: see hpk::search::variants.
    /// \{
    static constexpr std::string_view name = "halving";
    static constexpr std::string_view summary = "binary search, a branch per comparison";
    static constexpr bool vectorised = false;

    template <class L, searchable T>
    using searcher = one_by_one<halving, L, T>;
    /// \}

    /// How many numbers of the array have a rank below a bound.
    template <class L, searchable T>
    static std::size_t count_below(const sorted_array<T>& a,
                                   typename L::value_type bound) noexcept {
        std::size_t low = 0, high = a.numbers();
        while (low < high) {
            const std::size_t middle = low + (high - low) / 2;
            if (a.rank(middle) < bound)
                low = middle + 1;
            else
                high = middle;
        }
        return low;
    }
};

} // namespace HPK_ISA
} // namespace hpk::search
