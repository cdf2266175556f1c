// SPDX-License-Identifier: MIT
#pragma once

#include <atomic>
#include <cstddef>
#include <cstdint>

#include "hpk/core/backend.hpp"
#include "hpk/core/execution.hpp"
#include "hpk/core/expects.hpp"
#include "hpk/random/calls/shared.hpp"
#include "hpk/random/numbers/unit_interval.hpp"

namespace hpk::random {
inline namespace HPK_ISA {
namespace detail {

inline void expect_darts(std::int64_t darts) {
    expects(darts >= 0,
            [&] { return "darts is " + hpk::detail::shown(darts) + " but must be 0 or more"; });
}

/// The darts inside the quarter circle, of as many as are thrown with coordinates from two engines,
/// which move on.
template <class Variant, class Backend, class Engine>
[[nodiscard]] std::int64_t count_darts(Engine& of_x, Engine& of_y, std::size_t darts,
                                       execution_policy auto how) {
    std::atomic<std::int64_t> inside = 0;
    share(
        how, darts, numbers_for<double, Engine>,
        [&](Engine& x, Engine& y, std::size_t, std::size_t n) {
            using B = backend_for<Variant, Backend, std::uint64_t>;
            inside += Variant::template count<B>(x, y, n);
        },
        of_x, of_y);
    return inside;
}

} // namespace detail
} // namespace HPK_ISA
} // namespace hpk::random
