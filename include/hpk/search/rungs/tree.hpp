// SPDX-License-Identifier: MIT
#pragma once

#include <algorithm>
#include <array>
#include <cstddef>
#include <string_view>
#include <vector>

#include "hpk/core/aligned_allocator.hpp"
#include "hpk/core/cache_line.hpp"
#include "hpk/search/keys/order.hpp"
#include "hpk/search/nodes/node.hpp"

namespace hpk::search {
inline namespace HPK_ISA {

/// A tree of cache lines beside the array, whose leaves are the array itself.
///
/// A leaf is B consecutive elements, as many as fit a cache line of 64 bytes: 16 of 4 bytes, 8
/// of 8. A node above has B keys and B + 1 children; its key j is the rank of the first element of
/// the leftmost leaf below child j + 1. So a search compares the B keys of one node per level, all
/// at once, and the number of them that are below the bound is the number of the child to go on
/// with. The index takes about 1/B of the array's memory, and O(n/B) to make. A search takes O(log
/// n / log B) cache lines; many keys go down together, while the nodes of each level are
/// prefetched.
///
/// Nodes that the array does not fill have the largest rank there, which no search counts; so no
/// value is forbidden. Source: the S+ tree of Sergey Slotin's *Algorithms for Modern Hardware*,
/// which copies the array and returns values.
struct tree {
    /// What every variant has: see hpk::search::variants.
    /// \{
    static constexpr std::string_view name = "tree";
    static constexpr std::string_view summary = "an index of cache lines, a node's keys at once";
    static constexpr bool vectorised = true;

    /// Searches one array: see hpk::search::variants.
    template <class L, searchable T>
    class searcher {
        using integer = typename L::value_type;
        static constexpr std::size_t width = node<L>::keys;

    public:
        /// For an array; makes the index. \throws std::bad_alloc
        explicit searcher(const sorted_array<T>& array, std::size_t /*keys*/ = 0) : array_(array) {
            const std::size_t leaves = (array.numbers() + width - 1) / width;
            std::array<std::size_t, most_levels> nodes{}; // of each level from the lowest on
            std::size_t all = 0;
            for (std::size_t below = leaves; below > 1; below = nodes[levels_ - 1]) {
                nodes[levels_++] = (below + width) / (width + 1);
                all += nodes[levels_ - 1];
            }
            keys_.resize(all * width);
            std::size_t end = all * width, leaves_per_child = 1;
            for (std::size_t level = 0; level < levels_; ++level) {
                end -= nodes[level] * width;
                first_[levels_ - 1 - level] = end;
                for (std::size_t key = 0; key < nodes[level] * width; ++key) {
                    const std::size_t child = key / width * (width + 1) + key % width + 1;
                    const std::size_t element = child * leaves_per_child * width;
                    keys_[end + key] =
                        element < array.numbers() ? array.rank(element) : order<T>::largest;
                }
                leaves_per_child *= width + 1;
            }
        }

        /// Writes the positions of `count` keys.
        template <side Side, class Position>
        void find(const T* keys, std::size_t count, Position* positions) const noexcept {
            std::size_t k = 0;
            for (; k + group_size <= count; k += group_size)
                find_group<Side, group_size>(keys + k, positions + k);
            for (; k < count; ++k) find_group<Side, 1>(keys + k, positions + k);
        }

        /// The memory that the index takes beside the array, in bytes.
        [[nodiscard]] std::size_t bytes() const noexcept { return keys_.size() * sizeof(integer); }

    private:
        static constexpr std::size_t most_levels = 21; // of 8 keys and 2^64 elements
        static constexpr std::size_t group_size = 64;

        /// Group keys go down level by level.
        template <side Side, std::size_t Group, class Position>
        [[gnu::always_inline]] void find_group(const T* keys, Position* positions) const noexcept {
            std::array<std::size_t, Group> at{};
            std::array<integer, Group> bounds;
            bool is_any_exceptional = false;
            for (std::size_t j = 0; j < Group; ++j) {
                const sought<T, Side> key(keys[j]);
                bounds[j] = key.bound();
                is_any_exceptional |= key.is_exceptional();
            }
            // Copies, since the compiler cannot know that stored positions leave the members alone.
            const integer* const all_nodes = keys_.data();
            const T* const elements = array_.data();
            const std::size_t levels = levels_, whole = array_.numbers() / width;
            for (std::size_t level = 0; level < levels; ++level) {
                const integer* const nodes = all_nodes + first_[level];
                const void* below = elements;
                if (level + 1 < levels) below = all_nodes + first_[level + 1];
                for (std::size_t j = 0; j < Group; ++j) {
                    const std::size_t own = at[j];
                    const std::size_t child = own * (width + 1) + count_in(nodes, own, bounds[j]);
                    __builtin_prefetch(static_cast<const char*>(below) + child * cache_line);
                    at[j] = child;
                }
            }
            for (std::size_t j = 0; j < Group; ++j)
                positions[j] = static_cast<Position>(
                    at[j] * width + (at[j] < whole ? count_in_leaf(elements, at[j], bounds[j])
                                                   : count_in_last_leaf(at[j] * width, bounds[j])));
            if (is_any_exceptional) [[unlikely]]
                for (std::size_t j = 0; j < Group; ++j)
                    if (const sought<T, Side> key(keys[j]); key.is_exceptional())
                        positions[j] = static_cast<Position>(key.exceptional(array_));
        }
        /// How many keys of a node, or elements of a whole leaf, are below a bound.
        /// \{
        [[gnu::always_inline]] static std::size_t count_in(const integer* nodes, std::size_t number,
                                                           integer bound) noexcept {
            const integer* const own = nodes + number * width;
            return node<L>::count_below(bound, [own](std::size_t k) __attribute__((always_inline)) {
                return L::load(own + k);
            });
        }
        [[gnu::always_inline]] static std::size_t count_in_leaf(const T* elements, std::size_t leaf,
                                                                integer bound) noexcept {
            const T* const own = elements + leaf * width;
            return node<L>::count_below(bound, [own](std::size_t k) __attribute__((always_inline)) {
                return order<T>::template ranks<L>(own + k);
            });
        }
        /// \}
        /// The last leaf may be a part of one, or nothing.
        [[gnu::noinline]] std::size_t count_in_last_leaf(std::size_t first,
                                                         integer bound) const noexcept {
            std::size_t count = 0;
            while (first + count < array_.numbers() && array_.rank(first + count) < bound) ++count;
            return count;
        }

        sorted_array<T> array_;
        std::vector<integer, aligned_allocator<integer>> keys_; ///< the nodes from the root on
        std::array<std::size_t, most_levels> first_{}; ///< where each level's first node lies
        std::size_t levels_ = 0;
    };
    /// \}
};

} // namespace HPK_ISA
} // namespace hpk::search
