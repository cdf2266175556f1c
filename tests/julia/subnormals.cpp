// SPDX-License-Identifier: MIT
//
// On the unit circle, with c = 0, a step doubles the angle and keeps the modulus. From a subnormal
// angle it takes a thousand steps until the point has moved, has been rounded off the circle and,
// in many cases, has escaped. If the angle is flushed to zero the point never moves.

#include <algorithm>
#include <complex>
#include <cstdint>
#include <limits>
#include <type_traits>
#include <vector>

#include <hpk/core/subnormals.hpp>
#include <hpk/julia.hpp>

#include "catch.hpp"
#include "flushing.hpp"

namespace hpk::test {
namespace {

constexpr int max_iterations = 2000;

template <class T>
std::vector<std::complex<T>> small_angles() {
    std::vector<std::complex<T>> z(3000);
    for (std::size_t k = 0; k < z.size(); ++k)
        z[k] = {T(1), std::numeric_limits<T>::denorm_min() * static_cast<T>(k + 1)};
    return z;
}

template <class T>
void check_guard() {
    const flushing do_not(false);
    const auto z = small_angles<T>();
    const std::vector<std::complex<T>> c(z.size());
    julia::variants::for_each([&]<class Variant>(std::type_identity<Variant>) {
        INFO(Variant::name);
        const auto counts = [&](auto how) {
            return julia::escape_counts<Variant>(z, c, max_iterations, how);
        };
        const auto expected = counts(sequential{});
        CHECK(std::ranges::count(expected, max_iterations) < 2500);
        const flushing flush(true);
        CHECK(std::ranges::count(counts(sequential{}), max_iterations) == 3000);
        const subnormals_kept guard;
        CHECK(counts(sequential{}) == expected);
        for (const int threads : {1, 2, 3}) CHECK(counts(parallel{threads}) == expected);
    });
}

TEST_CASE("subnormals/a guard keeps the counts of small angles, on all threads") {
    check_guard<float>();
    check_guard<double>();
}

} // namespace
} // namespace hpk::test
