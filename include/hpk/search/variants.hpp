// SPDX-License-Identifier: MIT
#pragma once

#include "hpk/core/type_list.hpp"
#include "hpk/search/fastest.hpp"
#include "hpk/search/rungs/branchless.hpp"
#include "hpk/search/rungs/halving.hpp"
#include "hpk/search/rungs/interleaved.hpp"
#include "hpk/search/rungs/linear.hpp"
#include "hpk/search/rungs/tree.hpp"

namespace hpk::search {
inline namespace HPK_ISA {

/// The ladder, from the plainest variant to the fastest. Tests, benchmarks and docs/variants.md are
/// made from this list.
///
/// A variant is an empty struct: `name`, one word; `summary`, what it does; `vectorised`, whether
/// it uses vectors; and a template `searcher<L, T>`, a class that is made of the array and of how
/// many keys are to be expected, and whose `find<Side>(keys, count, positions)` writes their
/// positions, which must not lie in the memory of the keys. L is hpk::lanes of integers as wide as
/// T. It need not be in this list to be called.
using variants = type_list<linear, halving, branchless, interleaved, tree>;

/// The quickest variant.
using fastest = quickest_of<interleaved, tree>;

} // namespace HPK_ISA
} // namespace hpk::search
