// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>

#include "hpk/search/keys/order.hpp"

namespace hpk::search {
inline namespace HPK_ISA {

/// The searcher of a variant that looks for one key after the other in the array itself:
/// Variant::count_below<L>(array, bound) is how many numbers have a rank below `bound`.
template <class Variant, class L, searchable T>
class one_by_one {
public:
    one_by_one(const sorted_array<T>& array, std::size_t /*keys*/) noexcept : array_(array) {}

    template <side Side, class Position>
    void find(const T* keys, std::size_t count, Position* positions) const noexcept {
        for (std::size_t k = 0; k < count; ++k) {
            const sought<T, Side> key(keys[k]);
            const std::size_t position =
                key.is_exceptional() ? key.exceptional(array_)
                                     : Variant::template count_below<L>(array_, key.bound());
            positions[k] = static_cast<Position>(position);
        }
    }

private:
    sorted_array<T> array_;
};

} // namespace HPK_ISA
} // namespace hpk::search
