// SPDX-License-Identifier: MIT
#pragma once

#include <concepts>
#include <cstddef>

#include "hpk/core/isa.hpp"

namespace hpk::diffusion {

/// Beyond each edge lies the opposite edge.
struct periodic {};

/// Beyond each edge every cell has the same value. The value holds at the centre of the edge cell's
/// outer neighbour: the wall with this value lies half a cell outside the grid's outer faces, one
/// cell from the centres of the edge cells.
template <std::floating_point T>
struct fixed {
    T value = 0; ///< of every cell outside
};
/// fixed{0.5} is fixed<double>.
template <std::floating_point T>
fixed(T) -> fixed<T>;
/// So is fixed{400}.
template <std::integral T>
fixed(T) -> fixed<double>;

/// Beyond each edge lies the edge cell itself, so nothing flows out. The wall is the outer face of
/// the edge cells.
struct reflecting {};

/// The cells at the edges never change: the wall runs through their centres. (A cell is at an edge
/// if one of its indices is the first or the last; a grid that is one or two cells thick along an
/// axis consists of such cells.)
struct frozen {};

inline namespace HPK_ISA {
struct sides;
template <class T, std::size_t Rank>
struct affine_sides;
} // namespace HPK_ISA

/// True for fixed<T>.
template <class B>
inline constexpr bool is_fixed = false;
/// As above.
template <class T>
inline constexpr bool is_fixed<fixed<T>> = true;

/// True for affine_sides, the form in which kernels get hpk::diffusion::sides.
template <class B>
inline constexpr bool is_affine = false;
/// As above.
template <class T, std::size_t Rank>
inline constexpr bool is_affine<affine_sides<T, Rank>> = true;

/// hpk's own boundaries, which the kernels treat specially.
template <class B>
concept known_boundary = std::same_as<B, periodic> || is_fixed<B> || std::same_as<B, reflecting> ||
                         std::same_as<B, frozen>;

/// A user-defined boundary that maps positions outside the grid to cells of the grid.
/// `B::resolve(i, n)` returns which of the cells 0 … n-1 of an axis stands at index i, where i < 0
/// or i >= n, and n >= 1. evolve and laplacian call it for i = -1 and i = n, convolve for as many
/// more as the taps reach.
template <class B>
concept resolving_boundary = !known_boundary<B> && requires(std::ptrdiff_t i, std::ptrdiff_t n) {
    { B::resolve(i, n) } -> std::same_as<std::ptrdiff_t>;
};

/// The types of boundaries: one for all sides, or hpk::diffusion::sides with one for each.
template <class B>
concept boundary =
    known_boundary<B> || resolving_boundary<B> || std::same_as<B, sides> || is_affine<B>;

/// The index of the cell that position i, inside or outside 0 … n-1, stands for; -1 where the value
/// is fixed. A periodic axis repeats, a reflecting one repeats mirrored: … 1 0 | 0 1 2 | 2 1 … The
/// result for positions beyond frozen edges is never used.
template <boundary B>
[[nodiscard]] constexpr std::ptrdiff_t resolve(std::ptrdiff_t i, std::ptrdiff_t n) noexcept {
    if (i >= 0 && i < n) return i;
    const auto repeated = [i](std::ptrdiff_t period) {
        const std::ptrdiff_t rest = i % period;
        return rest < 0 ? rest + period : rest;
    };
    if constexpr (std::same_as<B, periodic>) {
        return repeated(n);
    } else if constexpr (std::same_as<B, reflecting>) {
        const std::ptrdiff_t k = repeated(2 * n);
        return k < n ? k : 2 * n - 1 - k;
    } else if constexpr (is_fixed<B> || std::same_as<B, frozen>) {
        return -1;
    } else {
        static_assert(resolving_boundary<B>,
                      "hpk::diffusion::resolve does not know this boundary: give the type a static "
                      "member function resolve(i, n), or resolve() a case for it");
        return B::resolve(i, n);
    }
}

/// The same for the position i = -1 … n along an axis of a grid; beyond affine sides, the cell from
/// which the value is computed.
template <boundary B>
[[nodiscard]] constexpr std::ptrdiff_t resolve([[maybe_unused]] const B& outside,
                                               [[maybe_unused]] std::size_t axis, std::ptrdiff_t i,
                                               std::ptrdiff_t n) noexcept {
    if constexpr (is_affine<B>)
        return outside.image(axis, i, n);
    else
        return resolve<B>(i, n);
}

} // namespace hpk::diffusion
