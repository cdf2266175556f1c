// SPDX-License-Identifier: MIT
#include "search/peers/sorted_search.hpp"

#include <algorithm>
#include <bit>

#include "compiled_with.hpp"

namespace hpk::bench::peers {

void std_lower_bound(const std::int32_t* sorted, std::size_t size, const std::int32_t* keys,
                     std::size_t count, std::uint32_t* positions) {
    for (std::size_t k = 0; k < count; ++k)
        positions[k] =
            static_cast<std::uint32_t>(std::lower_bound(sorted, sorted + size, keys[k]) - sorted);
}

void searchsorted(const std::int32_t* sorted, std::size_t size, const std::int32_t* keys,
                  std::size_t count, std::uint32_t* positions) {
    constexpr std::size_t block = 256;
    for (std::size_t first = 0; first < count; first += block) {
        const std::size_t n = std::min(block, count - first);
        std::uint32_t* const at = positions + first;
        std::fill_n(at, n, 0U);
        std::size_t length = size;
        for (; length > 1; length -= length / 2) {
            const auto half = static_cast<std::uint32_t>(length / 2);
            for (std::size_t k = 0; k < n; ++k)
                at[k] += std::uint32_t{sorted[at[k] + half - 1] < keys[first + k]} * half;
        }
        for (std::size_t k = 0; k < n && length == 1; ++k)
            at[k] += std::uint32_t{sorted[at[k]] < keys[first + k]};
    }
}

eytzinger::eytzinger(const std::int32_t* sorted, std::size_t size)
    : values_(size + 1), positions_(size + 1) {
    positions_[0] = static_cast<std::uint32_t>(size);
    fill(sorted, 0, 1);
}

std::size_t eytzinger::fill(const std::int32_t* sorted, std::size_t next, std::size_t node) {
    if (node >= values_.size()) return next;
    next = fill(sorted, next, 2 * node);
    values_[node] = sorted[next];
    positions_[node] = static_cast<std::uint32_t>(next);
    return fill(sorted, next + 1, 2 * node + 1);
}

void eytzinger::lower_bound(const std::int32_t* keys, std::size_t count,
                            std::uint32_t* positions) const {
    constexpr std::size_t line = 64 / sizeof(std::int32_t);
    const std::int32_t* const values = values_.data();
    const std::size_t size = values_.size();
    for (std::size_t k = 0; k < count; ++k) {
        std::size_t node = 1;
        while (node < size) {
            __builtin_prefetch(values + node * line);
            node = 2 * node + std::size_t{values[node] < keys[k]};
        }
        node >>= std::countr_one(node) + 1;
        positions[k] = positions_[node];
    }
}

std::string sorted_search_made_with() {
    return made_with;
}

} // namespace hpk::bench::peers
