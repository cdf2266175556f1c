// SPDX-License-Identifier: MIT
#include <hpk/julia/variants.hpp>

#include "variants_page.hpp"

namespace {

const hpk::test::page_part described =
    hpk::test::page_part::of<hpk::julia::variants>({"Julia", "hpk/julia.hpp", "", "point"});

} // namespace
