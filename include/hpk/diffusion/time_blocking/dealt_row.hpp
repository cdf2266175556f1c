// SPDX-License-Identifier: MIT
#pragma once

/// \file
/// Rows dealt out to lanes.
///
/// A row is cut into as many segments as a vector has lanes, and vector j holds cell j of every
/// segment:
///
///     row     a b c d e f g h i j k l        (12 cells, 4 lanes, segments of 3)
///     dealt   G  adgj  behk  cfil  G'
///     G       .cfi     the cells before a, d, g, j: vector 2, each lane moved up by one
///     G'      dgj.     the cells after c, f, i, l: vector 0, each lane moved down by one
///
/// So the neighbours of vector j are the vectors j-1 and j+1 of the same row and vector j of the
/// rows above and below: whole, aligned vectors, whereas neighbours in row-major order straddle
/// two. Only the ghosts G and G' have to be renewed whenever the row has changed; the dots are
/// filled in by the boundary (row_edges.hpp). (T. Henretty et al., Data layout transformation for
/// stencil computations on short-vector SIMD architectures, 2011, call it dimension-lifted
/// transposition.)

#include <algorithm>
#include <cstddef>

#include "hpk/core/cache_line.hpp"
#include "hpk/core/vectors/transpose.hpp"
#include "hpk/core/vectors/unroll.hpp"

namespace hpk::diffusion {
inline namespace HPK_ISA {

/// The shape of dealt rows: segments of `length` cells, one ghost vector before and one after. A
/// pointer to a row points to the first cell of vector 0.
template <class L>
struct dealt_row {
    using T = typename L::value_type;

    std::size_t length; ///< vectors in a row, ghosts not counted

    /// The shortest row that holds `cells` cells; unused cells come after the last.
    static dealt_row holding(std::size_t cells) noexcept {
        return {(cells + L::size - 1) / L::size};
    }

    [[nodiscard]] std::size_t cells() const noexcept { return length * L::size; }

    /// The number of elements from one row to the next: the row and its ghosts, in whole cache
    /// lines, plus padding so that no six consecutive rows alias (see hpk::aliasing_distance).
    [[nodiscard]] std::size_t stride() const noexcept {
        constexpr std::size_t period = aliasing_distance / sizeof(T), apart = 5 * per_cache_line<T>;
        std::size_t elements = in_whole_cache_lines<T>((length + 2) * L::size);
        const auto aliases = [&] {
            for (std::size_t rows = 1; rows <= 5; ++rows) {
                const std::size_t distance = rows * elements % period;
                if (distance < apart || distance > period - apart) return true;
            }
            return false;
        };
        while (aliases()) elements += per_cache_line<T>;
        return elements;
    }

    /// The index of cell i in a dealt row.
    [[nodiscard]] std::size_t index(std::size_t i) const noexcept {
        return i % length * L::size + i / length;
    }

    /// Deals out cells() consecutive cells.
    [[gnu::noinline]] void deal(const T* from, T* row) const noexcept {
        in_squares(
            [&](std::size_t j) {
                square<L> v;
                unroll<L::size>([&](auto i) { v[i] = L::load(from + i * length + j); });
                transpose<L>(v);
                unroll<L::size>([&](auto i) { v[i].store(row + (j + i) * L::size); });
            },
            [&](std::size_t j) {
                for (std::size_t l = 0; l < L::size; ++l)
                    row[j * L::size + l] = from[l * length + j];
            });
    }

    /// Puts the cells back in order.
    [[gnu::noinline]] void gather(const T* row, T* to) const noexcept {
        in_squares(
            [&](std::size_t j) {
                square<L> v;
                unroll<L::size>([&](auto i) { v[i] = L::load(row + (j + i) * L::size); });
                transpose<L>(v);
                unroll<L::size>([&](auto i) { v[i].store(to + i * length + j); });
            },
            [&](std::size_t j) {
                for (std::size_t l = 0; l < L::size; ++l) to[l * length + j] = row[j * L::size + l];
            });
    }

    /// Renews the ghosts from the row itself, as if its last cell stood before its first.
    void close(T* row) const noexcept {
        rotate_up(L::load(row + (length - 1) * L::size)).store(row - L::size);
        rotate_down(L::load(row)).store(row + length * L::size);
    }

private:
    /// Visits whole squares of vectors; the last one may overlap the one before it.
    template <class Square, class Single>
    void in_squares(Square whole, Single single) const noexcept {
        if (length < L::size) {
            for (std::size_t j = 0; j < length; ++j) single(j);
            return;
        }
        const std::size_t last = length - L::size;
        for (std::size_t j = 0;; j = (std::min)(j + L::size, last)) {
            whole(j);
            if (j == last) return;
        }
    }
};

} // namespace HPK_ISA
} // namespace hpk::diffusion
