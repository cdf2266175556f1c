// SPDX-License-Identifier: MIT
#include "diffusion/peers/padded_loop.hpp"

#include <cstring>
#include <utility>

#include "compiled_with.hpp"
#include "diffusion/peers/halo.hpp"

// The build chooses the namespace of this object.
namespace hpk::bench::peers::HPK_PEER {
namespace {

template <class T>
void update_row(const T* __restrict c, T* __restrict out, std::size_t n, T k) {
    for (std::size_t j = 0; j < n; ++j) out[j] = c[j] + k * (c[j + 1] + c[j - 1] - 2 * c[j]);
}

template <class T>
void update_row(const T* __restrict c, T* __restrict out, std::size_t n, std::size_t row, T k) {
    const T* __restrict above = c - row;
    const T* __restrict below = c + row;
    for (std::size_t j = 0; j < n; ++j)
        out[j] = c[j] + k * (below[j] + above[j] + c[j + 1] + c[j - 1] - 4 * c[j]);
}

template <class T>
void update_row(const T* __restrict c, T* __restrict out, std::size_t n, std::size_t row,
                std::size_t plane, T k) {
    const T* __restrict front = c - plane;
    const T* __restrict back = c + plane;
    const T* __restrict above = c - row;
    const T* __restrict below = c + row;
    for (std::size_t j = 0; j < n; ++j)
        out[j] =
            c[j] + k * (back[j] + front[j] + below[j] + above[j] + c[j + 1] + c[j - 1] - 6 * c[j]);
}

/// Updates a row of a plane, a plane of rows, or all planes, less `skip` cells at either end.
template <class T>
void sweep(const padded_pair<T>& u, std::size_t skip, T k) {
    const auto [planes, rows, columns] = u.extents;
    const std::size_t row = u.row_stride(), plane = u.plane_stride(), first = u.first() + skip;
    const std::size_t n = columns - 2 * skip;
    if (planes > 0) {
        for (std::size_t p = skip; p < planes - skip; ++p) {
            for (std::size_t r = skip; r < rows - skip; ++r) {
                const std::size_t at = first + p * plane + r * row;
                update_row(u.now + at, u.next + at, n, row, plane, k);
            }
        }
    } else if (rows > 0) {
        for (std::size_t r = skip; r < rows - skip; ++r) {
            const std::size_t at = first + r * row;
            update_row(u.now + at, u.next + at, n, row, k);
        }
    } else {
        update_row(u.now + first, u.next + first, n, k);
    }
}

} // namespace

template <class T>
void padded_loop(padded_pair<T>& u, T scale, std::int64_t steps) {
    const bool frozen = u.outside == edge::frozen;
    if (frozen) {
        std::memcpy(u.next, u.now, u.size() * sizeof(T));
        for (const std::size_t extent : u.extents)
            if (extent == 1 || extent == 2) return;
    }
    for (std::int64_t s = 0; s < steps; ++s) {
        if (!frozen) fill_halo(u);
        sweep(u, frozen ? 1 : 0, scale);
        std::swap(u.now, u.next);
    }
}

template void padded_loop(padded_pair<float>&, float, std::int64_t);
template void padded_loop(padded_pair<double>&, double, std::int64_t);

const char* name() {
    return compiler_name;
}
const char* made_with() {
    return bench::made_with;
}

} // namespace hpk::bench::peers::HPK_PEER
