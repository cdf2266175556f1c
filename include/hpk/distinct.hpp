// SPDX-License-Identifier: MIT
#pragma once

/// \file
/// The distinct family: how many different keys there are, by sketches, which take a few kilobytes
/// however many keys they are given.
///
///     #include <hpk/distinct.hpp>
///
///     hpk::distinct::hyperloglog<std::string> today(14), week(14); // 2^14 bytes each
///     today.add("one key");
///     today.add_many(words, hpk::parallel{2});
///     double different = today.estimate();                         // within 0.8 %
///     week.merge(today);                                           // the union
///
/// `bloom_filter` says whether a key was seen, at about ten bits per key.
/// `hyperloglog` counts in the least memory; `k_minimum_values` also estimates small intersections.
/// Sketches of one hash function can be merged, and the result is that of adding the keys of both
/// to one sketch: their order, repeated keys and the number of threads cannot be seen in it.
///
/// Every variant on every backend leaves the same registers, and the estimate has the same bits
/// everywhere. Errors are std::invalid_argument with a sentence that names the argument; nothing
/// has changed then. For exact numbers use hpk::hash_set (hpk/hash_table.hpp).

#include "hpk/core/isa.hpp"

#include "hpk/distinct/bloom_filter.hpp"
#include "hpk/distinct/datasketches.hpp"
#include "hpk/distinct/estimators.hpp"
#include "hpk/distinct/hyperloglog.hpp"
#include "hpk/distinct/k_minimum_values.hpp"
#include "hpk/distinct/parquet.hpp"
#include "hpk/distinct/redis.hpp"
#include "hpk/distinct/variants.hpp"

/// Numbers of different keys: hpk/distinct.hpp.
namespace hpk::distinct {}
