// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <string_view>

#include "hpk/search/keys/one_by_one.hpp"

namespace hpk::search {
inline namespace HPK_ISA {

/// Looks at one element after the other until one does not come before the key. Since they are in
/// order, the last one of a vector stands for all of them. O(n) per key. Source: Gorelick and
/// Ozsvald, example 3-2.
struct linear {
    /// What every variant has: see hpk::search::variants.
    /// \{
    static constexpr std::string_view name = "linear";
    static constexpr std::string_view summary = "element by element from the first on";
    static constexpr bool vectorised = true;

    template <class L, searchable T>
    using searcher = one_by_one<linear, L, T>;
    /// \}

    /// How many numbers of the array have a rank below a bound.
    template <class L, searchable T>
    static std::size_t count_below(const sorted_array<T>& a,
                                   typename L::value_type bound) noexcept {
        std::size_t k = 0;
        while (k + L::size <= a.numbers() && a.rank(k + L::size - 1) < bound) k += L::size;
        while (k < a.numbers() && a.rank(k) < bound) ++k;
        return k;
    }
};

} // namespace HPK_ISA
} // namespace hpk::search
