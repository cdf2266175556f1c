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
#include "hpk/diffusion/time_blocking/row_edges.hpp"
#include "hpk/diffusion/time_blocking/strips.hpp"
#include "hpk/diffusion/time_blocking/tile.hpp"

namespace hpk::diffusion {
inline namespace HPK_ISA {

/// A step of a tile's rows: the formula, then the boundary at the ends of the rows. With several
/// fields a row of cells is a dealt row for each of them, one after the other.
template <class L, std::size_t Rank, boundary B, class P>
class row_step {
    using T = typename L::value_type;

public:
    /// The coefficients of a row, dealt out.
    using coefficients = std::array<const T*, coefficients_of<P>>;

    /// \param bounded  true if the precondition of bounded_c_formula holds
    /// \param columns  the last axis
    /// \param across   the part of it that the rows hold
    row_step(const P& p, bool bounded, const strips<L>& columns, const reach& across,
             B outside) noexcept
        : formula_(p, bounded), length_(columns.row().length), stride_(columns.stride()),
          edges_(columns.row(), across, outside) {}

    [[nodiscard]] const row_edges<L, B>& edges() const noexcept { return edges_; }

    /// In two and three dimensions, advances R rows to a level: see hpk::diffusion::advance.
    /// `number(r)`: that of row r in the grid.
    template <std::size_t R, class Number>
    void operator()(const T* const* centre, const slabs_around<T, R>& around,
                    const std::array<coefficients, R>& beside, T* const* out, std::ptrdiff_t level,
                    const Number& number) const noexcept {
        std::array<ends, R> old;
        if constexpr (is_frozen)
            for (std::size_t r = 0; r < R; ++r) old[r] = of(centre[r + 1]);
        formula_.with([&](const auto& formula) {
            advance<L, Rank, fields, R>(centre, around, beside, out, length_, stride_, formula);
        });
        for (std::size_t r = 0; r < R; ++r) mend(out[r], level, [&] { return number(r); }, old[r]);
    }

    /// In three dimensions, advances `count` pairs of rows to a level: see
    /// hpk::diffusion::advance_pairs. `number(i, r)`: that of row r of pair i in the grid.
    template <class Beside, class Number>
    void operator()(const row_pair<T>& rows, std::size_t count, const Beside& beside,
                    std::ptrdiff_t level, const Number& number) const noexcept {
        const auto finish = [&](std::size_t i, const row_pair<T>& at) {
            for (std::size_t r = 0; r < 2; ++r) {
                ends old;
                if constexpr (is_frozen) old = of(at.centre[r]);
                mend(at.out[r], level, [&] { return number(i, r); }, old);
            }
        };
        formula_.with([&](const auto& formula) {
            advance_pairs<L, fields>(rows, count, length_, stride_, beside, finish, formula);
        });
    }

    /// In one dimension, advances a row in place.
    void operator()(T* row, const coefficients& beside, std::ptrdiff_t level) const noexcept {
        ends old;
        if constexpr (is_frozen) old = of(row);
        formula_.with([&](const auto& formula) {
            advance<L, fields>(row, beside, row, length_, stride_, formula);
        });
        mend(row, level, [] { return std::size_t{0}; }, old);
    }

private:
    static constexpr bool is_frozen = std::same_as<B, frozen>;
    static constexpr std::size_t fields = fields_of<P>;
    /// See row_edges::pair, of each field.
    using ends = std::array<typename row_edges<L, B>::pair, fields>;

    [[nodiscard]] ends of(const T* row) const noexcept {
        ends result;
        for (std::size_t f = 0; f < fields; ++f) result[f] = edges_.of(row + f * stride_);
        return result;
    }
    template <class Number>
    void mend(T* row, std::ptrdiff_t level, const Number& number, const ends& old) const noexcept {
        for (std::size_t f = 0; f < fields; ++f)
            edges_.mend(row + f * stride_, level, number, old[f]);
    }

    bounded_step_formula<L, Rank, P> formula_;
    std::size_t length_;
    std::size_t stride_; ///< from a field of a row to the next
    row_edges<L, B> edges_;
};

} // namespace HPK_ISA
} // namespace hpk::diffusion
