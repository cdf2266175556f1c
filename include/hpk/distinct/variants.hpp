// SPDX-License-Identifier: MIT
#pragma once

#include "hpk/core/type_list.hpp"
#include "hpk/distinct/rungs/branchless.hpp"
#include "hpk/distinct/rungs/sieved.hpp"
#include "hpk/distinct/rungs/textbook.hpp"

namespace hpk::distinct {
inline namespace HPK_ISA {

/// The ladder, from the plainest variant to the fastest. Tests, benchmarks and docs/variants.md are
/// made from this list.
///
/// A variant is an empty struct: `name`, one word; `summary`, what it does; `vectorised`, whether
/// it uses vectors; and a template `adder<Backend>`, a class that is made of the registers and of
/// about how many keys are to come, and whose `add(keys, first, count)` adds the keys with these
/// numbers. `keys[k]` is the hash of key k; `keys.write` and `keys.select` hash many. A variant
/// need not be in this list to be called.
using variants = type_list<textbook, branchless, sieved>;

/// The quickest variant.
using fastest = sieved;

} // namespace HPK_ISA
} // namespace hpk::distinct
