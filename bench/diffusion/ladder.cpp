// SPDX-License-Identifier: MIT
#include "diffusion/ladder.hpp"

#include "diffusion/pictures.hpp"
#include "ladder_entry.hpp"

namespace {

const hpk::bench::ladder_entry entered("diffusion", hpk::bench::diffusion::contests,
                                       hpk::bench::diffusion::draw);

} // namespace
