// SPDX-License-Identifier: MIT
// Evolves an Eigen array in place, between other Eigen expressions: heat spreads from a point of a
// plate, and the mean square of its distance from there grows by 4 dt with every step.
#include <cmath>
#include <cstdio>

#include <hpk/eigen.hpp>

int main() {
    using plate = Eigen::Array<double, Eigen::Dynamic, Eigen::Dynamic, Eigen::RowMajor>;
    constexpr Eigen::Index n = 211, centre = n / 2;
    constexpr double dt = 0.2;
    constexpr int stages = 4,
                  steps = 25; // heat moves by one cell per step, so it never reaches an edge

    plate heat = plate::Zero(n, n);
    heat(centre, centre) = 1;
    const double* const place = heat.data();

    const Eigen::ArrayXd offset = Eigen::ArrayXd::LinSpaced(n, -centre, centre);
    const plate square_distance =
        offset.square().replicate(1, n) + offset.square().transpose().replicate(n, 1);

    bool right = true;
    for (int stage = 1; stage <= stages; ++stage) {
        hpk::diffusion::evolve(heat, {.dt = dt}, steps);
        const double mean_square = (heat * square_distance).sum() / heat.sum();
        const double expected = 4 * dt * stage * steps;
        std::printf("%3d steps: mean square distance %.12g\n", stage * steps, mean_square);
        right = right && std::abs(mean_square - expected) < 1e-9 * expected;
    }

    // A block is a grid, too, and the cells around it do not change.
    const plate before = heat;
    hpk::diffusion::evolve(heat.topRows(centre), {}, 10, hpk::diffusion::reflecting{});
    right = right && (heat.bottomRows(n - centre) == before.bottomRows(n - centre)).all() &&
            (heat.topRows(centre) != before.topRows(centre)).any();

    return right && heat.data() == place ? 0 : 1;
}
