// SPDX-License-Identifier: MIT
//
// Uses the bridge to Eigen as a consumer does whose warnings are errors. Never run.

#if __has_include(<Eigen/Core>)
#include <hpk/eigen.hpp>

void use_eigen();

void use_eigen() {
    using array = Eigen::Array<double, Eigen::Dynamic, Eigen::Dynamic, Eigen::RowMajor>;
    array u = array::Zero(16, 16);
    hpk::diffusion::evolve(u, {}, 3);
    hpk::diffusion::evolve<hpk::diffusion::eigen>(u.block(2, 2, 8, 8), {}, 3,
                                                  hpk::diffusion::reflecting{}, hpk::parallel{});
    auto g = hpk::diffusion::dye_block<float>(8, 8);
    hpk::as_eigen(g) *= 2;
}
#endif
