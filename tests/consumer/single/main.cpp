// SPDX-License-Identifier: MIT
#include <hpk/diffusion.hpp>
#include <hpk/hash_table.hpp>
#include <hpk/julia.hpp>

#include <cmath>
#include <iostream>

#include "alone.hpp"

int main() {
    // All three in one source: a picture's counts in a table, and cells for each.
    hpk::hash_set<int> different;
    const auto plane = hpk::julia::uniform_plane(hpk::julia::region<float>{}, 40, 30);
    const auto counts = hpk::julia::escape_counts(plane, {-0.62772F, -0.42193F}, 50);
    for (const int count : counts) different.insert(count);
    hpk::grid<float> cells(8, different.size());
    hpk::diffusion::evolve(cells, {}, 3);

    std::cout << alone::julia() << ' ' << alone::diffusion() << ' ' << alone::hash_table() << ' '
              << cells.size() << '\n';
    return alone::julia() == 334236 && std::abs(alone::diffusion() - 0.245) < 1e-12 &&
                   alone::hash_table() == 328350 && cells.size() == 8 * different.size()
               ? 0
               : 1;
}
