// SPDX-License-Identifier: MIT
#include "julia/ladder.hpp"

#include "julia/pictures.hpp"
#include "ladder_entry.hpp"

namespace {

const hpk::bench::ladder_entry entered("julia", hpk::bench::julia::contests,
                                       hpk::bench::julia::draw);

} // namespace
