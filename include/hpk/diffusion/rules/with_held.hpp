// SPDX-License-Identifier: MIT
#pragma once

#include <array>
#include <concepts>
#include <cstddef>
#include <type_traits>
#include <utility>

#include "hpk/core/expects.hpp"
#include "hpk/core/grid_view.hpp"
#include "hpk/core/lanes.hpp"
#include "hpk/diffusion/formulas.hpp"
#include "hpk/diffusion/grids.hpp"
#include "hpk/diffusion/rule.hpp"

namespace hpk::diffusion {
inline namespace HPK_ISA {
namespace rules {

/// A rule, and cells that are held: where the mask is positive, a step leaves the cell as it is;
/// the others get the new value of the rule. Stability is that of the rule.
template <class Rule, class T, std::size_t Rank>
class with_held_cells {
public:
    /// See hpk::diffusion::rules::with_held.
    with_held_cells(Rule rule, grid_view<const T, Rank> mask)
        : rule_(std::move(rule)), mask_(mask) {}

    /// The members of every rule: see hpk/diffusion/rule.hpp.
    /// \{
    static constexpr std::size_t coefficients = coefficients_of<timed_rule<Rule, T>> + 1;

    template <class L, std::size_t N>
        requires(N == Rank && std::same_as<typename L::value_type, T>)
    [[nodiscard]] auto formula(T dt) const noexcept {
        return [of_rule = rule_.template formula<L, Rank>(dt), zero = L::broadcast(0)](
                   const L& c, const neighbours<L, Rank>& before, const neighbours<L, Rank>& after,
                   const std::array<L, coefficients>& beside) __attribute__((always_inline)) {
            const L next = of_wrapped_rule<coefficients - 1>(of_rule, c, before, after, beside);
            return select(zero < beside[coefficients - 1], c, next);
        };
    }

    template <class Boundary>
    [[nodiscard]] const T* row(std::size_t which, std::size_t row) const noexcept {
        if constexpr (coefficients > 1)
            if (which + 1 < coefficients) return rule_.template row<Boundary>(which, row);
        return mask_.row(row);
    }

    template <std::size_t N>
    void expect(const std::array<std::size_t, N>& extents, T dt) const {
        using hpk::detail::shown;
        expects(extents == mask_.extents(), [&] {
            return "the mask has " + shown(mask_.extents(), " x ") + " cells but u has " +
                   shown(extents, " x ");
        });
        if constexpr (requires { rule_.template expect<N>(extents, dt); })
            rule_.template expect<N>(extents, dt);
    }
    /// \}

private:
    Rule rule_;
    grid_view<const T, Rank> mask_;
};

/// A rule, and cells that keep their values, those of u at the start, because the mask is positive
/// there: with_held(spacing(D, h), mask). The mask has the type and the extents of u. It is not
/// copied: it must outlive the rule, and may change between calls. (A cell that lets nothing in or
/// out, a wall, is one with k = 0 in hpk::diffusion::rules::cells.)
template <class Rule, readable_grid Mask>
    requires(std::is_lvalue_reference_v<Mask> || is_grid_view<std::remove_cvref_t<Mask>>)
[[nodiscard]] auto with_held(Rule rule, Mask&& mask) {
    using T = cell_type<Mask>;
    constexpr std::size_t rank = view_type<Mask>::rank;
    return with_held_cells<Rule, T, rank>(std::move(rule), view_of(std::forward<Mask>(mask)));
}

} // namespace rules
} // namespace HPK_ISA
} // namespace hpk::diffusion
