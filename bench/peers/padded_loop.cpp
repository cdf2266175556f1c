// SPDX-License-Identifier: MIT
#include "peers/padded_loop.hpp"

#include <cstring>
#include <utility>

// The build says which of the two namespaces this object is to fill.
namespace hpk::bench::peers::HPK_PEER_COMPILER {
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

/// Fills the places before and after `n` blocks of `size` cells, which begin at `first`.
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

#define HPK_PEER_TEXT_EXPANDED(x) #x
#define HPK_PEER_TEXT(x) HPK_PEER_TEXT_EXPANDED(x)

const char* name() {
#if defined(__clang__)
    return "clang_" HPK_PEER_TEXT(__clang_major__);
#else
    return "gcc_" HPK_PEER_TEXT(__GNUC__);
#endif
}

} // namespace hpk::bench::peers::HPK_PEER_COMPILER
