// SPDX-License-Identifier: MIT
//
// The kernel of sum has the bits of the CPU's exact sum, whatever the numbers.

#include <bit>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <random>
#include <vector>

#include <hpk/core/exact.hpp>
#include <hpk/reductions.hpp>

#include "catch.hpp"
#include "cuda/machine.hpp"

namespace hpk::test {
namespace {

template <class T>
T from_bits(std::uint64_t bits) {
    return std::bit_cast<T>(static_cast<bits_type<T>>(bits));
}

template <class T>
bool has_exact_sum(const std::vector<T>& x) {
    const auto bits = [](T y) { return std::bit_cast<bits_type<T>>(y); };
    return bits(sum_of(x)) == bits(reductions::exact_sum(x));
}

template <class T>
void check_sums() {
    std::mt19937_64 random(1);
    const auto numbers = [&](std::size_t count, auto draw) {
        std::vector<T> x(count);
        for (T& y : x) y = draw();
        return x;
    };
    const auto any = [&] { return from_bits<T>(random()); };
    const auto finite = [&] {
        const T y = any();
        return is_finite(y) ? y : T(1);
    };
    const auto subnormal = [&] { return from_bits<T>(random() % 1000); };
    constexpr T largest = std::numeric_limits<T>::max();
    for (const std::size_t n : {1U, 2U, 63U, 64U, 65U, 1024U, 1025U, 3000U}) {
        CAPTURE(n);
        CHECK(has_exact_sum(numbers(n, finite)));
        CHECK(has_exact_sum(numbers(n, subnormal)));
        CHECK(has_exact_sum(numbers(n, [&] { return random() % 2 == 0 ? largest : -largest; })));
        CHECK(has_exact_sum(numbers(n, [] { return -T(0); })));
        CHECK(has_exact_sum(numbers(n, any))); // with infinities and NaN, if n is large
    }
    CHECK(std::bit_cast<bits_type<T>>(sum_of<T>({})) == 0);
    const T infinity = from_bits<T>(infinity_bits<T>), nan = from_bits<T>(nan_bits<T>);
    CHECK(has_exact_sum<T>({1, infinity, 2}));
    CHECK(has_exact_sum<T>({1, -infinity, 2}));
    CHECK(has_exact_sum<T>({infinity, -infinity}));
    CHECK(has_exact_sum<T>({infinity, nan}));
    CHECK(has_exact_sum<T>({-T(0), T(0)}));
    CHECK(has_exact_sum<T>({T(1), T(-1)}));
    CHECK(has_exact_sum<T>({largest, largest, -largest, -largest, from_bits<T>(1)}));
}

TEST_CASE("cuda/sum has the bits of the exact sum") {
    check_sums<double>();
    check_sums<float>();
}

TEST_CASE("cuda/sum has the bits of the exact sum of more elements than there are threads") {
    std::mt19937_64 random(2);
    std::vector<double> x(1'100'000); // 1024 blocks, some of whose threads have 17
    for (double& y : x) y = from_bits<double>(random() >> 2); // all signs positive, all finite
    CHECK(has_exact_sum(x));
}

} // namespace
} // namespace hpk::test
