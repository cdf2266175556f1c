// SPDX-License-Identifier: MIT
#include "distinct/ladder.hpp"

#include "distinct/pictures.hpp"
#include "ladder_entry.hpp"

namespace {

const hpk::bench::ladder_entry entered("distinct", hpk::bench::distinct::contests,
                                       hpk::bench::distinct::draw);

} // namespace
