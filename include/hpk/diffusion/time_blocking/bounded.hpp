// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <cstdint>

#include "hpk/core/exact.hpp"
#include "hpk/core/grid_view.hpp"
#include "hpk/core/lanes.hpp"
#include "hpk/diffusion/boundary.hpp"
#include "hpk/diffusion/parameters.hpp"
#include "hpk/diffusion/rule.hpp"
#include "hpk/diffusion/time_blocking/tile.hpp"

namespace hpk::diffusion {
inline namespace HPK_ISA {

/// The formula of a step in time blocking: for parameters bounded_c_formula where that is known to
/// be safe, else as step_formula.
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
/// As above, for parameters.
template <class L, std::size_t Rank, class T>
class bounded_step_formula<L, Rank, parameters<T>> {
public:
    /// \param bounded  true if stays_bounded
    bounded_step_formula(const parameters<T>& p, bool bounded) noexcept
        : formula_(p), bounded_formula_(p), bounded_(bounded) {}

    template <class F>
    void with(const F& f) const noexcept {
        if (bounded_)
            f(bounded_formula_);
        else
            formula_.with(f);
    }

private:
    step_formula<L, Rank, parameters<T>> formula_;
    bounded_c_formula<L, Rank> bounded_formula_;
    bool bounded_;
};

/// True if 4c cannot overflow in any of the steps, so that bounded_c_formula may be used. A stable
/// step averages, so no value grows by more than a factor of 1 + 16 u per step; with 2^20 steps and
/// cells below 2^60 all values stay far below the largest number, which is about 2^128 or more.
/// Near affine sides, with |a| <= 1, a step may overshoot, but the norm, the root of the sum of
/// squares, grows by no more than the sides' b add to it: with b below 2^60 and fewer than 2^48
/// cells all values stay below 2^106. The test reads the grid once. The request must be made from
/// parameters.
template <class L, class Request>
[[nodiscard]] bool stays_bounded(const Request& r) noexcept {
    using B = typename Request::boundary_type;
    static_assert(tiles_know<B>, "hpk::diffusion::stays_bounded has no case for this boundary");
    using T = typename L::value_type;
    constexpr std::int64_t few = 8; // below this, reading the grid costs what it saves
    if (r.steps < few || r.steps > std::int64_t{1} << 20) return false;
    if (!has_unit_cells<Request::rank>(r.p.spacing)) return false;
    const T ratio = pinned(pinned(r.p.dt) * pinned(r.p.D));
    if (!(ratio >= 0 && ratio * T(2 * Request::rank) <= 1)) return false;

    const auto beyond = []<class V>(V cell) {
        const V limit = V::broadcast(T(std::int64_t{1} << 60));
        return (limit < cell) | (cell < V::broadcast(-T(std::int64_t{1} << 60)));
    };
    using single = lanes<T, scalar>;
    if constexpr (is_fixed<B>)
        if (any_of(beyond(single::load(&r.outside.value)))) return false;
    if constexpr (is_affine<B>)
        for (std::int64_t step = 0; step < (r.outside.steps == nullptr ? 1 : r.steps); ++step)
            for (const auto& axis : r.outside.at(step))
                for (const auto& side : axis)
                    if (any_of(beyond(single::load(&side.b)))) return false;
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
