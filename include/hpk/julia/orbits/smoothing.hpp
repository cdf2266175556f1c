// SPDX-License-Identifier: MIT
#pragma once

#include "hpk/core/functions/log.hpp"
#include "hpk/core/lanes.hpp"

namespace hpk::julia {
inline namespace HPK_ISA {

/// Makes smooth counts of counts and norms: count - log(log norm / log radius²) / log degree.
template <class T>
class smoothing {
    using one = lanes<T, scalar>;

public:
    /// For formulas of this degree, whose orbits escape at |z|² >= limit.
    smoothing(int degree, T limit) noexcept
        : log_limit_(log(one::broadcast(limit)).value),
          log_degree_(log(one::broadcast(static_cast<T>(degree))).value) {}

    /// The smooth counts; the counts themselves where the norm is 0.
    template <class L>
    [[gnu::always_inline]] L operator()(L counts, L norms) const noexcept {
        const auto escaped = L::broadcast(0) < norms;
        if (!any_of(escaped)) return counts;
        return finished(counts, norms, ratios(norms));
    }

    /// The first half: log norm / log radius², or any positive number where the norm is 0.
    template <class L>
    [[gnu::always_inline]] L ratios(L norms) const noexcept {
        return log(select(L::broadcast(0) < norms, norms, L::broadcast(2))) / log_limit_;
    }
    /// The second half.
    template <class L>
    [[gnu::always_inline]] L finished(L counts, L norms, L ratios) const noexcept {
        return select(L::broadcast(0) < norms, counts - log(ratios) / log_degree_, counts);
    }

private:
    T log_limit_, log_degree_;
};

} // namespace HPK_ISA
} // namespace hpk::julia
