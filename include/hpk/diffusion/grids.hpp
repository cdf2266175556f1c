// SPDX-License-Identifier: MIT
#pragma once

#include <concepts>
#include <type_traits>

#include "hpk/core/grid_view.hpp"

namespace hpk::diffusion {

/// The type of a grid's cells.
template <grid_like Grid>
using cell_type = typename view_type<Grid>::value_type;

/// Grids of float or double.
template <class Grid>
concept readable_grid = grid_like<Grid> && (std::same_as<cell_type<Grid>, float> ||
                                            std::same_as<cell_type<Grid>, double>);

/// Grids whose cells may be written: not const, and not an owning temporary.
template <class Grid>
concept writable_grid =
    readable_grid<Grid> && !std::is_const_v<typename view_type<Grid>::element_type>;

} // namespace hpk::diffusion
