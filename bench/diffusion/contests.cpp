// SPDX-License-Identifier: MIT
#include "contest.hpp"

#include <cstddef>
#include <vector>

#include "diffusion/pictures.hpp"
#include "diffusion/problem.hpp"

namespace hpk::bench::diffusion {
namespace {

using namespace hpk::diffusion;

/// The plain loops, array libraries and every variant; in large grids only the faster ones. At the
/// size of the ladder, the top rung with narrower vectors and in float, too.
std::vector<entrant> rungs(std::size_t n) {
    const auto p = square<double>(n);
    std::vector<entrant> all = peers_at(p);
    const bool ladder = n == 512;
    add(all, array_libraries(p));
    if (n <= 512)
        add_variants<variants>(all, p);
    else
        add_variants<type_list<fused, time_blocked>>(all, p);
    all.push_back(entrant_at<fastest, native>(p));
    if (ladder) {
        add_narrower<fastest>(all, p);
        all.push_back(entrant_at<fastest, native>(square<float>(n)));
    }
    if (n >= 512) add_all_cores<fastest>(all, p);
    return all;
}

std::vector<contest> contests() {
    contest sizes{"diffusion_sizes", "Diffusion on {} x {} cells, periodic, double", "updates",
                  "10^9 updates/s", rungs};
    sizes.ladders = {512, 4096};
    sizes.sizes = {8, 16, 32, 64, 128, 256, 512, 1024, 2048, 4096, 8192};
    sizes.quick = {64, 128};
    sizes.axis = "cells along a side";
    sizes.rate = true;
    sizes.bytes = 2 * sizeof(double); // two grids
    sizes.power = 2;

    return {sizes};
}

const ladder_registration entered("diffusion", contests, draw);

} // namespace
} // namespace hpk::bench::diffusion
