// SPDX-License-Identifier: MIT
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>

#include "hpk/core/exact.hpp"
#include "hpk/core/grid_view.hpp"
#include "hpk/core/lanes.hpp"
#include "hpk/diffusion/affine_sides.hpp"
#include "hpk/diffusion/boundary.hpp"
#include "hpk/diffusion/parameters.hpp"
#include "hpk/diffusion/rule.hpp"
#include "hpk/diffusion/rules/spacing.hpp"
#include "hpk/diffusion/time_blocking/tile.hpp"

namespace hpk::diffusion {
inline namespace HPK_ISA {

/// The rates of the axes, for parameters and rules whose stable steps average.
template <std::size_t Rank, class T>
[[nodiscard]] std::array<T, 3> rates_of(const parameters<T>& p) noexcept {
    return axis_rates<Rank, T>({p.D, p.D, p.D}, p.dt, p.spacing);
}
/// As above.
template <std::size_t Rank, class T>
[[nodiscard]] std::array<T, 3> rates_of(const timed_rule<rules::axes<Rank>, T>& p) noexcept {
    using rules::axes;
    return axis_rates<Rank>(axes<Rank>::template for_cells<T>(p.rule->D), p.dt,
                            axes<Rank>::template for_cells<T>(p.rule->spacing));
}

/// True if stays_bounded can tell whether the cells of a step stay bounded.
template <class P, std::size_t Rank>
concept averages = requires(const P& p) { rates_of<Rank>(p); };

/// The formula of a step in time blocking: the bounded one where that is known to be safe, and
/// where operations can be fused.
template <class L, std::size_t Rank, class P>
class bounded_step_formula {
public:
    bounded_step_formula(const P& p, bool /*bounded*/) noexcept : formula_(p) {}

    template <class F>
    void with(const F& f) const noexcept {
        formula_.with(f);
    }

private:
    step_formula<L, Rank, P> formula_;
};
/// As above.
template <class L, std::size_t Rank, class P>
    requires(averages<P, Rank> && !L::is_scalar)
class bounded_step_formula<L, Rank, P> {
public:
    /// \param bounded  true if stays_bounded
    bounded_step_formula(const P& p, bool bounded) noexcept
        : formula_(p), bounded_formula_(p), bounded_(bounded) {}

    template <class F>
    void with(const F& f) const noexcept {
        if (bounded_)
            bounded_formula_.with(f);
        else
            formula_.with(f);
    }

private:
    step_formula<L, Rank, P> formula_;
    step_formula<L, Rank, P, bounded_c_formula<L, Rank>> bounded_formula_;
    bool bounded_;
};

/// True if 2 * Rank * c cannot overflow in any of the steps, so that bounded formulas may be used.
/// A stable step averages, so no value grows by more than a factor of 1 + 16 u per step; with 2^20
/// steps and cells below 2^60 all values stay far below the largest number, which is about 2^128 or
/// more. Near affine sides, with |a| <= 1, a step may overshoot, but the norm, the root of the sum
/// of squares, grows by no more than the sides' b add to it: with b below 2^60 and fewer than 2^48
/// cells all values stay below 2^106. The test reads the grid once. The steps must be such that
/// `averages` holds.
template <class L, class Request>
[[nodiscard]] bool stays_bounded(const Request& r) noexcept {
    using B = typename Request::boundary_type;
    static_assert(tiles_know<B>, "hpk::diffusion::stays_bounded has no case for this boundary");
    using T = typename L::value_type;
    constexpr std::int64_t few = 8; // below this, reading the grid costs what it saves
    if (r.steps < few || r.steps > std::int64_t{1} << 20) return false;
    if (!detail::are_stable<Request::rank>(rates_of<Request::rank>(r.p))) return false;

    const auto beyond = []<class V>(V cell) {
        const V limit = V::broadcast(T(std::int64_t{1} << 60));
        return (limit < cell) | (cell < V::broadcast(-T(std::int64_t{1} << 60)));
    };
    using single = lanes<T, scalar>;
    if constexpr (is_fixed<B>)
        if (any_of(beyond(single::load(&r.outside.value)))) return false;
    if constexpr (is_affine<B>)
        for (std::int64_t step = 0; step < (r.outside.steps == nullptr ? 1 : r.steps); ++step)
            for (std::size_t axis = 0; axis < Request::rank; ++axis)
                for (const auto& side : r.outside.at(step)[axis]) {
                    const std::size_t n = side.differs() ? cells_along(axis, r.u.extents()) : 1;
                    const T* const b = side.differs() ? side.b_along : &side.b;
                    for (std::size_t i = 0; i < n; ++i)
                        if (any_of(beyond(single::load(b + i)))) return false;
                }
    const grid_view<const T, Request::rank> u = r.u;
    for (std::size_t i = 0; i < u.rows(); ++i) {
        const T* row = u.row(i);
        auto large = beyond(L::broadcast(0));
        std::size_t j = 0;
        for (; j + L::size <= u.columns(); j += L::size) large = large | beyond(L::load(row + j));
        bool any = any_of(large);
        for (; j < u.columns(); ++j) any = any || any_of(beyond(single::load(row + j)));
        if (any) return false;
    }
    return true;
}

} // namespace HPK_ISA
} // namespace hpk::diffusion
