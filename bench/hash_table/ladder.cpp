// SPDX-License-Identifier: MIT
#include "hash_table/ladder.hpp"

#include "hash_table/pictures.hpp"
#include "ladder_entry.hpp"

namespace {

const hpk::bench::ladder_entry entered("hash_table", hpk::bench::hash_table::contests,
                                       hpk::bench::hash_table::draw);

} // namespace
