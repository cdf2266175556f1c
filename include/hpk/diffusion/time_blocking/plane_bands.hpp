// SPDX-License-Identifier: MIT
#pragma once

#include <algorithm>
#include <array>
#include <concepts>
#include <cstddef>
#include <cstring>
#include <limits>

#include "hpk/diffusion/boundary.hpp"
#include "hpk/diffusion/time_blocking/advance.hpp"
#include "hpk/diffusion/time_blocking/dealt_coefficients.hpp"
#include "hpk/diffusion/time_blocking/row_step.hpp"
#include "hpk/diffusion/time_blocking/slab_ring.hpp"
#include "hpk/diffusion/time_blocking/slab_transfer.hpp"
#include "hpk/diffusion/time_blocking/tile.hpp"

namespace hpk::diffusion {
inline namespace HPK_ISA {

/// Advances bands of planes of a tile in three dimensions.
template <class L, boundary B, class P>
class plane_bands {
    using T = typename L::value_type;
    using ring_type = slab_ring<L, 3, B, fields_of<P>>;
    using transfer_type = slab_transfer<L, 3, B, fields_of<P>>;

public:
    /// The number of planes that are advanced together, the best height of a band.
    static constexpr std::ptrdiff_t height = 2;

    /// \param ring      the planes at all levels
    /// \param transfer  numbers the rows
    /// \param step      advances rows
    /// \param beside    what the rule reads beside the cells
    /// \param strip     that of the tile
    /// \param steps     the last level
    /// \param in_place  rows that are not in the ring
    plane_bands(const ring_type& ring, const transfer_type& transfer,
                const row_step<L, 3, B, P>& step, const dealt_coefficients<L, P>& beside,
                std::ptrdiff_t strip, std::ptrdiff_t steps, rows_in_place<T> in_place) noexcept
        : ring_(ring), transfer_(transfer), row_step_(step), beside_(beside), strip_(strip),
          along_(transfer.part(1)), stride_(ring.row_stride()), steps_(steps), in_place_(in_place) {
    }

    /// Advances some planes to a level.
    void advance(std::ptrdiff_t level, index_range planes) const noexcept {
        std::ptrdiff_t q = planes.begin;
        for (; q + height <= planes.end; q += height) advance_two(level, q);
        for (; q < planes.end; ++q) advance_one(level, q);
    }

private:
    static constexpr bool is_frozen = std::same_as<B, frozen>;
    /// Rows of a single plane that are advanced together.
    static constexpr std::ptrdiff_t together = 3;

    /// The rows of a plane; stride 0 for a constant plane, which is stored as one row. Where the
    /// rows of a tile begin near the end of a periodic axis, those from `turn` on lie `back`
    /// elements further back.
    struct plane {
        const T* data;
        std::size_t stride;
        std::ptrdiff_t turn = (std::numeric_limits<std::ptrdiff_t>::max)();
        std::size_t back = 0;
        const T* row(std::ptrdiff_t y) const noexcept {
            return data + static_cast<std::size_t>(y) * stride - (y < turn ? 0 : back);
        }
    };

    /// What plane q of a level is made of.
    struct plane_step {
        std::ptrdiff_t level, q;
        plane centre, below, above; ///< at the level before
        const T* first;             ///< row 0 of `centre`, as it was
        T* out;
    };

    /// The step of plane q to a level.
    [[nodiscard]] plane_step step_of(std::ptrdiff_t level, std::ptrdiff_t q) const noexcept {
        T* const* const run = ring_.run(q, level);
        const auto old = [&](std::ptrdiff_t slab, const T* in_ring) {
            return level == 1 && in_place_.read != nullptr ? unread(slab) : plane{in_ring, stride_};
        };
        plane_step at{level,   q,     old(q, run[1]), old(q - 1, run[0]), old(q + 1, run[2]),
                      nullptr, run[0]};
        at.first = at.centre.row(0);
        const std::size_t beyond = is_fixed<B> ? 0 : stride_; // one row, or a plane
        const auto outside = [&](const T* data) {
            return data == at.first ? at.centre : plane{data, beyond};
        };
        if (ring_.lacks_below(q)) at.below = outside(ring_.below(level, at.first, run[2]));
        if (ring_.lacks_above(q)) at.above = outside(ring_.above(level, at.first, run[0]));
        return at;
    }
    /// Plane q of level 0, where it is read in place.
    [[nodiscard]] plane unread(std::ptrdiff_t q) const noexcept {
        const std::ptrdiff_t n = transfer_.extent(1);
        return {in_place_.read + transfer_.row_number(q, 0) * stride_, stride_,
                along_.lower < 0 ? -along_.lower : n - along_.lower,
                static_cast<std::size_t>(n) * stride_};
    }
    /// The rows that are made, or kept because they are frozen.
    [[nodiscard]] index_range rows_of(std::ptrdiff_t level) const noexcept {
        const index_range rows = along_.needed(std::max<std::ptrdiff_t>(0, steps_ - level));
        return {rows.begin - along_.lower, rows.end - along_.lower};
    }
    /// The place of row y at the new level.
    [[nodiscard]] T* out_row(const plane_step& at, std::ptrdiff_t y) const noexcept {
        const auto row = static_cast<std::size_t>(y);
        if (at.level == steps_ && in_place_.written != nullptr)
            return in_place_.written + transfer_.row_number(at.q, row) * stride_;
        return at.out + row * stride_;
    }
    /// Copies row y, which is frozen, to the new level.
    void keep(const plane_step& at, std::ptrdiff_t y) const noexcept {
        std::memcpy(out_row(at, y) - L::size, at.centre.row(y) - L::size, stride_ * sizeof(T));
    }
    /// The coefficients of row y.
    [[nodiscard]] typename row_step<L, 3, B, P>::coefficients
    beside(const plane_step& at, std::ptrdiff_t y) const noexcept {
        if constexpr (coefficients_of<P> > 0)
            return beside_(strip_, transfer_.row_number(at.q, static_cast<std::size_t>(y)));
        return {};
    }

    /// Advances plane q.
    void advance_one(std::ptrdiff_t level, std::ptrdiff_t q) const noexcept {
        const plane_step at = step_of(level, q);
        index_range rows = rows_of(level);
        if constexpr (is_frozen) {
            if (rows.begin == 0) keep(at, rows.begin++);
            if (rows.end == along_.held() && rows.begin < rows.end) keep(at, --rows.end);
        }
        std::ptrdiff_t y = rows.begin;
        for (; y + together <= rows.end; y += together) advance_rows<std::size_t{together}>(at, y);
        for (; y < rows.end; ++y) advance_rows<1>(at, y);
    }

    /// Advances planes q and q+1, row by row. The rows of the second take the places of the old
    /// rows of the first, so the second follows a row behind; row 0 of the first, which its last
    /// row needs if the axis is whole, is copied before.
    void advance_two(std::ptrdiff_t level, std::ptrdiff_t q) const noexcept {
        plane_step first = step_of(level, q);
        const plane_step second = step_of(level, q + 1);
        if (along_.whole) first.first = ring_.copy_of(first.first);
        index_range rows = rows_of(level);
        const bool keeps_begin = is_frozen && rows.begin == 0;
        const bool keeps_end = is_frozen && rows.end == along_.held() && rows.end > 1;
        const index_range made{rows.begin + keeps_begin, rows.end - keeps_end};
        if (keeps_begin) keep(first, rows.begin);
        if (made.begin < made.end) advance_rows<1>(first, made.begin);
        if (keeps_begin) keep(second, rows.begin);
        // Pairs that read no row outside are taken in one call, up to where rows turn back.
        const index_range inner =
            index_range{made.begin + 1, made.end}.within({2, along_.held() - 1});
        const std::ptrdiff_t turn = first.centre.turn;
        for (std::ptrdiff_t y = made.begin + 1, end; y < made.end; y = end) {
            end = y >= inner.begin && y < inner.end ? inner.end : y + 1;
            if (turn - 1 < end && y < turn + 2) end = (std::max)(y + 1, turn - 1);
            advance_pairs(first, second, {y, end});
        }
        if (keeps_end) keep(first, made.end);
        if (made.begin < made.end) advance_rows<1>(second, made.end - 1);
        if (keeps_end) keep(second, made.end);
    }

    /// Advances some rows of a plane, and the row before each of the next plane.
    void advance_pairs(const plane_step& first, const plane_step& second,
                       index_range rows) const noexcept {
        const std::ptrdiff_t y = rows.begin;
        const auto number = [&](std::size_t i, std::size_t r) {
            return transfer_.row_number(first.q + static_cast<std::ptrdiff_t>(r),
                                        static_cast<std::size_t>(y) + i - r);
        };
        row_step_(
            row_pair<T>{.centre = {first.centre.row(y), second.centre.row(y - 1)},
                        .below = first.below.row(y),
                        .before = first.centre.row(y - 1),
                        .after = neighbour_row(first, y + 1),
                        .before_second = neighbour_row(second, y - 2),
                        .after_second = second.centre.row(y),
                        .above = second.above.row(y - 1),
                        .out = {out_row(first, y), out_row(second, y - 1)},
                        .stride = stride_,
                        .stride_beyond = {first.below.stride, second.above.stride}},
            static_cast<std::size_t>(rows.end - rows.begin),
            [&](std::size_t i) {
                const std::ptrdiff_t here = y + static_cast<std::ptrdiff_t>(i);
                return std::array{beside(first, here), beside(second, here - 1)};
            },
            first.level, number);
    }

    /// Advances rows y … y+R-1 of a plane.
    template <std::size_t R>
    void advance_rows(const plane_step& at, std::ptrdiff_t y) const noexcept {
        std::array<typename row_step<L, 3, B, P>::coefficients, R> coefficients;
        std::array<const T*, R + 2> rows;
        slabs_around<T, R> around;
        std::array<T*, R> out;
        for (std::size_t r = 0; r < R + 2; ++r)
            rows[r] = neighbour_row(at, y + static_cast<std::ptrdiff_t>(r) - 1);
        for (std::size_t r = 0; r < R; ++r) {
            const std::ptrdiff_t here = y + static_cast<std::ptrdiff_t>(r);
            around.before[r] = at.below.row(here);
            around.after[r] = at.above.row(here);
            out[r] = out_row(at, here);
            coefficients[r] = beside(at, here);
        }
        row_step_.template operator()<R>(
            rows.data(), around, coefficients, out.data(), at.level, [&](std::size_t r) {
                return transfer_.row_number(at.q, static_cast<std::size_t>(y) + r);
            });
    }

    /// Row y of a plane at the level before, y = -1 … the number of rows.
    [[nodiscard]] const T* neighbour_row(const plane_step& at, std::ptrdiff_t y) const noexcept {
        constexpr bool is_made = is_fixed<B> || is_affine<B>;
        const std::ptrdiff_t n = along_.held();
        const plane& centre = at.centre;
        if (y < 0) {
            if (is_made && along_.at_lower_edge)
                return ring_.outside_row(at.level, 0, at.q, n, centre.row(0),
                                         centre.row(n > 1 ? 1 : 0));
            return centre.row(along_.whole ? n - 1 : 0);
        }
        if (y == n) {
            if (is_made && along_.at_upper_edge)
                return ring_.outside_row(at.level, 1, at.q, n, centre.row(n - 1),
                                         centre.row(n > 1 ? n - 2 : 0));
            return along_.whole ? at.first : centre.row(n - 1);
        }
        return centre.row(y);
    }

    const ring_type& ring_;
    const transfer_type& transfer_;
    const row_step<L, 3, B, P>& row_step_;
    const dealt_coefficients<L, P>& beside_;
    std::ptrdiff_t strip_;
    const reach& along_; ///< the second axis
    std::size_t stride_;
    std::ptrdiff_t steps_;
    rows_in_place<T> in_place_;
};

} // namespace HPK_ISA
} // namespace hpk::diffusion
