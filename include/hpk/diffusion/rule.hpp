// SPDX-License-Identifier: MIT
#pragma once

/// \file
/// What a step does to a cell.
///
/// A rung takes the steps of a *rule*: it decides where cells lie and in which order they are
/// advanced, and the rule computes the new value of a cell, in hpk::lanes, so that its bits are the
/// same on every rung. hpk's own rules are in hpk/diffusion/rules.hpp. A rule is a type R with
///
///     template <class L, std::size_t Rank>
///     auto formula(typename L::value_type dt) const;
///
/// which returns a function object that computes a vector of new cells. L is hpk::lanes. It is
/// called with the vector of cells, the neighbours before and those after them along each axis
/// (hpk::diffusion::neighbours), and must only use the operators of L. Optional members are
///
///     static constexpr std::size_t coefficients;
///     template <class Boundary>
///     const T* row(std::size_t which, std::size_t row) const;
///     template <std::size_t Rank, class T>
///     void expect(const std::array<std::size_t, Rank>& extents, T dt) const;
///     template <class T>
///     T stability_limit() const;
///
/// `coefficients` is the number of grids that are read beside the cell. Their values at the cell, a
/// std::array<L, coefficients>, are the last argument of the formula. `row` points to the values of
/// one of them for a row of the grid, counted through all planes; they must not change during a
/// call. `expect` throws std::invalid_argument if the rule does not fit the grid or the time step.
/// `stability_limit` returns the largest time step that is stable, for the functions that choose
/// their own: see hpk/diffusion/time.hpp.

#include <array>
#include <concepts>
#include <cstddef>
#include <utility>

#include "hpk/core/backend.hpp"
#include "hpk/core/lanes.hpp"
#include "hpk/core/vectors/bundle.hpp"
#include "hpk/core/vectors/unroll.hpp"
#include "hpk/diffusion/formulas.hpp"
#include "hpk/diffusion/grids.hpp"
#include "hpk/diffusion/parameters.hpp"

