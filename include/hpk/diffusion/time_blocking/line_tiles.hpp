// SPDX-License-Identifier: MIT
#pragma once

#include <array>
#include <cstddef>

#include "hpk/diffusion/boundary.hpp"
#include "hpk/diffusion/grids.hpp"
#include "hpk/diffusion/rule.hpp"
#include "hpk/diffusion/time_blocking/dealt_coefficients.hpp"
#include "hpk/diffusion/time_blocking/row_step.hpp"
#include "hpk/diffusion/time_blocking/slab_transfer.hpp"
#include "hpk/diffusion/time_blocking/strips.hpp"
#include "hpk/diffusion/time_blocking/tile.hpp"

namespace hpk::diffusion {
inline namespace HPK_ISA {

/// Advances tiles of one dimension by many steps. A tile is a single dealt row of each field, which
/// stays in the first-level cache.
template <class L, boundary B, class P>
class line_tiles {
    using T = typename L::value_type;
    static constexpr std::size_t fields = fields_of<P>;

public:
    /// The number of scratch elements: a dealt row for each field, and one in row-major order.
    [[nodiscard]] static std::size_t scratch(const strips<L>& columns) noexcept {
        return (fields + 1) * columns.stride();
    }

    /// \param r        the request that the tiles are part of
    /// \param bounded  true if the precondition of bounded_c_formula holds
    /// \param columns  the axis
    /// \param beside   what the rule reads beside the cells
    /// \param memory   scratch
    template <class Request>
    line_tiles(const Request& r, bool bounded, const strips<L>& columns,
               const dealt_coefficients<L, P>& beside, T* memory) noexcept
        : p_(r.p), bounded_(bounded), outside_(r.outside), extents_(r.u.extents()),
          columns_(columns), beside_(beside), memory_(memory) {}

    /// Advances the tile's cells by `steps` and writes them to `to`, where no other cell changes.
    [[gnu::noinline]] void advance_tile(const tile<1>& t, std::ptrdiff_t steps,
                                        lines_and_surroundings<T, fields> from,
                                        field_views<T, 1, fields> to) const noexcept {
        const row_step<L, 1, B, P> step(p_, bounded_, columns_, t.axis[0], outside_);
        const slab_transfer<L, 1, B, fields> transfer(extents_, columns_, t, step.edges(),
                                                      memory_ + fields * columns_.stride(), from);
        T* const row = memory_ + L::size;
        transfer.take(0, from, row);
        const auto beside = beside_(t.strip, 0);
        for (std::ptrdiff_t level = 1; level <= steps; ++level) step(row, beside, level);
        transfer.put(0, row, to);
    }

private:
    P p_;
    bool bounded_;
    B outside_;
    std::array<std::size_t, 1> extents_;
    const strips<L>& columns_;
    const dealt_coefficients<L, P>& beside_;
    T* memory_;
};

} // namespace HPK_ISA
} // namespace hpk::diffusion
