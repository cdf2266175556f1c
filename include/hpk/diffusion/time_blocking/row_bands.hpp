// SPDX-License-Identifier: MIT
#pragma once

#include <algorithm>
#include <array>
#include <cstddef>

#include "hpk/diffusion/boundary.hpp"
#include "hpk/diffusion/time_blocking/dealt_coefficients.hpp"
#include "hpk/diffusion/time_blocking/row_step.hpp"
#include "hpk/diffusion/time_blocking/slab_ring.hpp"
#include "hpk/diffusion/time_blocking/slab_transfer.hpp"
#include "hpk/diffusion/time_blocking/tile.hpp"

namespace hpk::diffusion {
inline namespace HPK_ISA {

/// Advances bands of rows of a tile in two dimensions.
template <class L, boundary B, class P>
class row_bands {
    using T = typename L::value_type;
    using ring_type = slab_ring<L, 2, B, fields_of<P>>;
    using transfer_type = slab_transfer<L, 2, B, fields_of<P>>;

public:
    /// The number of rows that are advanced together, the best height of a band.
    static constexpr std::ptrdiff_t height = fields_of<P> == 1 ? 3 : 2;

    /// \param ring      the rows at all levels
    /// \param transfer  numbers the rows
    /// \param step      advances rows
    /// \param beside    what the rule reads beside the cells
    /// \param strip     that of the tile
    /// \param steps     the last level
    /// \param in_place  rows that are not in the ring
    row_bands(const ring_type& ring, const transfer_type& transfer,
              const row_step<L, 2, B, P>& step, const dealt_coefficients<L, P>& beside,
              std::ptrdiff_t strip, std::ptrdiff_t steps, rows_in_place<T> in_place) noexcept
        : ring_(ring), transfer_(transfer), step_(step), beside_(beside), strip_(strip),
          steps_(steps), in_place_(in_place) {}

    /// Advances some rows to a level.
    void advance(std::ptrdiff_t level, index_range rows) const noexcept {
        std::ptrdiff_t q = rows.begin;
        for (; q + height <= rows.end; q += height) advance_together<std::size_t{height}>(level, q);
        for (; q < rows.end; ++q) advance_together<1>(level, q);
    }

private:
    /// Advances rows q … q+R-1.
    template <std::size_t R>
    void advance_together(std::ptrdiff_t level, std::ptrdiff_t q) const noexcept {
        static_assert(R + 1 <= ring_type::longest_run);
        const auto row_of = [&](auto* rows, std::size_t r, std::ptrdiff_t from) {
            return rows + transfer_.row_number(from + static_cast<std::ptrdiff_t>(r), 0) *
                              ring_.row_stride();
        };
        T* const* const run = ring_.run(q, level);
        const T* const* centre = run; // rows q-1 … q+R of the level before
        T* const* out = run;          // row q takes the place of row q-1 of the level before

        std::array<const T*, R + 2> elsewhere;
        const std::ptrdiff_t last = q + static_cast<std::ptrdiff_t>(R) - 1;
        const bool read_in_place = level == 1 && in_place_.read != nullptr;
        const bool lacks_below = ring_.lacks_below(q), lacks_above = ring_.lacks_above(last);
        if (read_in_place || lacks_below || lacks_above) [[unlikely]] {
            std::copy_n(run, R + 2, elsewhere.begin());
            if (read_in_place)
                for (std::size_t r = 0; r < R + 2; ++r)
                    elsewhere[r] = row_of(in_place_.read, r, q - 1);
            if (lacks_below) elsewhere[0] = ring_.below(level, elsewhere[1], elsewhere[2]);
            if (lacks_above) elsewhere[R + 1] = ring_.above(level, elsewhere[R], elsewhere[R - 1]);
            centre = elsewhere.data();
        }
        std::array<T*, R> written;
        if (level == steps_ && in_place_.written != nullptr) {
            for (std::size_t r = 0; r < R; ++r) written[r] = row_of(in_place_.written, r, q);
            out = written.data();
        }
        std::array<typename row_step<L, 2, B, P>::coefficients, R> beside;
        const auto number = [&](std::size_t r) {
            return transfer_.row_number(q + static_cast<std::ptrdiff_t>(r), 0);
        };
        if constexpr (coefficients_of<P> > 0)
            for (std::size_t r = 0; r < R; ++r) beside[r] = beside_(strip_, number(r));
        step_.template operator()<R>(centre, {}, beside, out, level, number);
    }

    const ring_type& ring_;
    const transfer_type& transfer_;
    const row_step<L, 2, B, P>& step_;
    const dealt_coefficients<L, P>& beside_;
    std::ptrdiff_t strip_;
    std::ptrdiff_t steps_;
    rows_in_place<T> in_place_;
};

} // namespace HPK_ISA
} // namespace hpk::diffusion
