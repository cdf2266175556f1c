// SPDX-License-Identifier: MIT
#pragma once

#include <concepts>
#include <cstddef>

namespace hpk::diffusion {

/// What one explicit Euler step of du/dt = D ∇²u needs, on cells of width 1: u += dt * D * (the sum
/// of the neighbours - 2 * rank * u).
template <std::floating_point T>
struct parameters {
    T dt = T(0.1);               ///< the time step
    T D = T(1);                  ///< the diffusion coefficient
    bool check_stability = true; ///< refuse dt and D with which errors would grow
};

} // namespace hpk::diffusion
