// SPDX-License-Identifier: MIT
#pragma once

#include <array>
#include <concepts>
#include <cstddef>

#include "hpk/diffusion/affine_sides.hpp"
#include "hpk/diffusion/boundary.hpp"
#include "hpk/diffusion/time_blocking/dealt_row.hpp"
#include "hpk/diffusion/time_blocking/tile.hpp"

namespace hpk::diffusion {
inline namespace HPK_ISA {

/// Applies the boundary to the first and the last cell of a dealt row, and to the cells beyond.
///
/// Rows are padded so that all segments have the same length, so the last cell need not end its
/// segment. Padding is never read, except its first cell, which holds the boundary's value.
template <class L, boundary B>
class row_edges {
    static_assert(tiles_know<B>, "hpk::diffusion::row_edges has no case for this boundary");
    using T = typename L::value_type;

public:
    /// \param row   the shape of the rows
    /// \param what  the part of the axis that they hold
    row_edges(dealt_row<L> row, const reach& what, B outside) noexcept
        : row_(row), lower_(what.at_lower_edge), upper_(what.at_upper_edge),
          wraps_(what.whole && cells(what) != row.cells()), first_lane_(lane(0)),
          last_lane_(lane((cells(what) - 1) / row.length)),
          last_(((cells(what) - 1) % row.length) * L::size), last_cell_(row.index(cells(what) - 1)),
          beyond_(L::broadcast(0)), outside_(outside), cells_(what.held()) {
        if constexpr (is_fixed<B>) beyond_ = L::broadcast(outside.value);
    }

    /// The vectors that hold the first and the last cell: frozen rows need the old ones.
    struct pair {
        L first, last;
    };
    [[nodiscard]] pair of(const T* row) const noexcept {
        return {L::load(row), L::load(row + last_)};
    }

    /// Applies the boundary to the ends of a row after a step and dealt_row::close. `old`: what
    /// of() returned before the step. `level`: the steps taken. `number()`: that of the row in the
    /// grid.
    template <class Number>
    void mend(T* row, std::ptrdiff_t level, const Number& number, const pair& old) const noexcept {
        if constexpr (std::same_as<B, frozen>) {
            if (lower_) put(first_lane_, old.first, row);
            if (upper_) put(last_lane_, old.last, row + last_);
            // A changed cell at the end of its segment is also another segment's ghost.
            if (row_.length == 1 || last_ == 0) row_.close(row);
        }
        mend(row, level, number);
    }

    /// The same for a row that has just been dealt out.
    template <class Number>
    void mend(T* row, [[maybe_unused]] std::ptrdiff_t level,
              [[maybe_unused]] const Number& number) const noexcept {
        if constexpr (std::same_as<B, periodic> || is_affine<B>) {
            if (wraps_) { // close() made the ghosts for a row without padding
                *(row - L::size) = row[last_cell_];
                row[last_cell_ + L::size] = row[0];
            }
        }
        if constexpr (is_fixed<B> || std::same_as<B, reflecting>) {
            constexpr bool mirror = std::same_as<B, reflecting>;
            if (lower_) put(first_lane_, mirror ? L::load(row) : beyond_, row - L::size);
            if (upper_)
                put(last_lane_, mirror ? L::load(row + last_) : beyond_, row + last_ + L::size);
        }
        if constexpr (is_affine<B>) { // the ghosts of segments hold the cells next to their ends
            const auto& side = outside_.at(level).back();
            if (outside_.differ) [[unlikely]]
                return put_along(side, number(), row);
            if (lower_) put_first(side[0], row);
            if (upper_) put_last(side[1], row);
        }
    }

private:
    using mask_type = typename L::mask_type;

    static std::size_t cells(const reach& what) noexcept {
        return static_cast<std::size_t>(what.held());
    }
    static mask_type lane(std::size_t which) noexcept {
        T chosen[L::size] = {};
        chosen[which] = 1;
        return L::broadcast(T(0.5)) < L::load(chosen);
    }

    static void put(mask_type where, L value, T* vector) noexcept {
        select(where, value, L::load(vector)).store(vector);
    }

    /// Puts the ghosts beyond an affine side at an end of a row.
    /// \{
    void put_first(const affine_side<T>& side, T* row) const noexcept {
        const auto inward = side.inward(cells_) * std::ptrdiff_t{L::size};
        put(first_lane_, side.ghost(L::load(row + inward)), row - L::size);
    }
    void put_last(const affine_side<T>& side, T* row) const noexcept {
        const auto inward = side.inward(cells_) * std::ptrdiff_t{L::size};
        put(last_lane_, side.ghost(L::load(row + last_ - inward)), row + last_ + L::size);
    }
    /// \}
    /// Puts those beyond both, where they differ from row to row.
    [[gnu::noinline]] void put_along(const std::array<affine_side<T>, 2>& side, std::size_t number,
                                     T* row) const noexcept {
        if (lower_) put_first(side[0].at(number), row);
        if (upper_) put_last(side[1].at(number), row);
    }

    dealt_row<L> row_;
    bool lower_, upper_, wraps_;
    mask_type first_lane_, last_lane_;
    std::size_t last_, last_cell_;
    L beyond_;
    B outside_;
    std::ptrdiff_t cells_; ///< in a row
};

} // namespace HPK_ISA
} // namespace hpk::diffusion
