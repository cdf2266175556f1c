// SPDX-License-Identifier: MIT
//
// The operations of a GPU's thread that enter bounds.

#include <algorithm>
#include <bit>
#include <cstdint>
#include <limits>

#include <hpk/core/exact.hpp>
#include <hpk/core/lanes.hpp>
#include <hpk/cuda/kernels/thread.hpp>

#include "catch.hpp"

namespace hpk::test {
namespace {

/// Calls f(x, root) for a million numbers between two positive ones, over all exponents.
template <class T, class F>
void with_roots(T first, T last, F f) {
    using bits = bits_type<T>;
    const auto low = std::bit_cast<bits>(first), high = std::bit_cast<bits>(last);
    const bits step = (high - low) / 1'000'003;
    for (bits k = low; k < high - step; k += step) {
        const T x = std::bit_cast<T>(k);
        f(x, approximate_sqrt(lanes<T, cuda::thread>{x}).value);
    }
}

template <class T>
void check_roots() {
    using limits = std::numeric_limits<T>;
    const auto exact = [](T x) { return square_root(lanes<T, scalar>{x}).value; };
    const T large = (limits::min)() / limits::epsilon() / limits::epsilon();
    std::int64_t units = 0;
    with_roots<T>(large, (limits::max)(), [&](T x, T root) {
        const auto off =
            std::bit_cast<integer_like<T>>(root) - std::bit_cast<integer_like<T>>(exact(x));
        units = (std::max<std::int64_t>)({units, off, -off});
    });
    CHECK(units <= 2);
    T distance = 0;
    with_roots<T>(0, large, [&](T x, T root) {
        const T off = root - exact(x);
        distance = (std::max)({distance, off - exact(x) * 4 * limits::epsilon(),
                               -off - exact(x) * 4 * limits::epsilon()});
    });
    CHECK(distance <= exact((limits::min)()));
}

TEST_CASE("cuda/thread has square roots to within two units in the last place") {
    check_roots<float>();
    check_roots<double>();
}

} // namespace
} // namespace hpk::test
