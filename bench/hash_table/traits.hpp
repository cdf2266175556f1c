// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <cstdint>

namespace hpk::bench::hash_table {

/// The calls of a table in the measured loops. The traits of a table derive from this, override the
/// differences, and add
///
///     static constexpr std::string_view name;
///     template <class Key> using map = …;   // to std::uint64_t
struct standard_traits {
    /// Does what a table needs before the first insertion.
    template <class Map>
    static void prepare(Map&) {}

    template <class Map>
    static void reserve(Map& map, std::size_t size) {
        map.reserve(size);
    }
    template <class Map, class Key>
    static void insert(Map& map, const Key& key, std::uint64_t value) {
        map.try_emplace(key, value);
    }
};

} // namespace hpk::bench::hash_table
