// SPDX-License-Identifier: MIT
#pragma once

#include <string_view>

#include "hpk/core/isa.hpp"
#include "hpk/hash_table/storage/ordered_storage.hpp"
#include "hpk/hash_table/storage/probe.hpp"

namespace hpk::hash_table {
inline namespace HPK_ISA {

/// The dict of CPython, as Gorelick and Ozsvald, High Performance Python, 3rd ed., describe it.
/// Iteration visits elements in insertion order, at the speed of an array; a look-up uses an index.
/// Hashes are used unmixed.
///
/// Erasing an element leaves a dummy in the index and a hole among the elements; no element moves.
/// When 2/3 of the buckets (3/5 for sets) have been filled, including dummies, the next insertion
/// moves all elements to a table with at least three times as many buckets as elements, rounded up
/// to a power of two, and with at least as many as were reserved. A table can also shrink at that
/// moment. The smallest has 8 buckets.
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

/// basic_ordered with CPython's probe.
using ordered = basic_ordered<probe::perturbed>;

} // namespace HPK_ISA
} // namespace hpk::hash_table
