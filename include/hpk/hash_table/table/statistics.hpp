// SPDX-License-Identifier: MIT
#pragma once

#include <algorithm>
#include <cstddef>

#include "hpk/core/isa.hpp"

namespace hpk::hash_table {

/// Measures how well the elements of a table are placed, and its memory. A probe looks at one
/// bucket, or at one window of buckets if the policy compares several at once.
struct statistics {
    std::size_t size = 0;       ///< the number of elements
    std::size_t buckets = 0;    ///< the number of buckets
    std::size_t bytes = 0;      ///< the memory of the table, without what elements own themselves
    double load_factor = 0;     ///< size / buckets
    std::size_t collisions = 0; ///< elements that the first probe does not find
    double mean_probes = 0;     ///< probes to find an element, on average over all
    std::size_t max_probes = 0; ///< probes to find an element, at most
};

} // namespace hpk::hash_table

namespace hpk::hash_table::detail {
inline namespace HPK_ISA {

/// The statistics of a table of Elements that has allocated so many bytes.
template <class Element, class Table>
[[nodiscard]] statistics measured(const Table& table, std::size_t bytes) {
    statistics s;
    s.size = table.size();
    s.buckets = table.bucket_count();
    s.bytes = bytes;
    s.load_factor = static_cast<double>(table.load_factor());
    double sum = 0;
    for (const auto& value : table) {
        const std::size_t probes = table.probe_count(Element::key(value));
        s.collisions += probes > 1 ? 1 : 0;
        s.max_probes = (std::max)(s.max_probes, probes);
        sum += static_cast<double>(probes);
    }
    if (s.size != 0) s.mean_probes = sum / static_cast<double>(s.size);
    return s;
}

} // namespace HPK_ISA
} // namespace hpk::hash_table::detail
