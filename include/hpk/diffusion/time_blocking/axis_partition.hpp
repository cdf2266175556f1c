// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>

#include "hpk/core/share.hpp"
#include "hpk/diffusion/time_blocking/tile.hpp"

namespace hpk::diffusion {

/// An axis of n cells cut into parts whose lengths differ by one at most.
struct axis_partition {
    std::ptrdiff_t n, parts;
    bool wraps; ///< the axis is periodic

    /// The first cell of part i; for i = parts, the end of the axis.
    [[nodiscard]] std::ptrdiff_t begin(std::ptrdiff_t i) const noexcept {
        return hpk::detail::begin_of_share(n, parts, i);
    }
    /// The part that has cell x.
    [[nodiscard]] std::ptrdiff_t part_of(std::ptrdiff_t x) const noexcept {
        std::ptrdiff_t i = x / (n / parts + 1);
        while (begin(i + 1) <= x) ++i;
        return i;
    }
    /// The reach for the cells of part i: see hpk::diffusion::reach_of.
    [[nodiscard]] reach reach_of(std::ptrdiff_t i, std::ptrdiff_t steps,
                                 bool may_be_whole) const noexcept {
        return diffusion::reach_of(begin(i), begin(i + 1), n, wraps, steps, may_be_whole);
    }
};

} // namespace hpk::diffusion
