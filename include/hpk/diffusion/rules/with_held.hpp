// SPDX-License-Identifier: MIT
#pragma once

#include <array>
#include <concepts>
#include <cstddef>
#include <type_traits>
#include <utility>

#include "hpk/core/grid_view.hpp"
#include "hpk/core/lanes.hpp"
#include "hpk/diffusion/formulas.hpp"
#include "hpk/diffusion/grids.hpp"
#include "hpk/diffusion/rule.hpp"
#include "hpk/diffusion/rules/beside_grid.hpp"

namespace hpk::diffusion {
inline namespace HPK_ISA {
namespace rules {

/// The formula of with_held_cells.
template <class Formula, class L>
struct formula_with_held {
    Formula of_rule; ///< that of the rule without held cells
    L zero;          ///< 0

    /// The new value of a cell. The last of its K coefficients is the mask.
    template <std::size_t Rank, std::size_t K>
    [[nodiscard, gnu::always_inline]] constexpr L
    operator()(const L& c, const neighbours<L, Rank>& before, const neighbours<L, Rank>& after,
               const std::array<L, K>& beside) const noexcept {
        const L next = of_wrapped_rule<K - 1>(of_rule, c, before, after, beside);
        return select(zero < beside[K - 1], c, next);
    }
};

/// A rule, and cells that are held: where the mask is positive, a step leaves the cell as it is;
/// the others get the new value of the rule. Stability is that of the rule.
template <class Rule, class T, std::size_t Rank>
class with_held_cells : public beside_grid<Rule, T, Rank> {
    using base = beside_grid<Rule, T, Rank>;

public:
    /// See hpk::diffusion::rules::with_held.
    with_held_cells(Rule rule, grid_view<const T, Rank> mask)
        : base(std::move(rule), mask, "the mask has") {}

    using base::coefficients; ///< those of the rule, and one

    /// The formula that every rule has: see hpk/diffusion/rule.hpp.
    template <class L, std::size_t N>
        requires(N == Rank && std::same_as<typename L::value_type, T>)
    [[nodiscard]] auto formula(T dt) const noexcept {
        auto of_rule = base::rule().template formula<L, Rank>(dt);
        return formula_with_held<decltype(of_rule), L>{of_rule, L::broadcast(0)};
    }
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
