// SPDX-License-Identifier: MIT
#pragma once

#include <array>
#include <concepts>
#include <cstddef>
#include <string>
#include <utility>

#include "hpk/core/expects.hpp"
#include "hpk/core/grid_view.hpp"
#include "hpk/diffusion/rule.hpp"

namespace hpk::diffusion {
inline namespace HPK_ISA {
namespace rules {

/// A rule to which a class derived from this one adds a grid that is read beside the cells, as the
/// last coefficient: all members of a rule but the formula. Stability is that of the rule.
template <class Rule, class T, std::size_t Rank>
class beside_grid {
public:
    /// The members of every rule: see hpk/diffusion/rule.hpp.
    /// \{
    static constexpr std::size_t coefficients = coefficients_of<timed_rule<Rule, T>> + 1;

    template <class Boundary>
    [[nodiscard]] const T* row(std::size_t which, std::size_t row) const noexcept {
        if constexpr (coefficients > 1)
            if (which + 1 < coefficients) return rule_.template row<Boundary>(which, row);
        return cells_.row(row);
    }

    template <std::size_t N>
    void expect(const std::array<std::size_t, N>& extents, T dt) const {
        using hpk::detail::shown;
        expects(extents == cells_.extents(), [&] {
            return std::string(what_) + " " + shown(cells_.extents(), " x ") + " cells but u has " +
                   shown(extents, " x ");
        });
        if constexpr (requires { rule_.template expect<N>(extents, dt); })
            rule_.template expect<N>(extents, dt);
    }

    template <std::same_as<T> Cell = T>
        requires limited_rule<Rule, T>
    [[nodiscard]] Cell stability_limit() const {
        return rule_.template stability_limit<T>();
    }
    /// \}

protected:
    /// `what`: how a sentence about the grid's extents begins, such as "the mask has".
    beside_grid(Rule rule, grid_view<const T, Rank> cells, const char* what)
        : rule_(std::move(rule)), cells_(cells), what_(what) {}

    /// The rule without the grid.
    [[nodiscard]] const Rule& rule() const noexcept { return rule_; }

private:
    Rule rule_;
    grid_view<const T, Rank> cells_;
    const char* what_;
};

} // namespace rules
} // namespace HPK_ISA
} // namespace hpk::diffusion
