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
        const L ratio = log(select(escaped, norms, L::broadcast(2))) / log_limit_;
        return select(escaped, counts - log(ratio) / log_degree_, counts);
    }

private:
    T log_limit_, log_degree_;
};

} // namespace HPK_ISA
} // namespace hpk::julia
