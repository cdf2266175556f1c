// SPDX-License-Identifier: MIT
#pragma once

#include <algorithm>
#include <array>
#include <concepts>
#include <cstddef>
#include <cstring>

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
    /// The best height of a band.
    static constexpr std::ptrdiff_t height = 1;

    /// \param ring      the planes at all levels
    /// \param transfer  numbers the rows
    /// \param step      advances rows
    /// \param beside    what the rule reads beside the cells
    /// \param strip     that of the tile
    /// \param steps     the last level
    /// \param in_place  rows that are not in the ring; level 0 must be there
    plane_bands(const ring_type& ring, const transfer_type& transfer,
                const row_step<L, 3, B, P>& step, const dealt_coefficients<L, P>& beside,
                std::ptrdiff_t strip, std::ptrdiff_t steps, rows_in_place<T> in_place) noexcept
        : ring_(ring), transfer_(transfer), step_(step), beside_(beside), strip_(strip),
          along_(transfer.part(1)), stride_(ring.row_stride()), steps_(steps),
          sink_(in_place.written) {}

    /// Advances some planes to a level.
    void advance(std::ptrdiff_t level, index_range planes) const noexcept {
        for (std::ptrdiff_t q = planes.begin; q < planes.end; ++q) advance_plane(level, q);
    }

private:
    static constexpr bool is_frozen = std::same_as<B, frozen>;
    /// Rows that are advanced together.
    static constexpr std::ptrdiff_t together = 3;

    /// The rows of a plane; stride 0 for a constant plane, which is stored as one row.
    struct plane {
        const T* data;
        std::size_t stride;
        const T* row(std::ptrdiff_t y) const noexcept {
            return data + static_cast<std::size_t>(y) * stride;
        }
    };

    void advance_plane(std::ptrdiff_t level, std::ptrdiff_t q) const noexcept {
        T* const* const run = ring_.run(q, level);
        T* const out = run[0];
        const plane centre{run[1], stride_};
        plane below{out, stride_}, above{run[2], stride_};
        constexpr bool one_row = is_fixed<B>;
        const std::size_t beyond = one_row ? 0 : stride_;
        if (ring_.lacks_below(q)) below = {ring_.below(level, centre.data, run[2]), beyond};
        if (ring_.lacks_above(q)) above = {ring_.above(level, centre.data, out), beyond};

        const auto out_row = [&](std::ptrdiff_t y) {
            const auto row = static_cast<std::size_t>(y);
            if (level == steps_ && sink_ != nullptr)
                return sink_ + transfer_.row_number(q, row) * stride_;
            return out + row * stride_;
        };
        const index_range rows = along_.needed(std::max<std::ptrdiff_t>(0, steps_ - level));
        std::ptrdiff_t y = rows.begin - along_.lower, end = rows.end - along_.lower;
        if constexpr (is_frozen) {
            const auto keep = [&](std::ptrdiff_t row) {
                std::memcpy(out_row(row) - L::size, centre.row(row) - L::size, stride_ * sizeof(T));
            };
            if (y == 0) keep(y++);
            if (end == along_.held() && y < end) keep(--end);
        }
        for (; y + together <= end; y += together)
            advance_together<std::size_t{together}>(level, q, centre, below, above, out_row, y);
        for (; y < end; ++y) advance_together<1>(level, q, centre, below, above, out_row, y);
    }

    /// Advances rows y … y+R-1 of plane q to a level.
    template <std::size_t R, class OutRow>
    void advance_together(std::ptrdiff_t level, std::ptrdiff_t q, plane centre, plane below,
                          plane above, const OutRow& out_row, std::ptrdiff_t y) const noexcept {
        const auto number = [&](std::size_t r) {
            return transfer_.row_number(q, static_cast<std::size_t>(y) + r);
        };
        std::array<typename row_step<L, 3, B, P>::coefficients, R> beside;
        std::array<const T*, R + 2> rows;
        slabs_around<T, R> around;
        std::array<T*, R> out;
        for (std::size_t r = 0; r < R + 2; ++r)
            rows[r] = neighbour_row(level, q, centre, y + static_cast<std::ptrdiff_t>(r) - 1);
        for (std::size_t r = 0; r < R; ++r) {
            const std::ptrdiff_t here = y + static_cast<std::ptrdiff_t>(r);
            around.before[r] = below.row(here);
            around.after[r] = above.row(here);
            out[r] = out_row(here);
            if constexpr (coefficients_of<P> > 0) beside[r] = beside_(strip_, number(r));
        }
        step_.template operator()<R>(rows.data(), around, beside, out.data(), level, number);
    }

    /// Row y of plane q, y = -1 … the number of rows, when a level is made.
    [[nodiscard]] const T* neighbour_row([[maybe_unused]] std::ptrdiff_t level,
                                         [[maybe_unused]] std::ptrdiff_t q, plane centre,
                                         std::ptrdiff_t y) const noexcept {
        constexpr bool is_made = is_fixed<B> || is_affine<B>;
        const std::ptrdiff_t n = along_.held();
        if (y < 0) {
            if (is_made && along_.at_lower_edge)
                return ring_.outside_row(level, 0, q, n, centre.row(0), centre.row(n > 1 ? 1 : 0));
            return centre.row(along_.whole ? n - 1 : 0);
        }
        if (y == n) {
            if (is_made && along_.at_upper_edge)
                return ring_.outside_row(level, 1, q, n, centre.row(n - 1),
                                         centre.row(n > 1 ? n - 2 : 0));
            return centre.row(along_.whole ? 0 : n - 1);
        }
        return centre.row(y);
    }

    const ring_type& ring_;
    const transfer_type& transfer_;
    const row_step<L, 3, B, P>& step_;
    const dealt_coefficients<L, P>& beside_;
    std::ptrdiff_t strip_;
    const reach& along_; ///< the second axis
    std::size_t stride_;
    std::ptrdiff_t steps_;
    T* sink_; ///< see rows_in_place::written
};

} // namespace HPK_ISA
} // namespace hpk::diffusion
