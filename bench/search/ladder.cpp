// SPDX-License-Identifier: MIT
#include "search/ladder.hpp"

#include "ladder_entry.hpp"
#include "search/pictures.hpp"

namespace {

const hpk::bench::ladder_entry entered("search", hpk::bench::search::contests,
                                       hpk::bench::search::draw);

} // namespace
