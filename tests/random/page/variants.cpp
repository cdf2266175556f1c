// SPDX-License-Identifier: MIT
#include <hpk/random/variants.hpp>

#include "variants_page.hpp"

namespace {

const hpk::test::page_part described = hpk::test::page_part::of<hpk::random::variants>(
    {"Random", "hpk/random.hpp",
     "; the variants of fill and of count_in_quarter_circle, with any engine", "number"});

} // namespace
