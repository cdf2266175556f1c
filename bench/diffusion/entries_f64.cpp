// SPDX-License-Identifier: MIT
#include "diffusion/combinations.hpp"
#include "registry.hpp"

namespace {

const hpk::bench::entry entered(hpk::bench::diffusion::combinations<double>);

} // namespace
