// SPDX-License-Identifier: MIT
#pragma once

#include "hpk/core/type_list.hpp"
#include "hpk/hash_table/rungs/key_window.hpp"
#include "hpk/hash_table/rungs/linear.hpp"
#include "hpk/hash_table/rungs/ordered.hpp"
#include "hpk/hash_table/rungs/tagged.hpp"

namespace hpk::hash_table {
inline namespace HPK_ISA {

/// The ladder, from textbook probing to the policy that is best at nearly everything, and the
/// policy that keeps insertion order. Tests, benchmarks and docs/variants.md are made from this
/// list.
///
/// A variant is a policy, an empty struct: `name`, one word; `summary`, a short description;
/// `vectorised`, true if it uses vectors; `on<Backend>`, itself on another backend; and
/// `storage<Element, Allocator>`, where elements are stored and how they are found. A variant need
/// not be in this list to be used. docs/extending.md adds one.
using variants = type_list<linear, key_window, tagged, ordered>;

} // namespace HPK_ISA
} // namespace hpk::hash_table