namespace hpk::diffusion {
inline namespace HPK_ISA {

/// The types of rules for grids of this type.
template <class R, class Grid>
concept rule_for = readable_grid<Grid> && requires(const R& rule, cell_type<Grid> dt) {
    rule.template formula<lanes<cell_type<Grid>, scalar>, view_type<Grid>::rank>(dt);
};

/// Rules that state their stability limit for cells of type T.
template <class R, class T>
concept limited_rule = requires(const R& rule) {
    { rule.template stability_limit<T>() } -> std::same_as<T>;
};

/// A rule with its time step: the `p` of a request that was not made from parameters.
template <class Rule, std::floating_point T>
struct timed_rule {
    const Rule* rule; ///< must outlive the request
    T dt;             ///< the time step
};

/// The number of grids that a step reads beside the cells.
template <class P>
inline constexpr std::size_t coefficients_of = 0;
/// As above, for a rule.
template <class Rule, class T>
    requires requires { Rule::coefficients; }
inline constexpr std::size_t coefficients_of<timed_rule<Rule, T>> = Rule::coefficients;

/// The coefficients' values for a row of the grid.
template <class Boundary, class T, class P>
[[nodiscard]] std::array<const T*, coefficients_of<P>>
coefficient_rows([[maybe_unused]] const P& p, [[maybe_unused]] std::size_t row) noexcept {
    std::array<const T*, coefficients_of<P>> rows{};
    if constexpr (coefficients_of<P> > 0)
        for (std::size_t k = 0; k < rows.size(); ++k)
            rows[k] = p.rule->template row<Boundary>(k, row);
    return rows;
}

/// The coefficients of the cells from cell j of a row on.
template <class L, std::size_t K>
[[nodiscard, gnu::always_inline]] inline std::array<L, K>
load_all([[maybe_unused]] const std::array<const typename L::value_type*, K>& rows,
         [[maybe_unused]] std::size_t j) noexcept {
    if constexpr (K == 0) {
        return {};
    } else {
        std::array<L, K> values;
        unroll<K>([&](auto k)
                      __attribute__((always_inline)) { values[k] = L::load_unknown(rows[k] + j); });
        return values;
    }
}

/// The same for the rows of a bundle, one for each of its vectors.
template <class L, std::size_t N, std::size_t K>
[[nodiscard, gnu::always_inline]] inline std::array<bundle<L, N>, K>
load_all([[maybe_unused]] const std::array<std::array<const typename L::value_type*, K>, N>& rows,
         [[maybe_unused]] std::size_t j) noexcept {
    if constexpr (K == 0) {
        return {};
    } else {
        std::array<bundle<L, N>, K> values;
        unroll<N>([&](auto i) __attribute__((always_inline)) {
            unroll<K>([&](auto k) __attribute__((always_inline)) {
                values[k][i] = L::load_unknown(rows[i][k] + j);
            });
        });
        return values;
    }
}

/// The formula of a step. `with(f)` calls `f` with it; where there are several, one is chosen at
/// run time.
template <class L, std::size_t Rank, class P, class Classic = c_formula<L, Rank>>
class step_formula;

/// That of parameters: Classic where cells are 1 wide, else spaced_formula.
template <class L, std::size_t Rank, class T, class Classic>
class step_formula<L, Rank, parameters<T>, Classic> {
public:
    /// With p.D for all axes.
    explicit step_formula(const parameters<T>& p) noexcept : step_formula(p, {p.D, p.D, p.D}) {}
    /// With a D for each axis in the place of p.D.
    step_formula(const parameters<T>& p, const std::array<T, 3>& D) noexcept
        : classic_(p), spaced_(p.dt, D, p.spacing), is_classic_(has_unit_cells<Rank>(p.spacing)) {
        for (std::size_t axis = 1; axis < Rank; ++axis)
            is_classic_ = is_classic_ && D[axis] == D[0];
    }

    /// Calls `f` with the formula.
    template <class F>
    void with(const F& f) const noexcept {
        if (is_classic_)
            f(classic_);
        else
            f(spaced_);
    }

private:
    Classic classic_;
    spaced_formula<L, Rank> spaced_;
    bool is_classic_;
};

/// That of a rule.
template <class L, std::size_t Rank, class Rule, class T, class Classic>
class step_formula<L, Rank, timed_rule<Rule, T>, Classic> {
public:
    /// Asks the rule for it.
    explicit step_formula(const timed_rule<Rule, T>& p) noexcept
        : formula_(p.rule->template formula<L, Rank>(p.dt)) {}

    /// Calls `f` with the formula.
    template <class F>
    void with(const F& f) const noexcept {
        f(formula_);
    }

private:
    decltype(std::declval<const Rule&>().template formula<L, Rank>(T{})) formula_;
};

/// The new value of a vector of cells.
template <class Formula, class T, class Backend, std::size_t Rank, std::size_t K>
[[nodiscard, gnu::always_inline]] inline lanes<T, Backend>
evaluate(const Formula& formula, const lanes<T, Backend>& c,
         const neighbours<lanes<T, Backend>, Rank>& before,
         const neighbours<lanes<T, Backend>, Rank>& after,
         [[maybe_unused]] const std::array<lanes<T, Backend>, K>& coefficients) noexcept {
    if constexpr (K == 0)
        return formula(c, before, after);
    else
        return formula(c, before, after, coefficients);
}

/// The new values of a bundle of vectors: all at once if the formula says that it takes bundles,
/// else one after the other.
template <class Formula, class L, std::size_t N, std::size_t Rank, std::size_t K>
[[nodiscard, gnu::always_inline]] inline bundle<L, N>
evaluate(const Formula& formula, const bundle<L, N>& c,
         const neighbours<bundle<L, N>, Rank>& before, const neighbours<bundle<L, N>, Rank>& after,
         [[maybe_unused]] const std::array<bundle<L, N>, K>& coefficients) noexcept {
    if constexpr (requires { typename Formula::takes_bundles; }) {
        return formula(c, before, after);
    } else {
        bundle<L, N> next;
        unroll<N>([&](auto i) __attribute__((always_inline)) {
            neighbours<L, Rank> lower, upper;
            unroll<Rank>([&](auto axis) __attribute__((always_inline)) {
                lower[axis] = before[axis][i];
                upper[axis] = after[axis][i];
            });
            std::array<L, K> beside;
            if constexpr (K > 0)
                unroll<K>([&](auto k)
                              __attribute__((always_inline)) { beside[k] = coefficients[k][i]; });
            next[i] = evaluate(formula, c[i], lower, upper, beside);
        });
        return next;
    }
}

} // namespace HPK_ISA
} // namespace hpk::diffusion
