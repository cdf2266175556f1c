// SPDX-License-Identifier: MIT
#pragma once

#include <algorithm>
#include <array>
#include <cstddef>
#include <string_view>
#include <type_traits>

#include "hpk/search/keys/order.hpp"

namespace hpk::search {
inline namespace HPK_ISA {

/// The binary search without branches, for a block of keys that take each step together: while one
/// key waits for memory, the others do, too, and not one after the other; and compilers that have a
/// gather instruction take steps of several keys at once. For an array that is searched once, since
/// it needs no index. O(log n) per key. Source: numpy's searchsorted, from version 2.5 on.
struct interleaved {
    /// What every variant has: see hpk::search::variants.
    /// \{
    static constexpr std::string_view name = "interleaved";
    static constexpr std::string_view summary = "many keys take each step of the search together";
    static constexpr bool vectorised = false;

    /// Searches one array: see hpk::search::variants.
    template <class L, searchable T>
    class searcher {
    public:
        /// For an array, and for about so many keys.
        searcher(const sorted_array<T>& array, std::size_t /*keys*/) noexcept : array_(array) {}

        /// Writes the positions of `count` keys.
        template <side Side, class Position>
        void find(const T* keys, std::size_t count, Position* positions) const noexcept {
            // Places of the width of T fit the vectors that compare the elements.
            using narrow = std::make_unsigned_t<typename L::value_type>;
            if constexpr (sizeof(narrow) < sizeof(std::size_t))
                if (array_.numbers() > static_cast<std::size_t>(order<T>::largest)) [[unlikely]]
                    return find_by<Side, std::size_t>(keys, count, positions);
            find_by<Side, narrow>(keys, count, positions);
        }

    private:
        static constexpr std::size_t block_size = 256;

        template <side Side, class Place, class Position>
        void find_by(const T* keys, std::size_t count, Position* positions) const noexcept {
            for (std::size_t k = 0; k < count; k += block_size)
                find_block<Side, Place>(keys + k, (std::min)(block_size, count - k), positions + k);
        }
        /// Not inlined, since g++ would warn of vectors of positions beyond a range of a few.
        template <side Side, class Place, class Position>
        [[gnu::noinline]] void find_block(const T* keys, std::size_t count,
                                          Position* positions) const noexcept {
            const T* const elements = array_.data();
            std::array<typename L::value_type, block_size> bounds;
            std::array<Place, block_size> at;
            for (std::size_t j = 0; j < count; ++j) {
                bounds[j] = sought<T, Side>(keys[j]).bound();
                at[j] = 0;
            }
            auto length = static_cast<Place>(array_.numbers());
            for (; length > 1; length -= length / 2) {
                const Place half = length / 2;
                for (std::size_t j = 0; j < count; ++j) {
                    const auto rank = order<T>::rank_of_number(elements[at[j] + half - 1]);
                    at[j] += Place{rank < bounds[j]} * half;
                }
            }
            for (std::size_t j = 0; j < count; ++j) {
                if (length == 1)
                    at[j] += Place{order<T>::rank_of_number(elements[at[j]]) < bounds[j]};
                const sought<T, Side> key(keys[j]);
                positions[j] =
                    static_cast<Position>(key.is_exceptional() ? key.exceptional(array_) : at[j]);
            }
        }

        sorted_array<T> array_;
    };
    /// \}
};

} // namespace HPK_ISA
} // namespace hpk::search
