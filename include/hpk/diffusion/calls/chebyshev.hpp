// SPDX-License-Identifier: MIT
#pragma once

#include <algorithm>
#include <cstddef>

#include "hpk/core/exact.hpp"

namespace hpk::diffusion {
inline namespace HPK_ISA {
namespace detail {

/// The Chebyshev iteration towards a steady state, for an operator whose rates of decay lie between
/// beta * b and b, where b = 2 / (the stability limit). It advances in cycles: each begins with a
/// step of length dt() alone, and step k of it is weighed against the result before the last with
/// next_weight(). After q steps a mode that decays at the rate x * b has shrunk by T_q(argument) /
/// T_q(w), where T_q is Chebyshev's polynomial.
///
/// beta is not known at first. It is estimated from the factor by which the residual shrinks in a
/// cycle, which shows the slowest mode. (L. Hageman and D. Young, Applied Iterative Methods, 1981,
/// chapters 5 and 6.)
class chebyshev {
public:
    /// `longest`: the largest extent of the grid, at least 1.
    chebyshev(double limit, std::size_t longest) noexcept : limit_(limit) {
        const auto n = static_cast<double>(longest);
        assume((std::min)(0.25, quotient(4.0, pinned(n * n))));
    }

    /// The length of a step: 2 / (the slowest rate + the fastest).
    [[nodiscard]] double dt() const noexcept { return quotient(limit_, pinned(1 + beta_)); }

    /// Begins a cycle, with its first step.
    void begin() noexcept {
        before_ = 1;
        now_ = w_;
        steps_ = 1;
    }
    /// True if the cycle has shrunk the modes that it is made for to a fiftieth: shorter cycles
    /// waste steps, longer ones are late to correct the estimate.
    [[nodiscard]] bool is_done() const noexcept { return now_ >= 50; }
    /// The weight of the cycle's next step.
    [[nodiscard]] double next_weight() noexcept {
        const double twice = pinned(2 * pinned(w_ * now_));
        const double next = pinned(twice - before_);
        before_ = now_;
        now_ = next;
        ++steps_;
        return quotient(twice, next);
    }

    /// Corrects the estimate, when a cycle has changed the residual by this factor. Returns true if
    /// dt() has changed.
    bool learn(double factor) noexcept {
        const double slowest = pinned(factor * now_); // T of the mode that is left
        if (slowest <= 2) return false;
        double argument = w_;
        if (slowest < now_) {
            double below = 1;
            for (int k = 0; k < 50; ++k) {
                const double middle = pinned(0.5 * pinned(below + argument));
                (polynomial(middle) < slowest ? below : argument) = middle;
            }
        }
        const double rate =
            pinned(0.5 * pinned(pinned(1 + beta_) - pinned(argument * pinned(1 - beta_))));
        assume((std::max)({rate, pinned(beta_ * 0.0625), 1e-12}));
        return true;
    }

private:
    void assume(double beta) noexcept {
        beta_ = beta;
        w_ = quotient(pinned(1 + beta), pinned(1 - beta));
    }

    /// Chebyshev's polynomial of the degree of the cycle.
    [[nodiscard]] double polynomial(double x) const noexcept {
        double before = 1, now = x;
        for (int k = 1; k < steps_; ++k) {
            const double next = pinned(pinned(2 * pinned(x * now)) - before);
            before = now;
            now = next;
        }
        return now;
    }

    double limit_;
    double beta_ = 0, w_ = 0;
    double before_ = 1, now_ = 1; ///< T of w_, of the degrees steps_ - 1 and steps_
    int steps_ = 0;
};

} // namespace detail
} // namespace HPK_ISA
} // namespace hpk::diffusion
