// SPDX-License-Identifier: MIT
#pragma once

/// \file
/// The definitions of evolve and its relatives, which hpk/diffusion.hpp declares. They check
/// arguments and allocate scratch memory before a variant changes any cell.

#include <algorithm>
#include <array>
#include <concepts>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <type_traits>
#include <utility>

#include "hpk/core/backend.hpp"
#include "hpk/core/exact.hpp"
#include "hpk/core/execution.hpp"
#include "hpk/core/grid.hpp"
#include "hpk/core/grid_view.hpp"
#include "hpk/core/lanes.hpp"
#include "hpk/diffusion/boundary.hpp"
#include "hpk/diffusion/calls/checks.hpp"
#include "hpk/diffusion/grids.hpp"
#include "hpk/diffusion/parameters.hpp"
#include "hpk/diffusion/workspace.hpp"

namespace hpk::diffusion {
inline namespace HPK_ISA {
namespace detail {

template <std::size_t Rank, class T, execution_policy Execution>
void expect_evolution(grid_view<T, Rank> u, const parameters<T>& p, std::int64_t steps,
                      Execution how) {
    expect_grid(u, "u");
    expect_parameters<Rank>(p);
    expect_at_least(steps, 0, "steps");
    hpk::detail::expect_threads(how);
}

/// The scratch memory that `steps` steps need.
template <class Variant, class L, std::size_t Rank, execution_policy Execution>
[[nodiscard]] auto scratch_for(const std::array<std::size_t, Rank>& extents, std::int64_t steps,
                               Execution how, workspace& memory) {
    return memory.reserve<typename L::value_type>(
        Variant::template scratch<L>(extents, steps, thread_count(how)));
}

/// The variant that takes the steps for a boundary: Variant itself, or its choice
/// `Variant::within`.
template <class Variant, boundary B>
struct variant_within {
    using type = Variant;
};
template <class Variant, boundary B>
    requires requires { typename Variant::template within<B>; }
struct variant_within<Variant, B> {
    using type = typename Variant::template within<B>;
};

/// Calls the observer; returns true if the run is to continue.
template <class Observer, class T, std::size_t Rank>
bool observe(Observer& observer, grid_view<const T, Rank> u, std::int64_t done) {
    using result = std::invoke_result_t<Observer&, grid_view<const T, Rank>, std::int64_t>;
    static_assert(std::is_void_v<result> || std::same_as<std::remove_cvref_t<result>, bool>,
                  "an observer must return nothing, or a bool that is false to stop the run");
    if constexpr (std::is_void_v<result>) {
        std::invoke(observer, u, done);
        return true;
    } else {
        return std::invoke(observer, u, done);
    }
}

} // namespace detail

template <class Variant, class Backend, writable_grid Grid, boundary Boundary,
          execution_policy Execution>
void evolve(Grid&& u, const parameters<cell_type<Grid>>& p, std::int64_t steps, Boundary outside,
            Execution how, workspace& memory) {
    using T = cell_type<Grid>;
    using Rung = typename detail::variant_within<Variant, Boundary>::type;
    using L = lanes<T, backend_for<Rung, Backend, T>>;
    const auto cells = view_of(std::forward<Grid>(u));
    detail::expect_evolution(cells, p, steps, how);
    const auto beyond = detail::expect_boundary<T>(outside);
    if (steps == 0 || cells.size() == 0) return;
    const auto scratch = detail::scratch_for<Rung, L>(cells.extents(), steps, how, memory);
    Rung::template evolve<L>(cells, p, steps, beyond, how, scratch);
}

template <class Variant, class Backend, writable_grid Grid, boundary Boundary,
          execution_policy Execution>
void evolve(Grid&& u, const parameters<cell_type<Grid>>& p, std::int64_t steps, Boundary outside,
            Execution how) {
    workspace memory;
    evolve<Variant, Backend>(std::forward<Grid>(u), p, steps, outside, how, memory);
}

template <class Variant, class Backend, writable_grid Grid, class Observer, boundary Boundary,
          execution_policy Execution>
std::int64_t evolve_and_observe(Grid&& u, const parameters<cell_type<Grid>>& p, std::int64_t steps,
                                std::int64_t every, Observer&& observer, Boundary outside,
                                Execution how, workspace& memory) {
    using T = cell_type<Grid>;
    using Rung = typename detail::variant_within<Variant, Boundary>::type;
    using L = lanes<T, backend_for<Rung, Backend, T>>;
    const auto cells = view_of(std::forward<Grid>(u));
    detail::expect_evolution(cells, p, steps, how);
    detail::expect_at_least(every, 1, "every");
    const auto beyond = detail::expect_boundary<T>(outside);
    // Reserve all the memory that the calls below can need, before the first of them.
    (void)detail::scratch_for<Rung, L>(cells.extents(), (std::min)(every, steps), how, memory);
    (void)detail::scratch_for<Rung, L>(cells.extents(), steps % every, how, memory);

    std::int64_t done = 0;
    while (done < steps) {
        const std::int64_t stage = (std::min)(every, steps - done);
        evolve<Variant, Backend>(cells, p, stage, beyond, how, memory);
        done += stage;
        if (!detail::observe(observer, detail::to_read(cells), done)) break;
    }
    return done;
}

template <class Variant, class Backend, writable_grid Grid, class Observer, boundary Boundary,
          execution_policy Execution>
std::int64_t evolve_and_observe(Grid&& u, const parameters<cell_type<Grid>>& p, std::int64_t steps,
                                std::int64_t every, Observer&& observer, Boundary outside,
                                Execution how) {
    workspace memory;
    return evolve_and_observe<Variant, Backend>(std::forward<Grid>(u), p, steps, every, observer,
                                                outside, how, memory);
}

template <std::floating_point T>
grid<T> dye_block(std::size_t rows, std::size_t columns) {
    grid<T> u(rows, columns);
    const auto part = [&](double share) {
        return static_cast<std::size_t>(pinned(share * static_cast<double>(rows)));
    };
    const std::size_t first = part(0.4);
    const std::size_t last = part(0.5);
    for (std::size_t i = first; i < last; ++i)
        for (std::size_t j = first; j < (std::min)(last, columns); ++j) u(i, j) = T(0.005);
    return u;
}

} // namespace HPK_ISA
} // namespace hpk::diffusion
