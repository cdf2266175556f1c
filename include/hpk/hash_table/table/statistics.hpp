// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>

namespace hpk::hash_table {

/// Measures how well the elements of a table are placed. A probe looks at one bucket, or at one
/// window of buckets if the policy compares several at once.
struct statistics {
    std::size_t size = 0;       ///< the number of elements
    std::size_t buckets = 0;    ///< the number of buckets
    double load_factor = 0;     ///< size / buckets
    std::size_t collisions = 0; ///< elements that the first probe does not find
    double mean_probes = 0;     ///< probes to find an element, on average over all
    std::size_t max_probes = 0; ///< probes to find an element, at most
};

} // namespace hpk::hash_table
