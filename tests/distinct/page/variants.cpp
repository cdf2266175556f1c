// SPDX-License-Identifier: MIT
#include <hpk/distinct/variants.hpp>

#include "variants_page.hpp"

namespace {

const hpk::test::page_part described = hpk::test::page_part::of<hpk::distinct::variants>(
    {"Distinct", "hpk/distinct.hpp",
     "; the variants of hyperloglog's add_many; sketches are of any type that can be hashed",
     "key"});

} // namespace
