// SPDX-License-Identifier: MIT
#pragma once

#include <array>
#include <cstddef>

#include "hpk/diffusion/boundary.hpp"
#include "hpk/diffusion/rule.hpp"
#include "hpk/diffusion/time_blocking/dealt_grid.hpp"
#include "hpk/diffusion/time_blocking/strips.hpp"

namespace hpk::diffusion {
inline namespace HPK_ISA {

/// The coefficients of a rule, dealt out like the rows of a grid: for each strip, those of all
/// cells that it holds. They do not change, so all levels read the same rows.
template <class L, class P>
class dealt_coefficients {
    using T = typename L::value_type;
    static constexpr std::size_t count = coefficients_of<P>;

public:
    /// The number of elements that they need.
    [[nodiscard]] static std::size_t elements(const strips<L>& columns, std::size_t rows) noexcept {
        return count * dealt_grid<L>::elements(columns, rows);
    }

    /// \param data     as many elements as elements() returned
    /// \param columns  the last axis of the grid
    /// \param rows     the number of rows of the grid
    dealt_coefficients(T* data, const strips<L>& columns, std::size_t rows) noexcept
        : grids_(data, columns, count * rows), rows_(rows) {}

    /// Deals out a row of a strip; `n` is the number of columns, `line` memory for a dealt row.
    template <boundary B>
    void deal(const P& p, const B& outside, const strips<L>& columns, std::size_t n,
              std::ptrdiff_t strip, std::size_t row, T* line) const noexcept {
        const auto from = coefficient_rows<T>(p, outside, row);
        for (std::size_t k = 0; k < count; ++k)
            deal_strip(from[k], static_cast<std::ptrdiff_t>(n), columns[strip], columns.row(), line,
                       grids_.row(strip, k * rows_ + row));
    }

    /// A row of a strip.
    [[nodiscard]] std::array<const T*, count> operator()(std::ptrdiff_t strip,
                                                         std::size_t row) const noexcept {
        std::array<const T*, count> rows{};
        for (std::size_t k = 0; k < count; ++k) rows[k] = grids_.row(strip, k * rows_ + row);
        return rows;
    }

private:
    dealt_grid<L> grids_;
    std::size_t rows_;
};

} // namespace HPK_ISA
} // namespace hpk::diffusion
