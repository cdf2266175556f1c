// SPDX-License-Identifier: MIT
#include <cmath>
#include <complex>
#include <cstdint>
#include <numeric>
#include <string>
#include <vector>

import hpk;

int main() {
    const auto plane = hpk::julia::accumulated_plane(hpk::julia::region<double>{}, 100);
    const auto counts = hpk::julia::escape_counts(plane, {-0.62772, -0.42193}, 300);
    const auto sum = std::accumulate(counts.begin(), counts.end(), std::int64_t{0});

    auto dye = hpk::diffusion::dye_block<double>(64, 64); // 7 x 7 cells of 0.005
    hpk::diffusion::evolve(dye, {}, 100, hpk::diffusion::reflecting{});
    const auto total = std::accumulate(dye.begin(), dye.end(), 0.0);

    hpk::hash_map<std::string, int> lengths{{"whale", 5}};
    lengths["sea"] = 3;

#ifdef HPK_ISA
#error "macros of hpk have come along"
#endif
    return sum == 334236 && std::abs(total - 0.245) < 1e-12 && lengths.at("whale") == 5 ? 0 : 1;
}
