// SPDX-License-Identifier: MIT

#include "julia/rungs.hpp"

template <>
const std::vector<hpk::test::rung<double>>& hpk::test::julia_family::rungs<double>() {
    static const auto all = rungs_of<julia::variants, double>();
    return all;
}
