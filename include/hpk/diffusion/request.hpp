// SPDX-License-Identifier: MIT
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>

#include "hpk/core/execution.hpp"
#include "hpk/core/grid_view.hpp"
#include "hpk/diffusion/boundary.hpp"
#include "hpk/diffusion/grids.hpp"
#include "hpk/diffusion/parameters.hpp"
#include "hpk/diffusion/rule.hpp"

namespace hpk::diffusion {
inline namespace HPK_ISA {

/// The task of a variant: to take `steps` steps of u, in place. hpk::diffusion::evolve makes it
/// from its checked arguments. A variant defines
///
///     template <class L, class Request>
///     static std::size_t scratch(const Request& r) noexcept;
///     template <class L, class Request>
///     static void evolve(const Request& r) noexcept;
///
/// where L is hpk::lanes of the cells' type. `scratch` returns the number of elements of scratch
/// memory that `evolve` needs for the same request; it is called first, with r.scratch empty, and
/// must not read any cell.
///
/// A variant with a static member `takes_rules` that is true takes the steps of any rule (see
/// hpk/diffusion/rule.hpp): P is then parameters or timed_rule, and fields() are the grids to
/// advance. It also takes sides, in the form of affine_sides. Other variants get parameters with
/// cells 1 wide, and no sides.
template <class T, std::size_t Rank, boundary Boundary, execution_policy Execution,
          class P = parameters<T>>
struct request {
    using value_type = T;                     ///< float or double
    using boundary_type = Boundary;           ///< the type of `outside`
    using execution_type = Execution;         ///< the type of `how`
    using parameters_type = P;                ///< the type of `p`
    static constexpr std::size_t rank = Rank; ///< the number of axes, 1 to 3

    grid_view<T, Rank> u; ///< the grid, not empty; of several fields the first
    P p;                  ///< finite, and stable if that is to be checked
    std::int64_t steps;   ///< the number of steps, at least 0
    Boundary outside;     ///< a fixed value is finite
    Execution how;        ///< hpk::sequential or hpk::parallel
    std::span<T> scratch; ///< uninitialised memory, aligned to 64 bytes
    field_views<T, Rank, fields_of<P> - 1> others = {}; ///< the fields but the first

    /// The grids of all fields.
    [[nodiscard]] field_views<T, Rank, fields_of<P>> fields() const noexcept {
        field_views<T, Rank, fields_of<P>> all{u};
        for (std::size_t f = 1; f < all.size(); ++f) all[f] = others[f - 1];
        return all;
    }
    /// The most threads that may be used.
    [[nodiscard]] int threads() const noexcept { return thread_count(how); }
};
/// Deduces the types from the members.
template <class T, std::size_t Rank, boundary Boundary, execution_policy Execution, class P>
request(grid_view<T, Rank>, const P&, std::int64_t, Boundary, Execution, std::span<T>)
    -> request<T, Rank, Boundary, Execution, P>;

} // namespace HPK_ISA
} // namespace hpk::diffusion
