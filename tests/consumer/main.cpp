// SPDX-License-Identifier: MIT
#include <hpk/diffusion.hpp>
#include <hpk/hash_table.hpp>
#include <hpk/julia.hpp>

#include <cmath>
#include <complex>
#include <cstdint>
#include <iostream>
#include <numeric>

int main() {
    const auto plane = hpk::julia::accumulated_plane(hpk::julia::region<double>{}, 100);
    const std::complex<double> c{-0.62772, -0.42193};
    const auto counts = hpk::julia::escape_counts(plane, c, 300);
    const auto sum = std::accumulate(counts.begin(), counts.end(), std::int64_t{0});
    std::cout << "sum " << sum << '\n';

    auto dye = hpk::diffusion::dye_block<double>(64, 64); // 7 x 7 cells of 0.005
    hpk::diffusion::evolve(dye, {}, 100);
    const auto total = std::accumulate(dye.begin(), dye.end(), 0.0);
    std::cout << "total " << total << '\n';

    hpk::hash_map<std::int32_t, std::int64_t> pixels; // by their counts
    for (const std::int32_t count : counts) ++pixels[count];
    std::int64_t sum_again = 0;
    for (const auto& [count, number] : pixels) sum_again += count * number;
    std::cout << pixels.size() << " different counts\n";

    return sum == 334236 && sum_again == sum && std::abs(total - 0.245) < 1e-12 ? 0 : 1;
}
