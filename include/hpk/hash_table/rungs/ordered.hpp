// SPDX-License-Identifier: MIT
#pragma once

#include <string_view>

#include "hpk/core/isa.hpp"
#include "hpk/hash_table/storage/ordered_storage.hpp"
#include "hpk/hash_table/storage/probe.hpp"

namespace hpk::hash_table {
inline namespace HPK_ISA {

/// The dict of CPython, as the book describes it. Elements are walked through in the order in which
/// they were inserted, at the speed of an array; a look-up goes by way of an index. Buckets are
/// found by the hash as it is, unmixed.
///
/// Erasing an element leaves a dummy in the index and a hole among the elements; nobody moves. When
/// 2/3 of the buckets (3/5 for sets) have been filled, dummies among them, the next insertion moves
/// everything to the smallest power of two of at least three times the elements that are left, or
/// to as many buckets as were reserved. So that is also when a table shrinks. The smallest has 8
/// buckets.
template <probing Probe>
struct basic_ordered {
    /// The members of every variant: see hpk::hash_table::variants.
    /// \{
    static constexpr std::string_view name = "ordered";
    static constexpr std::string_view summary =
        "the dict: elements in the order in which they came, found by way of an index";
    static constexpr bool vectorised = false;
    static constexpr bool takes_raw_hashes = true;

    template <class Backend>
    using on = basic_ordered;

    template <class Element, class Allocator>
    using storage = detail::ordered_storage<Element, Allocator, Probe>;
    /// \}
};

/// With CPython's probe.
using ordered = basic_ordered<probe::perturbed>;

} // namespace HPK_ISA
} // namespace hpk::hash_table
