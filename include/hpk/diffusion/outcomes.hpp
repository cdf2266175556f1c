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

} // namespace hpk::diffusion
