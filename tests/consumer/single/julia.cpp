// SPDX-License-Identifier: MIT
#include <hpk/julia.hpp>

#include <numeric>

#include "alone.hpp"

std::int64_t alone::julia() {
    const auto plane = hpk::julia::accumulated_plane(hpk::julia::region<double>{}, 100);
    const auto counts = hpk::julia::escape_counts(plane, {-0.62772, -0.42193}, 300);
    return std::accumulate(counts.begin(), counts.end(), std::int64_t{0});
}
