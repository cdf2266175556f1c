// SPDX-License-Identifier: MIT
#pragma once

#include <array>
#include <concepts>
#include <cstddef>
#include <cstdint>
#include <string_view>
#include <utility>

#include "hpk/core/grid.hpp"
#include "hpk/core/grid_view.hpp"
#include "hpk/diffusion/affine_sides.hpp"
#include "hpk/diffusion/boundary.hpp"
#include "hpk/diffusion/grids.hpp"
#include "hpk/diffusion/rule.hpp"
#include "hpk/diffusion/sweeps/plain_step.hpp"
#include "hpk/diffusion/sweeps/two_grids.hpp"

namespace hpk::diffusion {
inline namespace HPK_ISA {

/// The first rung: a loop over cells that look up their neighbours by index, into a new grid that
/// is allocated for each step. Source: Gorelick and Ozsvald, High Performance Python, 3rd ed.,
/// chapter 6 (pure Python). New value: see python_formula; other rules have their own.
struct naive {
    /// The members of every variant: see hpk::diffusion::variants.
    /// \{
    static constexpr std::string_view name = "naive";
    static constexpr std::string_view summary = "a loop over cells, a new grid for each step";
    static constexpr std::string_view order = "python";
    static constexpr bool vectorised = false;
    static constexpr bool takes_rules = true;

    template <class L, class Request>
    [[nodiscard]] static std::size_t scratch(const Request&) noexcept {
        return 0;
    }

    /// \throws std::bad_alloc if there is no memory for a grid; the fields are then unchanged
    template <class L, class Request>
    static void evolve(const Request& r) {
        using T = typename L::value_type;
        constexpr std::size_t rank = Request::rank;
        const auto fields = r.fields();
        auto now = to_read(fields);
        using grids = std::array<grid<T, rank>, fields_of<typename Request::parameters_type>>;
        grids latest;
        for (std::int64_t step = 0; step < r.steps; ++step) {
            grids next;
            auto to = fields;
            for (std::size_t f = 0; f < next.size(); ++f) {
                next[f] = grid<T, rank>(r.u.extents());
                to[f] = next[f];
                if constexpr (std::same_as<typename Request::boundary_type, frozen>)
                    copy(now[f], to[f], r.how);
            }
            plain_step<L>(now, to, r.p, after_steps(r.outside, step), r.how);
            latest = std::move(next);
            now = to_read(to);
        }
        for (std::size_t f = 0; f < now.size(); ++f) copy(now[f], fields[f], r.how);
    }
    /// \}
};

} // namespace HPK_ISA
} // namespace hpk::diffusion
