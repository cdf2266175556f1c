// SPDX-License-Identifier: MIT
#pragma once

#include <concepts>
#include <cstdint>

namespace hpk::diffusion {

/// The steps of hpk::diffusion::advance_until.
template <std::floating_point T>
struct steps_taken {
    std::int64_t steps = 0; ///< their number, the last one included
    T dt = 0;               ///< the length of all but the last
    T last_dt = 0;          ///< the length of the last, at most dt
};

/// The reason why hpk::diffusion::relax returned.
enum class relaxed {
    within_tolerance, ///< the residual is at most the tolerance
    to_rounding,      ///< a step changes u by rounding errors only
    stalled,          ///< the residual no longer shrinks: sources that cannot flow out, perhaps
    not_enough,       ///< the number of sweeps was used up
    diverged,         ///< the residual is NaN or infinite, or has grown a millionfold
    stopped,          ///< the observer returned false
};

/// The result of hpk::diffusion::relax.
template <std::floating_point T>
struct relaxation {
    relaxed outcome = relaxed::within_tolerance; ///< why it ended
    std::int64_t sweeps = 0;                     ///< over the grid
    T residual = 0;                              ///< the largest |du/dt| of a cell of u
};

} // namespace hpk::diffusion
