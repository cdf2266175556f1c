// SPDX-License-Identifier: MIT
#pragma once

#include <algorithm>
#include <bit>
#include <cmath>
#include <cstddef>
#include <iterator>
#include <vector>

#include "hpk/core/expects.hpp"
#include "hpk/core/isa.hpp"

namespace hpk::hash_table {
inline namespace HPK_ISA {

/// The entropy of the hashes of some keys, in bits: the sum of -p log2(p) over the hashes that
/// occur, where p is the share of keys with that hash. It is log2 of the number of keys if no two
/// collide, and 0 if all do.
///
/// If `buckets`, a power of two, is given, only the low log2(buckets) bits of the hash count: those
/// with which hash_table::ordered chooses the first bucket. The entropy is then at most
/// log2(buckets).
/// \throws std::invalid_argument if `buckets` is neither 0, for the whole hash, nor a power of two
template <class Keys, class Hash>
double entropy(Keys&& keys, const Hash& hash, std::size_t buckets = 0) {
    expects(buckets == 0 || std::has_single_bit(buckets), [&] {
        return "buckets is " + hpk::detail::shown(buckets) +
               " but must be 0, for the whole hash, or a power of two";
    });
    std::vector<std::size_t> seen;
    std::ranges::transform(keys, std::back_inserter(seen), [&](const auto& key) {
        return static_cast<std::size_t>(hash(key)) & (buckets - 1);
    });
    std::ranges::sort(seen);

    const auto all = static_cast<double>(seen.size());
    double bits = 0;
    for (auto from = seen.begin(); from != seen.end();) {
        const auto to = std::upper_bound(from, seen.end(), *from);
        const double part = static_cast<double>(to - from) / all;
        bits -= part * std::log2(part);
        from = to;
    }
    return bits;
}

} // namespace HPK_ISA
} // namespace hpk::hash_table
