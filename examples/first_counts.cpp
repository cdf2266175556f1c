// SPDX-License-Identifier: MIT
// The shortest use of the library: the classic Julia set, and the sum of its counts.
#include <cstdio>
#include <numeric>

#include <hpk/julia.hpp>

int main() {
    const auto plane = hpk::julia::accumulated_plane(hpk::julia::region<double>{}, 1000);
    const auto counts = hpk::julia::escape_counts(plane, {-0.62772, -0.42193}, 300);
    const long sum = std::accumulate(counts.begin(), counts.end(), 0L);
    std::printf("%ld\n", sum);
    return sum == 33219980 ? 0 : 1;
}
