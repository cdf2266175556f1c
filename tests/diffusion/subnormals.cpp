// SPDX-License-Identifier: MIT
//
// Dye so thin that its cells are subnormal numbers, on a processor in flush-to-zero mode.

#include <cstddef>
#include <limits>
#include <type_traits>

#include <hpk/core/subnormals.hpp>
#include <hpk/diffusion.hpp>

#include "catch.hpp"
#include "flushing.hpp"

namespace hpk::test {
namespace {

template <class T>
grid<T> thin_dye() {
    grid<T> u(40, 33);
    const T thin = std::numeric_limits<T>::min() / 64;
    for (std::size_t k = 0; k < u.size(); ++k) u.data()[k] = thin * static_cast<T>(k % 101);
    return u;
}

template <class T>
void check_guard() {
    const flushing do_not(false);
    const auto start = thin_dye<T>();
    diffusion::variants::for_each([&]<class Variant>(std::type_identity<Variant>) {
        INFO(Variant::name);
        const auto evolved = [&](auto how) {
            auto u = start;
            diffusion::evolve<Variant>(u, {}, 20, diffusion::periodic{}, how);
            return u;
        };
        const auto expected = evolved(sequential{});
        const flushing flush(true);
        const auto flushed = evolved(sequential{});
        const subnormals_kept
            guard; // also for comparisons, which treat all flushed subnormals as equal
        CHECK_FALSE(flushed == expected);
        CHECK(evolved(sequential{}) == expected);
        for (const int threads : {1, 2, 3}) CHECK(evolved(parallel{threads}) == expected);
    });
}

TEST_CASE("subnormals/a guard keeps the bits of thin dye, on all threads") {
    check_guard<float>();
    check_guard<double>();
}

} // namespace
} // namespace hpk::test
