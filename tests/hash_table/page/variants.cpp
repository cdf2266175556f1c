// SPDX-License-Identifier: MIT
#include <hpk/hash_table/variants.hpp>

#include "variants_page.hpp"

namespace {

const hpk::test::page_part described = hpk::test::page_part::of<hpk::hash_table::variants>(
    {"Hash table", "hpk/hash_table.hpp",
     "; a variant is a policy of hpk::hash_map and hpk::hash_set, and takes every key but for "
     "`key_window`; `compact` is `tagged` with up to 7/8 of its buckets full, "
     "and `node` keeps each element in memory of its own",
     "bucket"});

} // namespace
