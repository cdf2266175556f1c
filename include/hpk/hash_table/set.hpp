// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <functional>
#include <initializer_list>
#include <iterator>
#include <memory>
#include <utility>

#include "hpk/hash_table/rungs/tagged.hpp"
#include "hpk/hash_table/table/deduction.hpp"
#include "hpk/hash_table/table/table.hpp"

namespace hpk {
inline namespace HPK_ISA {

/// A table of keys: std::unordered_set without buckets and node handles. hpk/hash_table.hpp
/// describes it.
/// Its constructors are those of hash_table::detail::table, with the arguments of
/// std::unordered_set's.
template <class Key, class Hash = hash<Key>, class KeyEqual = std::equal_to<>,
          class Allocator = std::allocator<Key>, class Policy = hash_table::tagged>
class hash_set : public hash_table::detail::table<hash_table::detail::set_element<Key>, Hash,
                                                  KeyEqual, Allocator, Policy> {
    using base = hash_table::detail::table<hash_table::detail::set_element<Key>, Hash, KeyEqual,
                                           Allocator, Policy>;

public:
    using base::base;
    hash_set() = default;
    /// A table of these keys; of several equal ones it holds the first.
    // The base class has this constructor, too, but g++ needs it here to deduce types from a list.
    hash_set(std::initializer_list<Key> values) : base(values) {}
    /// Replaces the keys by these. Strong guarantee.
    hash_set& operator=(std::initializer_list<Key> values) {
        base::assign(values);
        return *this;
    }

    /// Exchanges two tables in constant time. Invalidates the iterators of both.
    friend void swap(hash_set& a, hash_set& b) noexcept(noexcept(a.swap(b))) { a.swap(b); }
};

/// Deduces the types of a table from its keys, as for std::unordered_set.
template <hash_table::detail::element_iterator It, hash_table::detail::end_of_elements<It> End,
          class... Arguments, class Key = std::iter_value_t<It>,
          class Deduced = hash_table::detail::deduced<Key, Key, Arguments...>>
    requires hash_table::detail::names_a_hash<Deduced>
hash_set(It, End, Arguments...)
    -> hash_set<Key, typename Deduced::hasher, typename Deduced::key_equal,
                typename Deduced::allocator_type>;

/// As above.
template <class Key>
hash_set(std::initializer_list<Key>) -> hash_set<Key>;
/// As above.
template <class Key, class... Arguments,
          class Deduced = hash_table::detail::deduced<Key, Key, Arguments...>>
    requires hash_table::detail::names_a_hash<Deduced>
hash_set(std::initializer_list<Key>, Arguments...)
    -> hash_set<Key, typename Deduced::hasher, typename Deduced::key_equal,
                typename Deduced::allocator_type>;

/// As above: a copy, with another allocator.
template <class Key, class Hash, class KeyEqual, class Allocator, class Policy>
hash_set(hash_set<Key, Hash, KeyEqual, Allocator, Policy>, Allocator)
    -> hash_set<Key, Hash, KeyEqual, Allocator, Policy>;

/// Removes the elements for which the predicate returns true, calling it once per element. Returns
/// the number of removed elements.
template <class Key, class Hash, class KeyEqual, class Allocator, class Policy, class Pred>
std::size_t erase_if(hash_set<Key, Hash, KeyEqual, Allocator, Policy>& table, Pred pred) {
    return table.erase_if(pred);
}

} // namespace HPK_ISA
} // namespace hpk

namespace hpk::hash_table {
inline namespace HPK_ISA {

/// hpk::hash_set with the policy first.
template <class Policy, class Key, class Hash = hash<Key>, class KeyEqual = std::equal_to<>,
          class Allocator = std::allocator<Key>>
using set = hash_set<Key, Hash, KeyEqual, Allocator, Policy>;

} // namespace HPK_ISA
} // namespace hpk::hash_table
