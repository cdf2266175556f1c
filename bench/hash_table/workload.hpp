// SPDX-License-Identifier: MIT
#pragma once

#include <array>
#include <string_view>

namespace hpk::bench::hash_table {

/// The kinds of work. The time is per key, row, entry, or pair of erasure and insertion.
enum class workload {
    insert,          ///< every member into an empty table
    insert_reserved, ///< the same after `reserve`
    build,           ///< the same from arrays of keys and values, in the fastest way
    group,           ///< sums of rows by key, four rows per member, into an empty table
    count,           ///< how often each word of a text occurs, into an empty table
    count_many,      ///< the same in bulk, if the table supports it
    find_hits,       ///< look-ups of members, one after the other
    find_misses,     ///< look-ups of others
    find_mixed,      ///< look-ups, half of members and half of others
    find_many,       ///< the same as find_mixed in bulk, if the table supports it
    iterate,         ///< the sum of all values
    copy,            ///< a copy of the table
    churn,           ///< the oldest entry is erased and a new one inserted
};

inline constexpr std::array<std::string_view, 13> workload_names{
    "insert",      "insert_reserved", "build",     "group",   "count", "count_many", "find_hits",
    "find_misses", "find_mixed",      "find_many", "iterate", "copy",  "churn"};

inline constexpr std::string_view name_of(workload w) {
    return workload_names[static_cast<std::size_t>(w)];
}

/// True for work that counts words; only tables with strings as keys do it.
inline constexpr bool counts_words(workload w) {
    return w == workload::count || w == workload::count_many;
}

/// True for work that makes a table.
inline constexpr bool makes_table(workload w) {
    return w <= workload::count_many || w == workload::copy;
}

/// True for work on the table with all members in it.
inline constexpr bool wants_members(workload w) {
    return w >= workload::find_hits && w <= workload::copy;
}

} // namespace hpk::bench::hash_table
