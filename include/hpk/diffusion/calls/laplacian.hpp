// SPDX-License-Identifier: MIT
#pragma once

/// \file
/// The definition of laplacian, which hpk/diffusion.hpp declares.

#include <algorithm>
#include <concepts>
#include <cstddef>
#include <functional>
#include <tuple>
#include <utility>

#include "hpk/core/execution.hpp"
#include "hpk/core/grid_view.hpp"
#include "hpk/core/lanes.hpp"
#include "hpk/diffusion/boundary.hpp"
#include "hpk/diffusion/calls/checks.hpp"
#include "hpk/diffusion/cells/elementwise.hpp"
#include "hpk/diffusion/cells/shifted.hpp"
#include "hpk/diffusion/grids.hpp"
#include "hpk/diffusion/sweeps/stretches.hpp"

namespace hpk::diffusion {
inline namespace HPK_ISA {
template <class Backend, readable_grid In, writable_grid Out, boundary Boundary,
          execution_policy Execution>
void laplacian(In&& in, Out&& out, Boundary outside, Execution how) {
    using T = cell_type<Out>;
    using L = lanes<T, Backend>;
    const auto u = detail::to_read(view_of(std::forward<In>(in)));
    const auto result = view_of(std::forward<Out>(out));
    detail::expect_in_and_out(u, result);
    hpk::detail::expect_threads(how);
    const auto beyond = detail::expect_boundary<T>(outside);

    constexpr std::size_t rank = std::tuple_size_v<typename decltype(u)::extents_type>;
    const auto place = [&](stretch s) { return result.row(s.row) + s.first; };
    if constexpr (std::same_as<Boundary, frozen>)
        for_each_stretch(result.extents(), periodic{}, how,
                         [&](stretch s) { std::fill_n(place(s), s.size(), T(0)); });
    for_each_stretch(result.extents(), beyond, how, [&](stretch s) {
        T* const sum = place(s);
        for_each_shifted_run(u, s, 0, +1, beyond, [&](std::size_t k, std::size_t n, auto x) {
            elementwise<L>(n, sum + k, std::identity{}, x);
        });
        const auto add = [&](std::size_t k, std::size_t n, auto x) {
            elementwise<L>(n, sum + k, std::plus<>{}, sum + k, x);
        };
        for_each_shifted_run(u, s, 0, -1, beyond, add);
        for (std::size_t axis = 1; axis < rank; ++axis)
            for (const int side : {+1, -1}) for_each_shifted_run(u, s, axis, side, beyond, add);
        const auto subtract_product = [](auto a, auto b, auto c) { return a - b * c; };
        elementwise<L>(s.size(), sum, subtract_product, sum, T(2 * rank), u.row(s.row) + s.first);
    });
}

} // namespace HPK_ISA
} // namespace hpk::diffusion
