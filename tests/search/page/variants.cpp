// SPDX-License-Identifier: MIT
#include <hpk/search/variants.hpp>

#include "variants_page.hpp"

namespace {

const hpk::test::page_part described = hpk::test::page_part::of<hpk::search::variants>(
    {"Search", "hpk/search.hpp",
     "; every variant takes integers of 32 and 64 bits, float and double", "element"});

} // namespace
