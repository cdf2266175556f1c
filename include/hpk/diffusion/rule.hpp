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
///     static constexpr std::size_t fields;
///     static constexpr std::size_t coefficients;
///     template <class Boundary>
///     const T* row(std::size_t which, std::size_t row) const;
///     template <std::size_t Rank, class T>
///     void expect(const std::array<std::size_t, Rank>& extents, T dt) const;
///     template <class T>
///     T stability_limit() const;
///
/// `fields` is the number of fields that are advanced together, each on a grid of its own. If there
/// are several, a formula is called with arrays of them, std::array<L, fields> of cells and
/// std::array<neighbours<L, Rank>, fields> of neighbours, and returns a std::array<L, fields>.
/// `coefficients` is the number of grids that are read beside the cell. Their values at the cell, a
/// std::array<L, coefficients>, are the last argument of the formula. `row` points to the values of
/// one of them for a row of the grid, counted through all planes; they must not change during a
/// call. is_periodic_along<Boundary>(axis) tells which axes are periodic. `expect` throws
/// std::invalid_argument if the rule does not fit the grid or the time step. `stability_limit`
/// returns the largest time step that is stable, for the functions that choose their own: see
/// hpk/diffusion/time.hpp.

#include <array>
#include <concepts>
#include <cstddef>
#include <type_traits>
#include <utility>

#include "hpk/core/backend.hpp"
#include "hpk/core/lanes.hpp"
#include "hpk/core/vectors/bundle.hpp"
#include "hpk/core/vectors/unroll.hpp"
#include "hpk/diffusion/boundary.hpp"
#include "hpk/diffusion/formulas.hpp"
#include "hpk/diffusion/grids.hpp"
#include "hpk/diffusion/parameters.hpp"

