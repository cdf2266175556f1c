// SPDX-License-Identifier: MIT
#pragma once

#include <algorithm>
#include <array>
#include <bit>
#include <concepts>
#include <cstddef>
#include <cstring>

#include "hpk/diffusion/affine_sides.hpp"
#include "hpk/diffusion/boundary.hpp"
#include "hpk/diffusion/time_blocking/dealt_row.hpp"
#include "hpk/diffusion/time_blocking/strips.hpp"
#include "hpk/diffusion/time_blocking/tile.hpp"

namespace hpk::diffusion {
inline namespace HPK_ISA {

/// The slabs of a tile at all time levels: rows in two dimensions, planes in three, dealt out. With
/// F fields each row of cells is F dealt rows, one for each field.
///
/// Slab q of level l takes the place of slab q-1 of level l-1, whose last reader it is, so one ring
/// of slabs serves all levels. Two slabs lie beside the ring: the first and the last of the grid if
/// they are frozen, an old first slab that the last one still needs, or the ghosts beyond affine
/// sides.
template <class L, std::size_t Rank, boundary B, std::size_t F>
class slab_ring {
    static_assert(tiles_know<B>, "hpk::diffusion::slab_ring has no case for this boundary");
    using T = typename L::value_type;

public:
    /// The largest number of slabs in a ring.
    static constexpr std::ptrdiff_t most_slabs = 512;
    /// The most slabs beyond the first that run() may be asked for.
    static constexpr std::size_t longest_run = 4;

    /// The size of the smallest ring that holds a number of slabs.
    [[nodiscard]] static std::size_t holding(std::ptrdiff_t slabs) noexcept {
        return std::bit_ceil(static_cast<std::size_t>(slabs));
    }
    /// The number of elements of memory.
    [[nodiscard]] static std::size_t elements(const strips<L>& columns, std::size_t size,
                                              std::ptrdiff_t rows_in_slab) noexcept {
        return (((size + 2) * static_cast<std::size_t>(rows_in_slab) + 2) * F + 1) *
               columns.stride();
    }

    /// \param t        the tile
    /// \param extents  those of the grid
    /// \param size     what holding() returned
    /// \param line     memory for a row
    /// \param memory   as many elements as elements() returned
    slab_ring(const tile<Rank>& t, const std::array<std::size_t, Rank>& extents, std::size_t size,
              const strips<L>& columns, B outside, T* line, T* memory) noexcept
        : outside_(outside), tile_(t), columns_(columns), extents_(extents),
          n_(static_cast<std::ptrdiff_t>(extents[0])),
          has_first_(t.axis[0].at_lower_edge || t.axis[0].whole),
          has_last_(t.axis[0].at_upper_edge || t.axis[0].whole), size_(size),
          row_stride_(F * columns.stride()), slab_stride_(t.rows_in_slab() * row_stride_),
          cells_in_row_(columns.row().cells()), beside_(memory + L::size + size * slab_stride_),
          outside_row_(beside_ + 2 * slab_stride_), line_(line) {
        for (std::size_t i = 0; i < size + longest_run; ++i)
            place_[i] = memory + L::size + (i & (size - 1)) * slab_stride_;
        if constexpr (is_fixed<B>) std::fill_n(outside_row_ - L::size, row_stride_, outside.value);
    }

    /// The places of consecutive slabs: first that of slab q of a level, where slab q-1 of the
    /// level before still is, then those of slabs q, q+1 … of the level before.
    [[nodiscard]] T* const* run(std::ptrdiff_t q, std::ptrdiff_t level) const noexcept {
        return &place_[static_cast<std::size_t>(q - level) & (size_ - 1)];
    }
    /// Slab q of a level.
    [[nodiscard]] T* slab(std::ptrdiff_t q, std::ptrdiff_t level) const noexcept {
        if constexpr (is_frozen) {
            if (is_first(q)) return beside_;
            if (is_last(q)) return beside_ + slab_stride_;
        }
        return *run(q, level);
    }
    /// True if the slab keeps its values. It is not in the ring.
    [[nodiscard]] bool keeps(std::ptrdiff_t q) const noexcept {
        return is_frozen && (is_first(q) || is_last(q));
    }

    /// True if the slab before q is not in the ring but below().
    [[nodiscard]] bool lacks_below(std::ptrdiff_t q) const noexcept {
        return is_first(is_frozen ? q - 1 : q);
    }
    /// True if the slab after q is not in the ring but above().
    [[nodiscard]] bool lacks_above(std::ptrdiff_t q) const noexcept {
        return is_last(is_frozen ? q + 1 : q);
    }
    /// What stands for the slab before the first, when that is advanced to a level; with a fixed
    /// boundary a single row. `first` and `next`: the first slabs at the level before.
    [[nodiscard]] const T* below(std::ptrdiff_t level, const T* first,
                                 [[maybe_unused]] const T* next) const noexcept {
        if constexpr (is_frozen) return beside_;
        if constexpr (is_fixed<B>) return outside_row_;
        if (wraps(outside_, 0)) return slab(n_ - 1, level - 1);
        if constexpr (is_affine<B>) return ghosts(level, 0, first, next, beside_);
        return first;
    }
    /// What stands for the slab after the last.
    [[nodiscard]] const T* above([[maybe_unused]] std::ptrdiff_t level, const T* last,
                                 [[maybe_unused]] const T* next) const noexcept {
        if constexpr (is_frozen) return beside_ + slab_stride_;
        if constexpr (is_fixed<B>) return outside_row_;
        if (wraps(outside_, 0)) return beside_;
        if constexpr (is_affine<B>) return ghosts(level, 1, last, next, beside_ + slab_stride_);
        return last;
    }
    /// Keeps the first slab of a level for above(), before the next level takes its place.
    void keep_first(std::ptrdiff_t level) const noexcept {
        std::memcpy(beside_ - L::size, slab(0, level) - L::size, slab_stride_ * sizeof(T));
    }

    /// The number of elements from one row of cells to the next.
    [[nodiscard]] std::size_t row_stride() const noexcept { return row_stride_; }
    /// In three dimensions, when a level of slab q is made, the row beyond an edge of the second
    /// axis, which has `rows` rows: one of the boundary's value if that is fixed, or of the ghosts
    /// beyond affine sides, made from the edge row or the row next to it.
    [[nodiscard]] const T*
    outside_row([[maybe_unused]] std::ptrdiff_t level, [[maybe_unused]] std::size_t after,
                [[maybe_unused]] std::ptrdiff_t q, [[maybe_unused]] std::ptrdiff_t rows,
                [[maybe_unused]] const T* edge, [[maybe_unused]] const T* next) const noexcept {
        if constexpr (is_affine<B>) {
            const affine_side<T>& side = outside_.at(level - 1)[1][after];
            T* const to = outside_row_ + after * row_stride_;
            const T* const image = side.inward(rows) != 0 ? next : edge;
            if (side.differs()) [[unlikely]]
                make_ghosts(side, image, to, 1, q, 0);
            else
                make_ghosts(side, image, to);
            return to;
        }
        return outside_row_;
    }

    /// In three dimensions, copies a row of cells with its ghosts. The second axis must be whole.
    [[nodiscard]] const T* copy_of(const T* row) const noexcept {
        std::memcpy(outside_row_ - L::size, row - L::size, row_stride_ * sizeof(T));
        return outside_row_;
    }

private:
    static constexpr bool is_frozen = std::same_as<B, frozen>;

    /// Makes the ghosts of a row, of each field.
    void make_ghosts(const affine_side<T>& side, const T* image, T* to) const noexcept {
        for (std::size_t field = 0; field < row_stride_; field += row_stride_ / F)
            for (std::size_t j = field; j < field + cells_in_row_; j += L::size)
                side.ghost(L::load(image + j)).store(to + j);
    }
    /// The same beyond a side of an axis that differs from cell to cell. The row is row y of slab q
    /// of the tile.
    [[gnu::noinline]] void make_ghosts(const affine_side<T>& side, const T* image, T* to,
                                       std::size_t axis, std::ptrdiff_t q,
                                       std::size_t y) const noexcept {
        std::array<std::size_t, Rank> first{};
        const auto find = [&](std::size_t outer, std::ptrdiff_t i) {
            const auto n = static_cast<std::ptrdiff_t>(extents_[outer]);
            first[outer] = static_cast<std::size_t>(resolve<periodic>(i, n));
        };
        find(0, q);
        if constexpr (Rank == 3) find(1, tile_.axis[1].lower + static_cast<std::ptrdiff_t>(y));
        const affine_side<T> from = side.from(number_along(axis, extents_, first));
        const auto deal = [&](const T* along, T* there) {
            deal_strip(along, static_cast<std::ptrdiff_t>(extents_[Rank - 1]), tile_.axis[Rank - 1],
                       columns_.row(), line_, there);
        };
        T* const a = outside_row_ + 2 * row_stride_;
        deal(from.a_along, a);
        for (std::size_t f = 0; f < F; ++f, image += columns_.stride(), to += columns_.stride()) {
            deal(from.b_along, to);
            for (std::size_t j = 0; j < cells_in_row_; j += L::size)
                (L::load(a + j) * L::load(image + j) + L::load(to + j)).store(to + j);
        }
    }
    /// Makes the ghosts of a slab beyond a side of the first axis.
    [[nodiscard]] const T* ghosts(std::ptrdiff_t level, std::size_t after, const T* edge,
                                  const T* next, T* to) const noexcept {
        const affine_side<T>& side = outside_.at(level - 1)[0][after];
        const T* const image = side.inward(n_) != 0 ? next : edge;
        for (std::size_t row = 0; row < slab_stride_; row += row_stride_)
            if (side.differs()) [[unlikely]]
                make_ghosts(side, image + row, to + row, 0, 0, row / row_stride_);
            else
                make_ghosts(side, image + row, to + row);
        return to;
    }

    bool is_first(std::ptrdiff_t q) const noexcept { return has_first_ && q == 0; }
    bool is_last(std::ptrdiff_t q) const noexcept { return has_last_ && q == n_ - 1; }

    B outside_;
    const tile<Rank>& tile_;
    const strips<L>& columns_;
    std::array<std::size_t, Rank> extents_;
    std::ptrdiff_t n_;          ///< slabs in the grid
    bool has_first_, has_last_; ///< the grid's first (last) slab belongs to the tile
    std::size_t size_, row_stride_, slab_stride_, cells_in_row_;
    T *beside_, *outside_row_;
    T* line_; ///< a row in row-major order
    /// The places of the slabs in order, the first few repeated so that no run() wraps.
    std::array<T*, most_slabs + longest_run> place_;
};

} // namespace HPK_ISA
} // namespace hpk::diffusion
