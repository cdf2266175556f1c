// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>

#include "hpk/core/isa.hpp"

namespace hpk::hash_table::detail {
inline namespace HPK_ISA {

/// The windows that a search visits after those near the home of its key: `first`, then every
/// `stride`-th bucket, modulo the number of buckets.
struct route {
    std::size_t first;
    std::size_t stride;
    std::size_t hash; ///< what the elements on the route are tagged with
    bool is_seeded;   ///< the route depends on the table's seed
};

/// The end of a search that did not find its key on its route.
struct search_end {
    std::size_t free = 0;     ///< an empty bucket for the key
    std::size_t passed = 0;   ///< the full buckets that the search passed on its route
    std::size_t compared = 0; ///< the keys whose tags let them through, and which differed

    /// True if a search in a table of so many elements and buckets was longer than chance allows,
    /// even once in 10^16 searches, so that keys must have been chosen to collide.
    ///
    /// In linear probing with random homes a share e of empty buckets makes runs of k full ones
    /// with a probability below exp(-k (-e - ln(1 - e))) < exp(-k e^2 / 2), here exp(-40); and tags
    /// of four bits let one key in 16 through, one in four with a probability of exp(-37).
    /// Keys in the iteration order of another table, which fill the buckets from one end, make
    /// longer runs, so that runs of up to 2800 buckets may be four times as long.
    [[nodiscard]] bool beats_chance(std::size_t size, std::size_t buckets) const noexcept {
        const double empty = 1 - static_cast<double>(size) / static_cast<double>(buckets);
        const double exponent = static_cast<double>(passed) * (empty * empty) / 2;
        return (exponent > 40 && (passed > 2800 || exponent > 160)) || 4 * compared > passed + 64;
    }
};

} // namespace HPK_ISA
} // namespace hpk::hash_table::detail
