// SPDX-License-Identifier: MIT
#include <hpk/reductions/variants.hpp>

#include "variants_page.hpp"

namespace {

const hpk::test::page_part described = hpk::test::page_part::of<hpk::reductions::variants>(
    {"Reductions", "hpk/reductions.hpp",
     "; the last three variants have the same, exact, results, and each of the others its own",
     "term"});

} // namespace
