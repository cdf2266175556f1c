// SPDX-License-Identifier: MIT

#include "julia/rungs.hpp"

template const std::vector<hpk::test::rung<float>>& hpk::test::julia_family::rungs<float>();
