// SPDX-License-Identifier: MIT
#pragma once

#include <array>
#include <concepts>
#include <cstddef>

#include "hpk/diffusion/boundary.hpp"
#include "hpk/diffusion/formulas.hpp"
#include "hpk/diffusion/parameters.hpp"
#include "hpk/diffusion/rule.hpp"
#include "hpk/diffusion/time_blocking/advance.hpp"
#include "hpk/diffusion/time_blocking/bounded.hpp"
#include "hpk/diffusion/time_blocking/dealt_row.hpp"
#include "hpk/diffusion/time_blocking/row_edges.hpp"
#include "hpk/diffusion/time_blocking/tile.hpp"

namespace hpk::diffusion {
inline namespace HPK_ISA {

/// A step of a tile's rows: the formula, then the boundary at the ends of the rows.
template <class L, std::size_t Rank, boundary B, class P>
class row_step {
    using T = typename L::value_type;

public:
    /// The coefficients of a row, dealt out.
    using coefficients = std::array<const T*, coefficients_of<P>>;

    /// \param bounded  true if the precondition of bounded_c_formula holds
    /// \param row      the shape of the rows
    /// \param across   the part of the last axis that they hold
    row_step(const P& p, bool bounded, const dealt_row<L>& row, const reach& across,
             B outside) noexcept
        : formula_(p, bounded), length_(row.length), edges_(row, across, outside) {}

    [[nodiscard]] const row_edges<L, B>& edges() const noexcept { return edges_; }

    /// In two and three dimensions, advances R rows to a level: see hpk::diffusion::advance.
    template <std::size_t R>
    void operator()(const T* const* centre, const slabs_around<T, R>& around,
                    const std::array<coefficients, R>& beside, T* const* out,
                    std::ptrdiff_t level) const noexcept {
        std::array<typename row_edges<L, B>::pair, R> old;
        if constexpr (is_frozen)
            for (std::size_t r = 0; r < R; ++r) old[r] = edges_.of(centre[r + 1]);
        formula_.with([&](const auto& formula) {
            advance<L, Rank, R>(centre, around, beside, out, length_, formula);
        });
        for (std::size_t r = 0; r < R; ++r) edges_.mend(out[r], level, old[r]);
    }

    /// In one dimension, advances a row in place.
    void operator()(T* row, const coefficients& beside, std::ptrdiff_t level) const noexcept {
        typename row_edges<L, B>::pair old;
        if constexpr (is_frozen) old = edges_.of(row);
        formula_.with([&](const auto& formula) { advance<L>(row, beside, row, length_, formula); });
        edges_.mend(row, level, old);
    }

private:
    static constexpr bool is_frozen = std::same_as<B, frozen>;

    bounded_step_formula<L, Rank, P> formula_;
    std::size_t length_;
    row_edges<L, B> edges_;
};

} // namespace HPK_ISA
} // namespace hpk::diffusion
