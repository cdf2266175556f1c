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

/// The formula of with_sources.
template <class Formula, class L>
struct formula_with_sources {
    Formula of_rule; ///< that of the rule without sources
    L rate;          ///< the time step

    /// The new value of a cell. The last of its K coefficients is the source.
    template <std::size_t Rank, std::size_t K>
    [[nodiscard, gnu::always_inline]] constexpr L
    operator()(const L& c, const neighbours<L, Rank>& before, const neighbours<L, Rank>& after,
               const std::array<L, K>& beside) const noexcept {
        return of_wrapped_rule<K - 1>(of_rule, c, before, after, beside) + rate * beside[K - 1];
    }
};

/// A rule, and sources: new value: (that of the rule) + (dt*s). Each step reads the source of a
/// cell, s, from a grid. Stability is that of the rule.
template <class Rule, class T, std::size_t Rank>
class with_sources : public beside_grid<Rule, T, Rank> {
    using base = beside_grid<Rule, T, Rank>;

public:
    /// See hpk::diffusion::rules::with_source.
    with_sources(Rule rule, grid_view<const T, Rank> sources)
        : base(std::move(rule), sources, "the sources have") {}

    using base::coefficients; ///< those of the rule, and one

    /// The formula that every rule has: see hpk/diffusion/rule.hpp.
    template <class L, std::size_t N>
        requires(N == Rank && std::same_as<typename L::value_type, T>)
    [[nodiscard]] auto formula(T dt) const noexcept {
        auto of_rule = base::rule().template formula<L, Rank>(dt);
        return formula_with_sources<decltype(of_rule), L>{of_rule, L::broadcast(dt)};
    }
};

/// A rule, and a grid of sources that each step adds, times dt: with_source(spacing(D, h), s). The
/// sources have the type and the extents of u. They are not copied: s must outlive the rule, and
/// may change between calls.
template <class Rule, readable_grid Sources>
    requires(std::is_lvalue_reference_v<Sources> || is_grid_view<std::remove_cvref_t<Sources>>)
[[nodiscard]] auto with_source(Rule rule, Sources&& s) {
    using T = cell_type<Sources>;
    constexpr std::size_t rank = view_type<Sources>::rank;
    return with_sources<Rule, T, rank>(std::move(rule), view_of(std::forward<Sources>(s)));
}

} // namespace rules
} // namespace HPK_ISA
} // namespace hpk::diffusion
