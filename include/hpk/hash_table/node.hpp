// SPDX-License-Identifier: MIT
#pragma once

#include <ratio>
#include <string_view>

#include "hpk/core/backend.hpp"
#include "hpk/hash_table/rungs/tagged.hpp"
#include "hpk/hash_table/storage/node_storage.hpp"
#include "hpk/hash_table/storage/table_sizes.hpp"

namespace hpk::hash_table {
inline namespace HPK_ISA {

/// `tagged` with each element in memory of its own, to which the buckets point: for programs that
/// keep pointers or references to elements, as std::unordered_map lets them.
///
/// A pointer or a reference to an element is valid until the element is erased. It survives
/// insertions, rehashes, and the removal of other elements; swaps, and moves of the table unless
/// the allocators differ; and merge() of tables that both have this policy, whose allocators are
/// equal. Assignment, build(), load() and clear() replace or remove all elements. Iterators, and
/// indices for nth(), become invalid as with `tagged`.
///
/// Elements need be neither movable nor copyable if they are constructed in place, by try_emplace.
///
/// It costs one allocation per element, and in a large table a second cache miss per key that is
/// found. The buckets take 13.5 to 27 bytes per element as the table grows, and the allocator adds
/// to the bytes of each element, too. insert_many and build insert one by one, on one thread. The
/// rows of accumulate_many must not lie in values that it changes.
///
///     hpk::hash_table::map<hpk::hash_table::node, std::string, long> counts;
///     long& whales = counts["whale"]; // stays valid as other words come and go
template <class Backend = native>
struct basic_node {
    /// The members of every variant: see hpk::hash_table::variants.
    /// \{
    static constexpr std::string_view name = "node";
    static constexpr std::string_view summary =
        "tagged, with elements in memory of their own: references to them stay valid";
    static constexpr bool vectorised = true;

    template <class Other>
    using on = basic_node<Other>;

    template <class Element, class Allocator>
    using storage =
        detail::node_storage<Element, Allocator,
                             detail::tag_probing<Backend, std::ratio<2, 3>, detail::doubled_sizes>>;
    /// \}
};

/// basic_node on the backend that the compiler's flags enable.
using node = basic_node<>;

} // namespace HPK_ISA
} // namespace hpk::hash_table
