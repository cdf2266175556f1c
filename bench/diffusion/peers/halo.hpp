// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <cstring>

#include "diffusion/peers/padded_loop.hpp"

// In the namespace of the including object, so that each object has its own compiler's version.
namespace hpk::bench::peers::HPK_PEER {

/// Fills the halo before and after `n` blocks of `size` cells, which begin at `first`.
template <class T>
void fill_halo(T* first, std::size_t n, std::size_t size, edge outside, T value) {
    T* const last = first + (n - 1) * size;
    if (outside == edge::fixed) {
        for (std::size_t k = 0; k < size; ++k) (first - size)[k] = (last + size)[k] = value;
    } else {
        const bool wraps = outside == edge::periodic;
        std::memcpy(first - size, wraps ? last : first, size * sizeof(T));
        std::memcpy(last + size, wraps ? first : last, size * sizeof(T));
    }
}

template <class T>
void fill_halo(const padded_pair<T>& u) {
    const auto [planes, rows, columns] = u.extents;
    const std::size_t row = u.row_stride(), plane = u.plane_stride();
    T* const first_plane = u.now + (planes > 0 ? plane : 0);
    for (std::size_t p = 0; p < (planes > 0 ? planes : 1); ++p) {
        T* const first_row = first_plane + p * plane + (rows > 0 ? row : 0);
        for (std::size_t r = 0; r < (rows > 0 ? rows : 1); ++r)
            fill_halo(first_row + r * row + 1, columns, 1, u.outside, u.outside_value);
        if (rows > 0) fill_halo(first_row, rows, row, u.outside, u.outside_value);
    }
    if (planes > 0) fill_halo(first_plane, planes, plane, u.outside, u.outside_value);
}

} // namespace hpk::bench::peers::HPK_PEER
