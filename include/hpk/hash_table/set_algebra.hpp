// SPDX-License-Identifier: MIT
#pragma once

#include <algorithm>
#include <memory>

#include "hpk/hash_table/set.hpp"

/// \file
/// Union, intersection, difference and symmetric difference of sets.
///
///     const hpk::hash_set<int> a{1, 2, 3}, b{3, 4};
///     set_union(a, b);                // {1, 2, 3, 4}
///     set_intersection(a, b);         // {3}
///     set_difference(a, b);           // {1, 2}
///     set_symmetric_difference(a, b); // {1, 2, 4}
///
/// The two sets must have the same key type and must agree on which keys are equal; they may differ
/// in hash, seed, allocator and policy. The result is a new set of the first's type with the
/// first's hash; a key that is in both comes from the first. Three of the four take the first set
/// by value and change the copy: `set_union(std::move(a), b)` makes no copy of a, and
/// set_difference(std::move(a), b) also works with keys that can only be moved.

namespace hpk {
inline namespace HPK_ISA {

/// The keys that are in one of the sets or in both. O(|a| + |b|): a is copied, and b is iterated
/// over.
template <class Key, class Hash, class Equal, class Allocator, class Policy, class OtherHash,
          class OtherEqual, class OtherAllocator, class OtherPolicy>
[[nodiscard]] hash_set<Key, Hash, Equal, Allocator, Policy>
set_union(hash_set<Key, Hash, Equal, Allocator, Policy> a,
          const hash_set<Key, OtherHash, OtherEqual, OtherAllocator, OtherPolicy>& b) {
    a.reserve((std::max)(a.size(), b.size()));
    a.insert(b.begin(), b.end());
    return a;
}

/// The keys that are in both sets. O(min(|a|, |b|)): the smaller set is iterated over.
template <class Key, class Hash, class Equal, class Allocator, class Policy, class OtherHash,
          class OtherEqual, class OtherAllocator, class OtherPolicy>
[[nodiscard]] hash_set<Key, Hash, Equal, Allocator, Policy>
set_intersection(const hash_set<Key, Hash, Equal, Allocator, Policy>& a,
                 const hash_set<Key, OtherHash, OtherEqual, OtherAllocator, OtherPolicy>& b) {
    using traits = std::allocator_traits<Allocator>;
    hash_set<Key, Hash, Equal, Allocator, Policy> both(
        0, a.hash_function(), a.key_eq(),
        traits::select_on_container_copy_construction(a.get_allocator()));
    both.max_load_factor(a.max_load_factor());
    both.reserve((std::min)(a.size(), b.size()));
    if (a.size() <= b.size()) {
        for (const Key& key : a)
            if (b.contains(key)) both.insert(key);
    } else {
        for (const Key& key : b)
            if (const auto in_a = a.find(key); in_a != a.end()) both.insert(*in_a);
    }
    return both;
}

/// The keys of a that are not in b. O(|a|): a is copied, and the smaller set is iterated over. The
/// result has as many buckets as a.
template <class Key, class Hash, class Equal, class Allocator, class Policy, class OtherHash,
          class OtherEqual, class OtherAllocator, class OtherPolicy>
[[nodiscard]] hash_set<Key, Hash, Equal, Allocator, Policy>
set_difference(hash_set<Key, Hash, Equal, Allocator, Policy> a,
               const hash_set<Key, OtherHash, OtherEqual, OtherAllocator, OtherPolicy>& b) {
    if (b.size() < a.size())
        for (const Key& key : b) a.erase(key);
    else
        erase_if(a, [&](const Key& key) { return b.contains(key); });
    return a;
}

/// The keys that are in one of the sets but not in both. O(|a| + |b|): a is copied, and b is
/// iterated over.
template <class Key, class Hash, class Equal, class Allocator, class Policy, class OtherHash,
          class OtherEqual, class OtherAllocator, class OtherPolicy>
[[nodiscard]] hash_set<Key, Hash, Equal, Allocator, Policy> set_symmetric_difference(
    hash_set<Key, Hash, Equal, Allocator, Policy> a,
    const hash_set<Key, OtherHash, OtherEqual, OtherAllocator, OtherPolicy>& b) {
    for (const Key& key : b)
        if (a.erase(key) == 0) a.insert(key);
    return a;
}

} // namespace HPK_ISA
} // namespace hpk
