// SPDX-License-Identifier: MIT
#pragma once

#include <array>
#include <cstddef>

#include "hpk/core/grid_view.hpp"
#include "hpk/core/vectors/unroll.hpp"
#include "hpk/diffusion/formulas.hpp"
#include "hpk/diffusion/rule.hpp"

namespace hpk::diffusion {
inline namespace HPK_ISA {

/// A stage of a method that takes several per step: a rule that takes a step of `p`, which is
/// parameters or a timed_rule, and weighs its result z against K other grids, one after the other:
/// z becomes g + (weight * (z - g)), where g is the cell of that grid.
///
/// The Legendre and Chebyshev polynomials of a step have recurrences of this form, in which g is
/// the result of the stage before the last. Where z is equal to g it stays so, to the bit.
template <class P, class T, std::size_t Rank, std::size_t K>
struct stage {
    P p;                                            ///< the step
    std::array<T, K> weights;                       ///< for each grid
    std::array<grid_view<const T, Rank>, K> others; ///< of the extents of u

    /// The members of a rule that reads grids: see hpk/diffusion/rule.hpp.
    /// \{
    static constexpr std::size_t coefficients = coefficients_of<P> + K;

    template <class Boundary>
    [[nodiscard]] const T* row(std::size_t which, std::size_t row) const noexcept {
        if constexpr (coefficients_of<P> > 0)
            if (which < coefficients_of<P>) return p.rule->template row<Boundary>(which, row);
        return others[which - coefficients_of<P>].row(row);
    }
    /// \}
};

/// The formula of a stage, made from that of its step.
template <class L, std::size_t Rank, class P, class T, std::size_t K, class Classic>
class step_formula<L, Rank, timed_rule<stage<P, T, Rank, K>, T>, Classic> {
public:
    /// With the weights of the stage.
    explicit step_formula(const timed_rule<stage<P, T, Rank, K>, T>& p) noexcept
        : of_step_(p.rule->p) {
        for (std::size_t k = 0; k < K; ++k) weights_[k] = L::broadcast(p.rule->weights[k]);
    }

    /// Calls `f` with the formula.
    template <class F>
    void with(const F& f) const noexcept {
        of_step_.with([&](const auto& formula) {
            f([formula, weights = weights_](
                  const L& c, const neighbours<L, Rank>& before, const neighbours<L, Rank>& after,
                  const std::array<L, own + K>& beside) __attribute__((always_inline)) {
                L z = of_wrapped_rule<own>(formula, c, before, after, beside);
                unroll<K>([&](auto k) __attribute__((always_inline)) {
                    const L g = beside[own + k];
                    z = g + weights[k] * (z - g);
                });
                return z;
            });
        });
    }

private:
    static constexpr std::size_t own = coefficients_of<P>; // those of the rule

    step_formula<L, Rank, P, Classic> of_step_;
    std::array<L, K> weights_;
};

} // namespace HPK_ISA
} // namespace hpk::diffusion
