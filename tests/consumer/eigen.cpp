// SPDX-License-Identifier: MIT
#include <hpk/eigen.hpp>

#include <cmath>

int main() {
    Eigen::Array<double, Eigen::Dynamic, Eigen::Dynamic, Eigen::RowMajor> u(64, 64);
    u.setZero();
    u.block(25, 25, 7, 7) = 0.005;
    hpk::diffusion::evolve(u, {}, 100);
    return std::abs(u.sum() - 0.245) < 1e-12 ? 0 : 1;
}
