// SPDX-License-Identifier: MIT
#include <hpk/diffusion/variants.hpp>

#include "variants_page.hpp"

namespace {

const hpk::test::page_part described = hpk::test::page_part::of<hpk::diffusion::variants>(
    {"Diffusion", "hpk/diffusion.hpp",
     "; every variant takes grids of one, two and three axes and every boundary", "cell"});

} // namespace
