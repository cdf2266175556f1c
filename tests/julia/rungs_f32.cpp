// SPDX-License-Identifier: MIT

#include "julia/rungs.hpp"

template <>
const std::vector<hpk::test::rung<float>>& hpk::test::julia_family::rungs<float>() {
    static const auto all = rungs_of<julia::variants, float>();
    return all;
}
