#include <hpk/julia.hpp>

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
    return sum == 334236 ? 0 : 1;
}
