// SPDX-License-Identifier: MIT
#pragma once

#include "hpk/core/type_list.hpp"
#include "hpk/reductions/rungs/compensated.hpp"
#include "hpk/reductions/rungs/expansion.hpp"
#include "hpk/reductions/rungs/extracted.hpp"
#include "hpk/reductions/rungs/in_order.hpp"
#include "hpk/reductions/rungs/pairwise.hpp"
#include "hpk/reductions/rungs/striped.hpp"
#include "hpk/reductions/rungs/superaccumulator.hpp"

namespace hpk::reductions {
inline namespace HPK_ISA {

/// The ladder. Tests, benchmarks and docs/variants.md are made from this list.
///
/// Order is meaning here: the first four add in different orders, so their results differ in the
/// last bits. The last three are exact, and give the same bits in any order.
///
/// A variant is an empty struct: `name`, one word; `summary`, what it does; `order`, the name of
/// its order of operations; `vectorised`, whether it uses vectors; and `sum<L>(source, how)`, the
/// sum of the terms of a source (hpk/core/ranges/source.hpp) that has at least one. L is
/// hpk::lanes of the terms' type. It need not be in this list to be called.
using variants =
    type_list<in_order, compensated, pairwise, striped, expansion, superaccumulator, extracted>;

} // namespace HPK_ISA
} // namespace hpk::reductions
