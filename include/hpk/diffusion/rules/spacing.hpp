// SPDX-License-Identifier: MIT
#pragma once

#include <array>
#include <concepts>
#include <cstddef>

#include "hpk/diffusion/formulas.hpp"
#include "hpk/diffusion/parameters.hpp"
#include "hpk/diffusion/rule.hpp"

namespace hpk::diffusion {
inline namespace HPK_ISA {
namespace rules {

/// Diffusion with a D and a width of cells for each of N axes: see hpk::diffusion::spaced_formula.
/// Where all cells are 1 wide and D is the same for all axes, the rule alone gives the bits of
/// parameters.
template <std::size_t N>
struct axes {
    std::array<double, N> D;       ///< the diffusion coefficient along each axis
    std::array<double, N> spacing; ///< the width of a cell along each axis
    bool check_stability = true;   ///< throw if dt and D let errors grow

    /// The members of every rule: see hpk/diffusion/rule.hpp.
    /// \{
    template <class L, std::size_t Rank>
        requires(Rank == N)
    [[nodiscard]] auto formula(typename L::value_type dt) const noexcept {
        using T = typename L::value_type;
        return spaced_formula<L, Rank>(dt, for_cells<T>(D), for_cells<T>(spacing));
    }

    template <std::size_t Rank, class T>
    void expect(const std::array<std::size_t, Rank>&, T dt) const {
        detail::expect_axes<Rank>(dt, for_cells<T>(D), for_cells<T>(spacing), check_stability);
    }
    /// \}

    /// The largest time step that is stable for cells of type T: 0 if a D is negative.
    ///
    /// \throws std::invalid_argument for a D that is not finite, or a spacing that is not positive
    ///         and finite
    template <std::floating_point T = double>
    [[nodiscard]] T stability_limit() const {
        return detail::limit_of_axes<N>(for_cells<T>(D), for_cells<T>(spacing));
    }

    /// The values of all axes in the cells' type; 1 for axes that are not there.
    template <class T>
    [[nodiscard]] static std::array<T, 3> for_cells(const std::array<double, N>& values) noexcept {
        std::array<T, 3> result{1, 1, 1};
        for (std::size_t axis = 0; axis < N; ++axis) result[axis] = static_cast<T>(values[axis]);
        return result;
    }
};

/// Diffusion with a D and a width of cells for each axis, axis 0 first: spacing({1.2, 0.8}, {2e-3,
/// 1e-3}).
template <std::size_t N>
[[nodiscard]] axes<N> spacing(const double (&D)[N], const double (&h)[N]) noexcept {
    return {std::to_array(D), std::to_array(h)};
}
/// The same for arrays.
template <std::floating_point T, std::size_t N>
[[nodiscard]] axes<N> spacing(const std::array<T, N>& D, const std::array<T, N>& h) noexcept {
    axes<N> result{};
    for (std::size_t axis = 0; axis < N; ++axis) {
        result.D[axis] = static_cast<double>(D[axis]);
        result.spacing[axis] = static_cast<double>(h[axis]);
    }
    return result;
}
/// The same D along all axes.
template <std::size_t N>
[[nodiscard]] axes<N> spacing(double D, const double (&h)[N]) noexcept {
    axes<N> result{{}, std::to_array(h)};
    result.D.fill(D);
    return result;
}

} // namespace rules

/// The formula of rules::axes alone: that of parameters, with a D for each axis.
template <class L, std::size_t N, class T, class Classic>
class step_formula<L, N, timed_rule<rules::axes<N>, T>, Classic>
    : public step_formula<L, N, parameters<T>, Classic> {
public:
    /// Takes D and the widths from the rule.
    explicit step_formula(const timed_rule<rules::axes<N>, T>& p) noexcept
        : step_formula<L, N, parameters<T>, Classic>(
              {.dt = p.dt,
               .D = static_cast<T>(p.rule->D[0]),
               .spacing = rules::axes<N>::template for_cells<T>(p.rule->spacing)},
              rules::axes<N>::template for_cells<T>(p.rule->D)) {}
};

} // namespace HPK_ISA
} // namespace hpk::diffusion
