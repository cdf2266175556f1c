// SPDX-License-Identifier: MIT
#pragma once

#include <array>
#include <concepts>
#include <cstddef>
#include <utility>

#include "hpk/core/exact.hpp"
#include "hpk/diffusion/formulas.hpp"
#include "hpk/diffusion/parameters.hpp"
#include "hpk/diffusion/rule.hpp"

namespace hpk::diffusion {
inline namespace HPK_ISA {
namespace rules {

/// The formula of with_reactions.
template <class Formula, class Reaction, class L>
struct formula_with_reaction {
    Formula of_rule; ///< that of the rule without the reaction
    Reaction f;      ///< the reaction
    L rate;          ///< the time step

    /// The new value of a cell. `beside` is nothing, or an array of the rule's coefficients.
    template <std::size_t Rank, class... Beside>
    [[nodiscard, gnu::always_inline]] constexpr L
    operator()(const L& c, const neighbours<L, Rank>& before, const neighbours<L, Rank>& after,
               const Beside&... beside) const noexcept {
        const L next = of_rule(c, before, after, beside...);
        const L change = f(c);
        return next + rate * change;
    }
};

/// A rule, and a reaction: new value: (that of the rule) + (dt*f(c)), where c is the old value. A
/// time step is checked for the rule alone; the stability limit counts the reaction's steepness, if
/// it is given.
template <class Rule, class Reaction>
class with_reactions {
public:
    /// See hpk::diffusion::rules::with_reaction.
    with_reactions(Rule rule, Reaction f, double steepness)
        : rule_(std::move(rule)), f_(std::move(f)), steepness_(steepness) {
        detail::expect_number(steepness, "steepness", steepness >= 0, "finite and not negative");
    }

    /// The members of every rule: see hpk/diffusion/rule.hpp.
    /// \{
    static constexpr std::size_t coefficients = coefficients_of<timed_rule<Rule, double>>;

    template <class L, std::size_t Rank>
        requires has_formula<Rule, L, Rank>
    [[nodiscard]] auto formula(typename L::value_type dt) const noexcept {
        auto of_rule = rule_.template formula<L, Rank>(dt);
        return formula_with_reaction<decltype(of_rule), Reaction, L>{of_rule, f_, L::broadcast(dt)};
    }

    template <class Boundary>
    [[nodiscard]] auto row(std::size_t which, std::size_t row) const noexcept {
        return rule_.template row<Boundary>(which, row);
    }

    template <std::size_t Rank, class T>
    void expect(const std::array<std::size_t, Rank>& extents, T dt) const {
        if constexpr (requires { rule_.template expect<Rank>(extents, dt); })
            rule_.template expect<Rank>(extents, dt);
    }

    template <std::floating_point T = double>
        requires limited_rule<Rule, T>
    [[nodiscard]] T stability_limit() const {
        const T of_rule = rule_.template stability_limit<T>();
        const T steepness = static_cast<T>(steepness_);
        if (of_rule == 0 || steepness == 0) return of_rule;
        return quotient(T(1), pinned(quotient(T(1), of_rule) + steepness));
    }
    /// \}

private:
    Rule rule_;
    Reaction f_;
    double steepness_;
};

/// A rule, and a reaction f(u) that each step adds, times dt. f is called with hpk::lanes of u and
/// must compute with their operators only. Logistic growth (R. Fisher, 1937; A. Kolmogorov, I.
/// Petrovsky, N. Piskunov, 1937) is
///
///     with_reaction(spacing(D, h), [](auto u) { return u * (decltype(u)::broadcast(1) - u); })
///
/// `steepness` is the largest |f'(u)| that occurs, here 1 for u from 0 to 1. The rule's stability
/// limit is then 1 / (1 / (the limit without the reaction) + steepness).
///
/// \throws std::invalid_argument for a steepness that is negative or not finite
template <class Rule, class Reaction>
[[nodiscard]] auto with_reaction(Rule rule, Reaction f, double steepness = 0) {
    return with_reactions<Rule, Reaction>(std::move(rule), std::move(f), steepness);
}

} // namespace rules
} // namespace HPK_ISA
} // namespace hpk::diffusion
