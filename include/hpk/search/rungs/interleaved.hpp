// SPDX-License-Identifier: MIT
#pragma once

#include <algorithm>
#include <array>
#include <cstddef>
#include <string_view>

#include "hpk/search/keys/order.hpp"

namespace hpk::search {
inline namespace HPK_ISA {

/// The binary search without branches, for a group of keys that take each step together: while one
/// key waits for memory, the elements that the others need are on their way. For an array that is
/// searched once, since it needs no index. O(log n) per key.
struct interleaved {
    /// What every variant has: see hpk::search::variants.
    /// \{
    static constexpr std::string_view name = "interleaved";
    static constexpr std::string_view summary = "many keys take each step of the search together";
    static constexpr bool vectorised = false;

    template <class L, searchable T>
    class searcher {
    public:
        searcher(const sorted_array<T>& array, std::size_t /*keys*/) noexcept : array_(array) {}

        template <side Side, class Position>
        void find(const T* keys, std::size_t count, Position* positions) const noexcept {
            for (std::size_t k = 0; k < count; k += group_size)
                find_group<Side>(keys + k, (std::min)(group_size, count - k), positions + k);
        }

    private:
        static constexpr std::size_t group_size = 32;

        template <side Side, class Position>
        void find_group(const T* keys, std::size_t count, Position* positions) const noexcept {
            std::array<typename L::value_type, group_size> bounds;
            std::array<std::size_t, group_size> at{};
            for (std::size_t j = 0; j < group_size; ++j) // spare places search for the last key
                bounds[j] = sought<T, Side>(keys[(std::min)(j, count - 1)]).bound();
            std::size_t length = array_.numbers();
            while (length > 1) {
                const std::size_t half = length / 2;
                length -= half;
                for (std::size_t j = 0; j < group_size; ++j)
                    at[j] += std::size_t{array_.rank(at[j] + half - 1) < bounds[j]} * half;
                if (length > 1)
                    for (std::size_t j = 0; j < group_size; ++j)
                        __builtin_prefetch(array_.data() + at[j] + length / 2 - 1);
            }
            for (std::size_t j = 0; j < count; ++j) {
                if (length == 1) at[j] += std::size_t{array_.rank(at[j]) < bounds[j]};
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