namespace hpk::diffusion {
inline namespace HPK_ISA {

/// The number of fields that a rule advances.
template <class Rule>
inline constexpr std::size_t fields_of_rule = 1;
/// As above, for a rule that says so.
template <class Rule>
    requires requires { Rule::fields; }
inline constexpr std::size_t fields_of_rule<Rule> = Rule::fields;

/// Rules that have a formula for L and this number of axes.
template <class R, class L, std::size_t Rank>
concept has_formula =
    requires(const R& rule, typename L::value_type dt) { rule.template formula<L, Rank>(dt); };

/// The types of rules for grids, or tuples of grids, of this type.
template <class R, class Fields>
concept rule_for = readable_fields<Fields> && fields_of_rule<R> == number_of_fields<Fields> &&
                   has_formula<R, lanes<cell_type<Fields>, scalar>, field_view_type<Fields>::rank>;

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

/// The number of fields that a step advances.
template <class P>
inline constexpr std::size_t fields_of = 1;
/// As above, for a rule.
template <class Rule, class T>
inline constexpr std::size_t fields_of<timed_rule<Rule, T>> = fields_of_rule<Rule>;

/// The number of grids that a step reads beside the cells.
template <class P>
inline constexpr std::size_t coefficients_of = 0;
/// As above, for a rule.
template <class Rule, class T>
    requires requires { Rule::coefficients; }
inline constexpr std::size_t coefficients_of<timed_rule<Rule, T>> = Rule::coefficients;

/// Stands for sides of which some axes are periodic, those whose bits are set, where a rule is told
/// the type of the boundary.
template <unsigned Axes>
struct periodic_along {};

/// The axes that are periodic under a boundary, as bits.
template <class Boundary>
inline constexpr unsigned periodic_axes = std::same_as<Boundary, periodic> ? ~0u : 0u;
/// As above.
template <unsigned Axes>
inline constexpr unsigned periodic_axes<periodic_along<Axes>> = Axes;

/// True if an axis is periodic under the boundary that a rule is told.
template <class Boundary>
[[nodiscard]] constexpr bool is_periodic_along(std::size_t axis) noexcept {
    return (periodic_axes<Boundary> >> axis & 1u) != 0;
}

/// Calls f with the type of boundary that a rule is told.
template <boundary B, class F>
void with_type_for_rules(const B&, const F& f) noexcept {
    f(std::type_identity<B>{});
}
/// As above, for sides.
template <unsigned Axes = 0, std::size_t Axis = 0, class T, std::size_t Rank, class F>
void with_type_for_rules(const affine_sides<T, Rank>& outside, const F& f) noexcept {
    if constexpr (Axis == Rank)
        f(std::type_identity<periodic_along<Axes>>{});
    else if (outside.wraps[Axis])
        with_type_for_rules<(Axes | 1u << Axis), Axis + 1>(outside, f);
    else
        with_type_for_rules<Axes, Axis + 1>(outside, f);
}

/// The coefficients' values for a row of the grid.
template <class T, class P, boundary B>
[[nodiscard]] std::array<const T*, coefficients_of<P>>
coefficient_rows([[maybe_unused]] const P& p, [[maybe_unused]] const B& outside,
                 [[maybe_unused]] std::size_t row) noexcept {
    std::array<const T*, coefficients_of<P>> rows{};
    if constexpr (coefficients_of<P> > 0)
        with_type_for_rules(outside, [&]<class Boundary>(std::type_identity<Boundary>) {
            for (std::size_t k = 0; k < rows.size(); ++k)
                rows[k] = p.rule->template row<Boundary>(k, row);
        });
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

/// That of parameters: Classic where cells are 1 wide, else spaced_formula, bounded as Classic is.
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
    static constexpr bool bounded = requires { requires Classic::bounded; };
    /// In three dimensions the bounded c_formula has no other operations than c_formula.
    using classic = std::conditional_t<bounded && Rank == 3, c_formula<L, Rank>, Classic>;

    classic classic_;
    spaced_formula<L, Rank, bounded> spaced_;
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

/// The new value by the formula of a rule that another wraps: the first `Own` coefficients are its
/// own.
template <std::size_t Own, class Formula, class L, std::size_t Rank, std::size_t K>
[[nodiscard, gnu::always_inline]] constexpr L
of_wrapped_rule(const Formula& formula, const L& c, const neighbours<L, Rank>& before,
                const neighbours<L, Rank>& after,
                [[maybe_unused]] const std::array<L, K>& coefficients) noexcept {
    if constexpr (Own == 0) {
        return formula(c, before, after);
    } else {
        std::array<L, Own> own;
        unroll<Own>([&](auto k) __attribute__((always_inline)) { own[k] = coefficients[k]; });
        return formula(c, before, after, own);
    }
}

/// The cells of F fields, or vectors or bundles of them, and the neighbours of each.
template <class Cell, std::size_t Rank, std::size_t F>
struct stars {
    std::array<Cell, F> centre;                   ///< the cells
    std::array<neighbours<Cell, Rank>, F> before; ///< those before them along each axis
    std::array<neighbours<Cell, Rank>, F> after;  ///< those after them
};

/// The new values of all fields.
template <class Formula, class Cell, std::size_t Rank, std::size_t F, std::size_t K>
[[nodiscard, gnu::always_inline]] constexpr std::array<Cell, F>
evaluate(const Formula& formula, const stars<Cell, Rank, F>& old,
         [[maybe_unused]] const std::array<Cell, K>& coefficients) noexcept {
    const auto next = [&](const auto&... beside) __attribute__((always_inline)) {
        if constexpr (F == 1)
            return std::array<Cell, 1>{
                formula(old.centre[0], old.before[0], old.after[0], beside...)};
        else
            return std::array<Cell, F>{formula(old.centre, old.before, old.after, beside...)};
    };
    if constexpr (K == 0)
        return next();
    else
        return next(coefficients);
}

/// The same for bundles of vectors, one vector after the other, unless the formula takes bundles.
template <class Formula, class L, std::size_t N, std::size_t Rank, std::size_t F, std::size_t K>
    requires(!requires { typename Formula::takes_bundles; })
[[nodiscard, gnu::always_inline]] inline std::array<bundle<L, N>, F>
evaluate(const Formula& formula, const stars<bundle<L, N>, Rank, F>& old,
         [[maybe_unused]] const std::array<bundle<L, N>, K>& coefficients) noexcept {
    std::array<bundle<L, N>, F> next;
    unroll<N>([&](auto i) __attribute__((always_inline)) {
        stars<L, Rank, F> one;
        unroll<F>([&](auto f) __attribute__((always_inline)) {
            one.centre[f] = old.centre[f][i];
            unroll<Rank>([&](auto axis) __attribute__((always_inline)) {
                one.before[f][axis] = old.before[f][axis][i];
                one.after[f][axis] = old.after[f][axis][i];
            });
        });
        std::array<L, K> beside;
        if constexpr (K > 0)
            unroll<K>([&](auto k)
                          __attribute__((always_inline)) { beside[k] = coefficients[k][i]; });
        const std::array<L, F> values = evaluate(formula, one, beside);
        unroll<F>([&](auto f) __attribute__((always_inline)) { next[f][i] = values[f]; });
    });
    return next;
}

} // namespace HPK_ISA
} // namespace hpk::diffusion
