// SPDX-License-Identifier: MIT
#pragma once

#include <algorithm>
#include <atomic>
#include <bit>
#include <cstddef>

#include "hpk/core/exact.hpp"
#include "hpk/core/execution.hpp"
#include "hpk/core/grid_view.hpp"
#include "hpk/diffusion/boundary.hpp"
#include "hpk/diffusion/sweeps/stretches.hpp"

namespace hpk::diffusion {
inline namespace HPK_ISA {

/// The largest |to - from| and the largest |from| of all cells; NaN if one is NaN.
template <class T>
struct change {
    T difference, magnitude;
};

/// Compares two grids of the same extents. Magnitudes are compared as integers, which order them as
/// numbers and place NaN last under any compiler flag; maxima do not depend on the order of cells.
template <class T, std::size_t Rank, execution_policy Execution>
[[nodiscard]] change<T> largest_change(grid_view<const T, Rank> from, grid_view<const T, Rank> to,
                                       Execution how) noexcept {
    using bits = bits_type<T>;
    std::atomic<bits> difference = 0, magnitude = 0;
    const auto raise = [](std::atomic<bits>& most, bits value) {
        bits now = most.load(std::memory_order_relaxed);
        while (now < value && !most.compare_exchange_weak(now, value, std::memory_order_relaxed)) {
        }
    };
    for_each_stretch(from.extents(), periodic{}, how, [&](stretch s) {
        constexpr bits all_but_sign = static_cast<bits>(~bits{0} >> 1);
        const T* const a = from.row(s.row);
        const T* const b = to.row(s.row);
        bits d = 0, m = 0;
        for (std::size_t j = s.first; j < s.last; ++j) {
            d = (std::max)(d, std::bit_cast<bits>(b[j] - a[j]) & all_but_sign);
            m = (std::max)(m, std::bit_cast<bits>(a[j]) & all_but_sign);
        }
        raise(difference, d);
        raise(magnitude, m);
    });
    return {std::bit_cast<T>(difference.load()), std::bit_cast<T>(magnitude.load())};
}

} // namespace HPK_ISA
} // namespace hpk::diffusion
