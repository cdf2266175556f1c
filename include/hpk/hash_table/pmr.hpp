// SPDX-License-Identifier: MIT
#pragma once

#include <functional>
#include <memory_resource>
#include <utility>

#include "hpk/hash_table/map.hpp"
#include "hpk/hash_table/rungs/tagged.hpp"
#include "hpk/hash_table/set.hpp"

/// Tables that allocate from a std::pmr::memory_resource, like the standard library's std::pmr
/// containers.
namespace hpk::pmr {
inline namespace HPK_ISA {

/// hpk::hash_map with a std::pmr::polymorphic_allocator.
template <class Key, class T, class Hash = hash<Key>, class KeyEqual = std::equal_to<>,
          class Policy = hash_table::tagged>
using hash_map = hpk::hash_map<Key, T, Hash, KeyEqual,
                               std::pmr::polymorphic_allocator<std::pair<const Key, T>>, Policy>;

/// hpk::hash_set with a std::pmr::polymorphic_allocator.
template <class Key, class Hash = hash<Key>, class KeyEqual = std::equal_to<>,
          class Policy = hash_table::tagged>
using hash_set = hpk::hash_set<Key, Hash, KeyEqual, std::pmr::polymorphic_allocator<Key>, Policy>;

} // namespace HPK_ISA
} // namespace hpk::pmr
