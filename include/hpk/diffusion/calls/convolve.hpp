// SPDX-License-Identifier: MIT
#pragma once

/// \file
/// The definition of convolve, which hpk/diffusion.hpp declares.

#include <concepts>
#include <span>
#include <string>
#include <utility>

#include "hpk/core/execution.hpp"
#include "hpk/core/expects.hpp"
#include "hpk/core/grid_view.hpp"
#include "hpk/core/lanes.hpp"
#include "hpk/diffusion/boundary.hpp"
#include "hpk/diffusion/calls/checks.hpp"
#include "hpk/diffusion/cells/filter.hpp"
#include "hpk/diffusion/grids.hpp"
#include "hpk/diffusion/sweeps/stretches.hpp"

namespace hpk::diffusion {
inline namespace HPK_ISA {
template <class Backend, readable_grid In, writable_grid Out, boundary Boundary,
          execution_policy Execution>
void convolve(In&& in, std::span<const cell_type<In>> taps, Out&& out, Boundary outside,
              Execution how) {
    static_assert(!std::same_as<Boundary, frozen>,
                  "convolve needs to know what lies outside, which a frozen boundary does not say");
    static_assert(!std::same_as<Boundary, sides>, "convolve does not take sides");
    using T = cell_type<Out>;
    const auto u = to_read(view_of(std::forward<In>(in)));
    const auto result = view_of(std::forward<Out>(out));
    detail::expect_in_and_out(u, result);
    expects(taps.size() % 2 == 1, [&] {
        return "taps has " + hpk::detail::shown(taps.size()) +
               " elements but needs an odd number, the middle one for the cell itself";
    });
    hpk::detail::expect_threads(how);
    constexpr std::size_t rank = std::tuple_size_v<typename decltype(u)::extents_type>;
    const auto beyond = detail::expect_boundary<T, rank>(outside);

    for_each_stretch(result.extents(), beyond, how, [&](stretch s) {
        filter<lanes<T, Backend>>(u, s, taps, beyond, result.row(s.row) + s.first);
    });
}

} // namespace HPK_ISA
} // namespace hpk::diffusion
