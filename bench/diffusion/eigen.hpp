// SPDX-License-Identifier: MIT
#pragma once

#include <memory>
#include <string>

#include <hpk/eigen.hpp>

#include "compiled_with.hpp"
#include "contestants.hpp"

namespace hpk::bench::diffusion {

/// Eigen's array expressions at a problem.
template <class Problem>
entrant eigen(const std::shared_ptr<Problem>& p) {
    entrant e = contestant<hpk::diffusion::eigen, native>(p);
    e.backend = std::to_string(EIGEN_WORLD_VERSION) + "." + std::to_string(EIGEN_MAJOR_VERSION) +
                "." + std::to_string(EIGEN_MINOR_VERSION);
    e.peer = made_with;
    return e;
}

} // namespace hpk::bench::diffusion
