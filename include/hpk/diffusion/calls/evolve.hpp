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
#include <span>
#include <string>
#include <type_traits>
#include <utility>
#include <vector>

#include "hpk/core/backend.hpp"
#include "hpk/core/exact.hpp"
#include "hpk/core/execution.hpp"
#include "hpk/core/expects.hpp"
#include "hpk/core/grid.hpp"
#include "hpk/core/grid_view.hpp"
#include "hpk/core/lanes.hpp"
#include "hpk/diffusion/affine_sides.hpp"
#include "hpk/diffusion/boundary.hpp"
#include "hpk/diffusion/calls/checks.hpp"
#include "hpk/diffusion/grids.hpp"
#include "hpk/diffusion/parameters.hpp"
#include "hpk/diffusion/request.hpp"
#include "hpk/diffusion/rule.hpp"
#include "hpk/diffusion/sides.hpp"
#include "hpk/diffusion/workspace.hpp"

namespace hpk::diffusion {
inline namespace HPK_ISA {
namespace detail {

/// True for variants that take the steps of any rule.
template <class Variant>
concept takes_rules = requires { requires Variant::takes_rules; };

/// Checks the parameters of a step.
template <class Variant, class T, std::size_t Rank>
void expect_step(const parameters<T>& p, const std::array<std::size_t, Rank>&) {
    expect_parameters<Rank>(p);
    if constexpr (!takes_rules<Variant>)
        for (std::size_t axis = 0; axis < Rank; ++axis)
            expects(pinned(p.spacing[axis]) == 1, [&] {
                using hpk::detail::shown;
                return "spacing[" + shown(axis) + "] is " + shown(p.spacing[axis]) +
                       " but the variant " + std::string(Variant::name) +
                       " takes only cells that are 1 wide";
            });
}
/// Checks a rule and its time step.
template <class Variant, class Rule, class T, std::size_t Rank>
void expect_step(const timed_rule<Rule, T>& p, const std::array<std::size_t, Rank>& extents) {
    static_assert(takes_rules<Variant>,
                  "this variant does not take rules, but naive, buffered, fused and time_blocked "
                  "do; leave the variant to hpk, or name one of these");
    expect_finite(p.dt, "dt");
    if constexpr (requires { p.rule->template expect<Rank>(extents, p.dt); })
        p.rule->template expect<Rank>(extents, p.dt);
}

/// Checks the arguments, and returns them as a request without scratch memory. Its boundary refers
/// to `arrays`.
template <class Variant, std::size_t Rank, class T, std::size_t F, class P, boundary B,
          execution_policy Execution>
[[nodiscard]] auto checked(const field_views<T, Rank, F>& u, const P& p, std::int64_t steps,
                           const B& outside, Execution how, side_arrays<T>& arrays) {
    static_assert(!std::same_as<B, sides> || takes_rules<Variant>,
                  "this variant does not take sides, but naive, buffered, fused and time_blocked "
                  "do; leave the variant to hpk, or name one of these");
    expect_fields(u, "u");
    expect_step<Variant>(p, u[0].extents());
    expect_at_least(steps, 0, "steps");
    hpk::detail::expect_threads(how);
    const auto beyond = expect_boundary(outside, u[0].extents(), arrays);
    expect_same_spacing<Rank>(p, outside);
    request r{u[0], p, steps, beyond, how, std::span<T>{}};
    for (std::size_t f = 1; f < F; ++f) r.others[f - 1] = u[f];
    return r;
}

/// Takes the steps of a request, of which `done` were taken before, by calls run(r) with requests
/// for some of the steps. If sides vary, they are asked for some thousand steps at a time, or fewer
/// if they also differ along many cells.
template <class Request, boundary B, class Run>
void evolve_from(std::int64_t done, Request r, [[maybe_unused]] const B& outside, const Run& run) {
    if constexpr (std::same_as<B, sides>) {
        if (any_varies<Request::rank>(outside)) {
            constexpr std::int64_t at_once = 4096, at_least = 64;
            constexpr std::size_t most = std::size_t{1} << 20; // elements of arrays
            using T = typename Request::value_type;
            std::vector<typename Request::boundary_type::pairs> of_steps;
            const std::int64_t end = done + r.steps;
            for (; done < end; done += r.steps) {
                side_arrays<T> arrays;
                std::size_t elements = 0;
                of_steps.clear();
                for (r.steps = 0; r.steps < (std::min)(at_once, end - done); ++r.steps) {
                    if (elements > most && r.steps >= at_least) break;
                    const std::size_t before = arrays.size();
                    const auto now = expect_sides(outside, done + r.steps, r.u.extents(), arrays);
                    of_steps.push_back(now.of);
                    r.outside.differ = r.outside.differ || now.differ;
                    for (std::size_t k = before; k < arrays.size(); ++k)
                        elements += arrays[k].size();
                }
                of_steps.push_back(of_steps.back()); // for the ghosts after the last step
                r.outside.of = of_steps.front();
                r.outside.steps = of_steps.data();
                run(std::as_const(r));
            }
            return;
        }
    }
    run(std::as_const(r));
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
    /// Takes the steps of a request, of which `done` were taken before.
    template <boundary B>
    static void evolve_from(std::int64_t done, const Request& all, const B& outside,
                            workspace& memory) {
        detail::evolve_from(done, all, outside, [&](Request r) {
            if (r.steps == 0 || r.u.empty()) return;
            r.scratch = scratch(r, memory);
            Rung::template evolve<L>(r);
        });
    }
};

/// Calls the observer with the grid, or an array of grids; returns true if the run is to continue.
template <class Observer, class Cells>
bool observe(Observer& observer, const Cells& u, std::int64_t done) {
    using result = std::invoke_result_t<Observer&, const Cells&, std::int64_t>;
    static_assert(std::is_void_v<result> || std::same_as<std::remove_cvref_t<result>, bool>,
                  "an observer must return nothing, or a bool that is false to stop the run");
    if constexpr (std::is_void_v<result>) {
        std::invoke(observer, u, done);
        return true;
    } else {
        return std::invoke(observer, u, done);
    }
}

/// evolve, for parameters and for rules.
template <class Variant, class Backend, std::size_t Rank, class T, std::size_t F, class P,
          boundary B, execution_policy Execution>
void take_steps(const field_views<T, Rank, F>& u, const P& p, std::int64_t steps, B outside,
                Execution how, workspace& memory) {
    side_arrays<T> arrays;
    const auto r = checked<Variant>(u, p, steps, outside, how, arrays);
    runner<Variant, Backend, std::remove_const_t<decltype(r)>>::evolve_from(0, r, outside, memory);
}

/// evolve_and_observe, for parameters and for rules.
template <class Variant, class Backend, std::size_t Rank, class T, std::size_t F, class P,
          class Observer, boundary B, execution_policy Execution>
std::int64_t take_observed_steps(const field_views<T, Rank, F>& u, const P& p, std::int64_t steps,
                                 std::int64_t every, Observer& observer, B outside, Execution how,
                                 workspace& memory) {
    side_arrays<T> arrays;
    auto r = checked<Variant>(u, p, steps, outside, how, arrays);
    using runner = detail::runner<Variant, Backend, decltype(r)>;
    expect_at_least(every, 1, "every");
    // Reserve all the memory that the stages can need before the first of them.
    for (const std::int64_t stage : {(std::min)(every, steps), steps % every}) {
        r.steps = stage;
        (void)runner::scratch(r, memory);
    }
    const auto seen = to_read(u);
    std::int64_t done = 0;
    while (done < steps) {
        r.steps = (std::min)(every, steps - done);
        runner::evolve_from(done, r, outside, memory);
        done += r.steps;
        bool proceed = true;
        if constexpr (F == 1)
            proceed = observe(observer, seen[0], done);
        else
            proceed = observe(observer, seen, done);
        if (!proceed) break;
    }
    return done;
}

} // namespace detail

template <class Variant, class Backend, writable_grid Grid, boundary Boundary,
          execution_policy Execution>
void evolve(Grid&& u, const parameters<cell_type<Grid>>& p, std::int64_t steps, Boundary outside,
            Execution how, workspace& memory) {
    detail::take_steps<Variant, Backend>(views_of(std::forward<Grid>(u)), p, steps, outside, how,
                                         memory);
}

template <class Variant, class Backend, writable_grid Grid, boundary Boundary,
          execution_policy Execution>
void evolve(Grid&& u, const parameters<cell_type<Grid>>& p, std::int64_t steps, Boundary outside,
            Execution how) {
    workspace memory;
    evolve<Variant, Backend>(std::forward<Grid>(u), p, steps, outside, how, memory);
}

template <class Variant, class Backend, writable_fields Fields, rule_for<Fields> Rule,
          boundary Boundary, execution_policy Execution>
void evolve(Fields&& u, const Rule& rule, cell_type<Fields> dt, std::int64_t steps,
            Boundary outside, Execution how, workspace& memory) {
    const timed_rule<Rule, cell_type<Fields>> p{&rule, dt};
    detail::take_steps<Variant, Backend>(views_of(std::forward<Fields>(u)), p, steps, outside, how,
                                         memory);
}

template <class Variant, class Backend, writable_fields Fields, rule_for<Fields> Rule,
          boundary Boundary, execution_policy Execution>
void evolve(Fields&& u, const Rule& rule, cell_type<Fields> dt, std::int64_t steps,
            Boundary outside, Execution how) {
    workspace memory;
    evolve<Variant, Backend>(std::forward<Fields>(u), rule, dt, steps, outside, how, memory);
}

template <class Variant, class Backend, writable_grid Grid, class Observer, boundary Boundary,
          execution_policy Execution>
std::int64_t evolve_and_observe(Grid&& u, const parameters<cell_type<Grid>>& p, std::int64_t steps,
                                std::int64_t every, Observer&& observer, Boundary outside,
                                Execution how, workspace& memory) {
    return detail::take_observed_steps<Variant, Backend>(views_of(std::forward<Grid>(u)), p, steps,
                                                         every, observer, outside, how, memory);
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

template <class Variant, class Backend, writable_fields Fields, rule_for<Fields> Rule,
          class Observer, boundary Boundary, execution_policy Execution>
std::int64_t evolve_and_observe(Fields&& u, const Rule& rule, cell_type<Fields> dt,
                                std::int64_t steps, std::int64_t every, Observer&& observer,
                                Boundary outside, Execution how) {
    const timed_rule<Rule, cell_type<Fields>> p{&rule, dt};
    workspace memory;
    return detail::take_observed_steps<Variant, Backend>(
        views_of(std::forward<Fields>(u)), p, steps, every, observer, outside, how, memory);
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
