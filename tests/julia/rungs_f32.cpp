// SPDX-License-Identifier: MIT

#include "julia/rungs.hpp"

template const std::vector<hpk::test::rung<float>>& hpk::test::rungs<float>();
