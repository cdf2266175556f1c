// SPDX-License-Identifier: MIT
#pragma once

#include <concepts>
#include <cstddef>
#include <type_traits>

namespace hpk::diffusion {

/// Beyond each edge lies the opposite edge.
struct periodic {};

/// Beyond each edge every cell has the same value.
template <std::floating_point T>
struct fixed {
    T value = 0; ///< of every cell outside
};
/// fixed{0.5} is fixed<double>.
template <std::floating_point T>
fixed(T) -> fixed<T>;

/// Beyond each edge lies the edge cell itself, so nothing flows out.
struct reflecting {};

/// The cells at the edges never change. (A cell is at an edge if one of its indices is the first or
/// the last; a grid that is one or two cells thick along an axis consists of such cells.)
struct frozen {};

/// True for fixed<T>.
template <class B>
inline constexpr bool is_fixed = false;
/// As above.
template <class T>
inline constexpr bool is_fixed<fixed<T>> = true;

/// The types that say what lies outside a grid.
template <class B>
concept boundary = std::same_as<B, periodic> || is_fixed<B> || std::same_as<B, reflecting> ||
    std::same_as<B, frozen>;

/// The index of the cell that stands at `i`, inside or outside an axis of n cells, however far; -1
/// where there is none, because the value there is fixed. A periodic axis repeats itself, a
/// reflecting one repeats itself mirrored: … 1 0 | 0 1 2 | 2 1 … Frozen edges are never asked what
/// lies beyond them.
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
    } else {
        return -1;
    }
}

} // namespace hpk::diffusion
