// SPDX-License-Identifier: MIT
#include <hpk/maps/variants.hpp>

#include "variants_page.hpp"

namespace {

const hpk::test::page_part described = hpk::test::page_part::of<hpk::maps::variants>(
    {"Maps", "hpk/maps.hpp", "; all variants have the same results", "element"});

} // namespace
