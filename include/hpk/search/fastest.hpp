// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <optional>
#include <string_view>

#include "hpk/search/keys/order.hpp"

namespace hpk::search {
inline namespace HPK_ISA {

/// `Indexed` where there are enough keys to pay for its index, `Plain` otherwise.
template <class Plain, class Indexed>
struct quickest_of {
    /// What every variant has: see hpk::search::variants.
    /// \{
    static constexpr std::string_view name = "fastest";
    static constexpr std::string_view summary = "whichever is quickest for the number of keys";
    static constexpr bool vectorised = true;

    /// Searches one array: see hpk::search::variants.
    template <class L, searchable T>
    class searcher {
    public:
        /// For an array, and for about so many keys.
        searcher(const sorted_array<T>& array, std::size_t keys) : plain_(array, keys) {
            if (keys > array.size() / elements_per_key) indexed_.emplace(array, keys);
        }
        /// Writes the positions of `count` keys.
        template <side Side, class Position>
        void find(const T* keys, std::size_t count, Position* positions) const noexcept {
            if (indexed_)
                indexed_->template find<Side>(keys, count, positions);
            else
                plain_.template find<Side>(keys, count, positions);
        }

    private:
        /// Making the index costs as much per this many elements as it saves per key.
        static constexpr std::size_t elements_per_key = 128;

        typename Plain::template searcher<L, T> plain_;
        std::optional<typename Indexed::template searcher<L, T>> indexed_;
    };
    /// \}
};

} // namespace HPK_ISA
} // namespace hpk::search
