// SPDX-License-Identifier: MIT
#include "diffusion/combinations.hpp"
#include "registration.hpp"

namespace {

const hpk::bench::registration entered(hpk::bench::diffusion::combinations<float>);

} // namespace
