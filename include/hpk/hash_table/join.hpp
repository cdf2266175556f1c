// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <iterator>
#include <memory>
#include <span>
#include <utility>
#include <vector>

#include "hpk/core/execution.hpp"
#include "hpk/hash_table/map.hpp"

/// \file
/// Joins of tables and columns of keys.
///
///     const hpk::hash_map<int, double> prices{{7, 0.5}, {9, 2.5}};
///     const std::vector<int> sold{9, 8, 7, 9};
///     const auto found = join(sold, prices); // rows {0, 2, 3}, values {2.5, 0.5, 2.5}
///
/// For a left join, which keeps the rows without a match, use
/// hash_map::find_many(keys, values, missing).

namespace hpk::hash_table {
inline namespace HPK_ISA {

/// The rows of a column whose keys are in a table, and the values there.
template <class T>
struct matches {
    std::vector<std::size_t> rows; ///< indices, in ascending order
    std::vector<T> values;         ///< one per row
};

} // namespace HPK_ISA
} // namespace hpk::hash_table

namespace hpk {
inline namespace HPK_ISA {

/// The inner join of a column of keys and a table: the rows of the column whose keys are in the
/// table, with the table's values, in the order of the column for every number of threads.
/// \param keys   a contiguous range of Key, or of a type that the table looks up transparently
/// \param table  is looked up
/// \param how    hpk::sequential or hpk::parallel; hash and comparison must not throw in parallel
template <hash_table::detail::key_span Keys, class Key, class T, class Hash, class KeyEqual,
          class Allocator, class Policy, execution_policy How = sequential>
[[nodiscard]] hash_table::matches<T>
join(const Keys& keys, const hash_map<Key, T, Hash, KeyEqual, Allocator, Policy>& table,
     How how = {}) {
    const std::size_t count = std::ranges::size(keys);
    std::vector<const T*> found(count);
    hash_table::matches<T> result;
    const std::size_t hits = table.find_many(keys, std::span(found), how);
    result.rows.reserve(hits);
    result.values.reserve(hits);
    for (std::size_t k = 0; k < count; ++k) {
        if (found[k] == nullptr) continue;
        result.rows.push_back(k);
        result.values.push_back(*found[k]);
    }
    return result;
}

/// The inner join of two tables: the keys that are in both, with pairs of their values. The result
/// has the hash, the equality and the policy of the first table. O(min(|a|, |b|)): the smaller
/// table is iterated over, so the order depends on which that is.
template <class Key, class T, class Hash, class KeyEqual, class Allocator, class Policy, class U,
          class OtherHash, class OtherEqual, class OtherAllocator, class OtherPolicy>
[[nodiscard]] auto
join(const hash_map<Key, T, Hash, KeyEqual, Allocator, Policy>& a,
     const hash_map<Key, U, OtherHash, OtherEqual, OtherAllocator, OtherPolicy>& b) {
    using joined = hash_map<Key, std::pair<T, U>, Hash, KeyEqual,
                            std::allocator<std::pair<const Key, std::pair<T, U>>>, Policy>;
    joined result(0, a.hash_function(), a.key_eq());
    if (a.size() <= b.size()) {
        for (const auto& [key, value] : a)
            if (const auto other = b.find(key); other != b.end())
                result.try_emplace(key, value, other->second);
    } else {
        for (const auto& [key, value] : b)
            if (const auto own = a.find(key); own != a.end())
                result.try_emplace(own->first, own->second, value);
    }
    return result;
}

} // namespace HPK_ISA
} // namespace hpk
