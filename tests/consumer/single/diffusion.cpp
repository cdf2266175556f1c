// SPDX-License-Identifier: MIT
#include <hpk/diffusion.hpp>

#include <numeric>

#include "alone.hpp"

double alone::diffusion() {
    auto dye = hpk::diffusion::dye_block<double>(64, 64); // 7 x 7 cells of 0.005
    hpk::diffusion::evolve(dye, {}, 100);
    return std::accumulate(dye.begin(), dye.end(), 0.0);
}
