// SPDX-License-Identifier: MIT
#pragma once

#include <array>
#include <cstddef>

#include "hpk/core/lanes.hpp"
#include "hpk/diffusion/formulas.hpp"
#include "hpk/diffusion/parameters.hpp"
#include "hpk/diffusion/rule.hpp"

namespace hpk::diffusion {
inline namespace HPK_ISA {
namespace rules {

/// The formula of gray_scott, whose comment has the meaning of these letters.
template <class L, std::size_t Rank>
struct gray_scott_formula {
    L r;  ///< of u's neighbours
    L q;  ///< of v's neighbours
    L f;  ///< fed in a step
    L a;  ///< of u
    L b;  ///< of v
    L dt; ///< the time step

    /// The new values of a cell of both fields.
    [[nodiscard, gnu::always_inline]] constexpr std::array<L, 2>
    operator()(const std::array<L, 2>& c, const std::array<neighbours<L, Rank>, 2>& before,
               const std::array<neighbours<L, Rank>, 2>& after) const noexcept {
        const auto& [u, v] = c;
        const L sum_u = sum_of_neighbours<L, Rank>(before[0], after[0]);
        const L sum_v = sum_of_neighbours<L, Rank>(before[1], after[1]);
        const L w = dt * u * v * v;
        return {((a * u + r * sum_u) - w) + f, (b * v + q * sum_v) + w};
    }
};

/// The reaction of Gray and Scott between two substances that diffuse, on cells 1 wide:
///
///     du/dt = D_u ∇²u - u v² + F (1 - u)
///     dv/dt = D_v ∇²v + u v² - (F + k) v
///
/// F is the rate of feed, k that of removal. The fields are u and v: evolve(std::tie(u, v),
/// gray_scott{…}, dt, steps). Source: J. Pearson, Complex Patterns in a Simple System, Science 261
/// (1993). Its spacing h is part of the D given here, which are D/h².
///
/// New values: (((a*u) + (r*Su)) - w) + f and ((b*v) + (q*Sv)) + w, where w is ((dt*u)*v)*v, Su and
/// Sv are sums of neighbours, ((S+N)+E)+W, and r = dt*D_u, q = dt*D_v, f = dt*F, l = dt*(F+k), a =
/// (1 - 2*rank*r) - f and b = (1 - 2*rank*q) - l. With the terms of the old value collected so, no
/// sum cancels but that with w, and a step takes 18 operations.
///
/// dt * D * 2 * rank <= 1 must hold for both D, which is checked; the reaction is not.
struct gray_scott {
    double D_u = 0.16;           ///< the diffusion coefficient of u
    double D_v = 0.08;           ///< the diffusion coefficient of v
    double feed = 0.035;         ///< F
    double kill = 0.065;         ///< k
    bool check_stability = true; ///< throw if dt and the D let errors grow

    /// The members of every rule: see hpk/diffusion/rule.hpp.
    /// \{
    static constexpr std::size_t fields = 2;

    template <class L, std::size_t Rank>
    [[nodiscard]] auto formula(typename L::value_type dt) const noexcept {
        using T = typename L::value_type;
        const auto rate = [dt](double x) { return L::broadcast(dt) * L::broadcast(T(x)); };
        const auto left = [](const L& r, const L& loss) {
            return (L::broadcast(1) - L::broadcast(T(2 * Rank)) * r) - loss;
        };
        const L r = rate(D_u), q = rate(D_v), f = rate(feed);
        const L l = L::broadcast(dt) * (L::broadcast(T(feed)) + L::broadcast(T(kill)));
        return gray_scott_formula<L, Rank>{r, q, f, left(r, f), left(q, l), L::broadcast(dt)};
    }

    template <std::size_t Rank, class T>
    void expect(const std::array<std::size_t, Rank>&, T dt) const {
        for (const double D : {D_u, D_v})
            detail::expect_parameters<Rank>(parameters<T>{dt, static_cast<T>(D), check_stability});
        detail::expect_finite(feed, "feed");
        detail::expect_finite(kill, "kill");
    }
    /// \}
};

} // namespace rules
} // namespace HPK_ISA
} // namespace hpk::diffusion
