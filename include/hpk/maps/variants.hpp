// SPDX-License-Identifier: MIT
#pragma once

#include "hpk/core/type_list.hpp"
#include "hpk/maps/rungs/blocked.hpp"
#include "hpk/maps/rungs/fused.hpp"
#include "hpk/maps/rungs/temporaries.hpp"

namespace hpk::maps {
inline namespace HPK_ISA {

/// The ladder. Tests, benchmarks and docs/variants.md are made from this list.
///
/// A variant is an empty struct: `name`, one word; `summary`, what it does; `vectorised`, whether
/// it uses vectors; and `map<L>(source, out, how)`, which writes the terms of a source of at least
/// one (hpk/core/ranges/source.hpp) to an output (hpk/core/ranges/outputs.hpp). L is hpk::lanes of
/// the terms' type. It need not be in this list to be called.
using variants = type_list<temporaries, blocked, fused>;

} // namespace HPK_ISA
} // namespace hpk::maps
