// SPDX-License-Identifier: MIT
#pragma once

#include <array>
#include <concepts>
#include <cstddef>
#include <tuple>
#include <type_traits>
#include <utility>

#include "hpk/core/grid_view.hpp"

namespace hpk::diffusion {

/// The grids of F fields that are advanced together, all of the same extents.
template <class T, std::size_t Rank, std::size_t F>
using field_views = std::array<grid_view<T, Rank>, F>;

/// A grid as the only field.
template <grid_like X>
[[nodiscard]] auto views_of(X&& x) {
    return std::array{view_of(std::forward<X>(x))};
}
/// Several fields: a tuple of grids of one type of cell and one rank, such as std::tie(u, v).
template <grid_like First, grid_like... Rest>
    requires(std::same_as<view_type<First>, view_type<Rest>> && ...)
[[nodiscard]] auto views_of(const std::tuple<First, Rest...>& grids) {
    return std::apply(
        [](auto&... grid) {
            return std::array<view_type<First>, 1 + sizeof...(Rest)>{view_of(grid)...};
        },
        grids);
}

/// The same cells, read-only.
template <class T, std::size_t Rank>
[[nodiscard]] grid_view<const T, Rank> to_read(grid_view<T, Rank> u) noexcept {
    return u;
}
/// Those of all fields.
template <class T, std::size_t Rank, std::size_t F>
[[nodiscard]] field_views<const T, Rank, F> to_read(const field_views<T, Rank, F>& u) noexcept {
    field_views<const T, Rank, F> views;
    for (std::size_t f = 0; f < F; ++f) views[f] = to_read(u[f]);
    return views;
}

/// A grid, or a tuple of grids.
template <class X>
concept fields_like = requires(X&& x) { views_of(std::forward<X>(x)); };

/// The grid_view of each field.
template <fields_like Fields>
using field_view_type = typename decltype(views_of(std::declval<Fields>()))::value_type;

/// The number of fields.
template <fields_like Fields>
inline constexpr std::size_t number_of_fields =
    std::tuple_size_v<decltype(views_of(std::declval<Fields>()))>;

/// The type of a grid's cells.
template <fields_like Fields>
using cell_type = typename field_view_type<Fields>::value_type;

/// Grids of float or double, or tuples of them.
template <class Fields>
concept readable_fields = fields_like<Fields> && (std::same_as<cell_type<Fields>, float> ||
                                                  std::same_as<cell_type<Fields>, double>);

/// Grids or tuples of grids whose cells may be written: not const, and not an owning temporary.
template <class Fields>
concept writable_fields =
    readable_fields<Fields> && !std::is_const_v<typename field_view_type<Fields>::element_type>;

/// Grids of float or double.
template <class Grid>
concept readable_grid = grid_like<Grid> && readable_fields<Grid>;

/// Grids whose cells may be written.
template <class Grid>
concept writable_grid = grid_like<Grid> && writable_fields<Grid>;

} // namespace hpk::diffusion
