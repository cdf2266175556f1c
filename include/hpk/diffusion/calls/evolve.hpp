// SPDX-License-Identifier: MIT
#pragma once

/// \file
/// The definitions of evolve and its relatives, which hpk/diffusion.hpp declares. They check
/// arguments and allocate scratch memory before a variant changes any cell.

#include <algorithm>
#include <concepts>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <span>
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
#include "hpk/diffusion/request.hpp"
#include "hpk/diffusion/workspace.hpp"

namespace hpk::diffusion {
inline namespace HPK_ISA {
namespace detail {

/// Checks the arguments, and returns them as a request without scratch memory.
template <std::size_t Rank, class T, boundary B, execution_policy Execution>
[[nodiscard]] auto checked(grid_view<T, Rank> u, const parameters<T>& p, std::int64_t steps,
                           B outside, Execution how) {
    expect_grid(u, "u");
    expect_parameters<Rank>(p);
    expect_at_least(steps, 0, "steps");
    hpk::detail::expect_threads(how);
    return request{u, p, steps, expect_boundary<T>(outside), how, std::span<T>{}};
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

/// A variant on a backend, for requests of this type.
template <class Variant, class Backend, class Request>
struct runner {
    using T = typename Request::value_type;
    using Rung = typename variant_within<Variant, typename Request::boundary_type>::type;
    using L = lanes<T, backend_for<Rung, Backend, T>>;

    /// The scratch memory for a request.
    [[nodiscard]] static std::span<T> scratch(const Request& r, workspace& memory) {
        return memory.reserve<T>(Rung::template scratch<L>(r));
    }
    /// Takes the steps.
    static void evolve(Request r, workspace& memory) {
        if (r.steps == 0 || r.u.empty()) return;
        r.scratch = scratch(r, memory);
        Rung::template evolve<L>(r);
    }
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
    auto r = detail::checked(view_of(std::forward<Grid>(u)), p, steps, outside, how);
    detail::runner<Variant, Backend, decltype(r)>::evolve(r, memory);
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
    auto r = detail::checked(view_of(std::forward<Grid>(u)), p, steps, outside, how);
    using runner = detail::runner<Variant, Backend, decltype(r)>;
    detail::expect_at_least(every, 1, "every");
    // Reserve all the memory that the stages can need before the first of them.
    for (const std::int64_t stage : {(std::min)(every, steps), steps % every}) {
        r.steps = stage;
        (void)runner::scratch(r, memory);
    }
    std::int64_t done = 0;
    while (done < steps) {
        r.steps = (std::min)(every, steps - done);
        runner::evolve(r, memory);
        done += r.steps;
        if (!detail::observe(observer, detail::to_read(r.u), done)) break;
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
