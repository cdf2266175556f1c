// SPDX-License-Identifier: MIT

#include <array>
#include <bit>
#include <cmath>
#include <cstdint>
#include <deque>
#include <limits>
#include <numeric>
#include <random>
#include <span>
#include <vector>

#include <hpk/core/grid.hpp>
#include <hpk/reductions.hpp>

#include "reductions/problem.hpp"

namespace hpk::test {
namespace {

using reductions::dot;
using reductions::exact_dot;
using reductions::exact_sum;
using reductions::sum;

/// A range with random access whose elements do not follow each other.
struct from_the_end {
    const std::vector<double>& x;

    [[nodiscard]] auto begin() const { return x.rbegin(); }
    [[nodiscard]] auto end() const { return x.rend(); }
};

TEST_CASE("reductions take ranges and grids of all kinds") {
    const std::vector<double> x{1, 2, 3, 4, 5, 6};
    CHECK(sum(x) == 21);
    CHECK(sum(std::span(x)) == 21);
    CHECK(sum(std::array{1.5F, 2.5F}) == 4);
    const double in_c[]{1, 2, 3};
    CHECK(sum(in_c) == 6);
    CHECK(sum(std::deque<double>(x.begin(), x.end())) == 21);
    CHECK(exact_sum(std::deque<double>(x.begin(), x.end()), parallel{2}) == 21);
    CHECK(sum<reductions::in_order>(from_the_end{x}) == 21);
    CHECK(sum(std::vector<double>()) == 0);
    CHECK(sum(x, parallel{}) == 21);
    CHECK(dot(x, std::array{1.0, 1.0, 1.0, 1.0, 1.0, 2.0}) == 27);
    CHECK(exact_dot(x, x, parallel{2}) == 91);
    CHECK(reductions::squared_norm(x) == 91);
    CHECK(reductions::norm(std::vector<float>{3, 4}) == 5);

    grid<double> u(30, 50);
    std::iota(u.begin(), u.end(), 0.0);
    CHECK(sum(u) == 1500.0 * 1499 / 2);
    CHECK(exact_sum(u.view()) == sum(u));
    // Rows with gaps: the left 20 columns.
    const grid_view<const double> left(u.data(), {30, 20}, 50);
    double expected = 0;
    for (std::size_t i = 0; i < 30; ++i)
        for (std::size_t j = 0; j < 20; ++j) expected += u(i, j);
    reductions::variants::for_each([&]<class V>(std::type_identity<V>) {
        CHECK(sum<V>(left) == expected);
        CHECK(sum<V>(left, parallel{3}) == expected);
    });
    CHECK(reductions::minmax(left) == reductions::extremes<double>{0, 29 * 50 + 19});
}

TEST_CASE("long grids with gaps are added in blocks") {
    std::mt19937_64 bits(3);
    grid<float> u(200, 300);
    for (float& cell : u) cell = static_cast<float>(bits() % 1000) * 0.001F;
    const grid_view<const float> part(u.data(), {200, 299}, 300);
    std::vector<float> copy;
    for (const float cell : part) copy.push_back(cell);
    reductions::variants::for_each([&]<class V>(std::type_identity<V>) {
        INFO(V::name);
        CHECK(sum<V>(part) == sum<V>(copy));
        CHECK(sum<V>(part, parallel{2}) == sum<V>(copy));
        CHECK(dot<V>(part, copy) == dot<V>(copy, copy));
    });
}

TEST_CASE("a sum of a function needs no temporary") {
    const std::vector<double> x{1, 2, 3}, y{4, 6, 8};
    const auto squared_distance = [](auto a, auto b) { return (a - b) * (a - b); };
    CHECK(reductions::sum_of(squared_distance, x, y) == 9 + 16 + 25);
    CHECK(reductions::sum_of(squared_distance, x, y, parallel{2}) == 50);
    CHECK(reductions::sum_of<reductions::extracted>(squared_distance, x, y) == 50);
    CHECK(reductions::sum_of([](auto a) { return a * a; }, x, sequential{}) == 14);
    // The values are rounded before they are added.
    std::vector<double> a(5000), squares(5000);
    std::mt19937_64 bits(1);
    for (std::size_t k = 0; k < a.size(); ++k) {
        a[k] = static_cast<double>(bits() >> 11) * 0x1p-53;
        squares[k] = pinned(a[k] * a[k]);
    }
    reductions::variants::for_each([&]<class V>(std::type_identity<V>) {
        INFO(V::name);
        CHECK(reductions::sum_of<V>([](auto v) { return v * v; }, a) == sum<V>(squares));
    });
}

TEST_CASE("sums of integers wrap around at 2^64") {
    CHECK(sum(std::vector{1, -2, 3}) == 2);
    static_assert(std::same_as<decltype(sum(std::vector<std::int8_t>())), std::int64_t>);
    static_assert(std::same_as<decltype(sum(std::vector<std::uint16_t>())), std::uint64_t>);
    CHECK(sum(std::vector<std::int8_t>(100'000, 127), parallel{2}) == 12'700'000);
    CHECK(sum(std::vector<std::uint64_t>{std::uint64_t(-1), 3}) == 2);
    constexpr auto largest = std::numeric_limits<std::int64_t>::max();
    CHECK(sum(std::vector<std::int64_t>{largest, 1}) == std::numeric_limits<std::int64_t>::min());
    // The squared norm of the book: its exact value is above 2^53.
    std::vector<std::int64_t> numbers(1'000'000);
    std::iota(numbers.begin(), numbers.end(), 0);
    CHECK(reductions::squared_norm(numbers) == 333'332'833'333'500'000);
    CHECK(reductions::squared_norm(numbers, parallel{2}) == 333'332'833'333'500'000);
    CHECK(reductions::mean(std::vector{1, 2}) == 1.5);
    CHECK(reductions::minmax(std::vector{3, -5, 7}) == reductions::extremes<int>{-5, 7});
}

TEST_CASE("a list in braces is a range of doubles") {
    CHECK(reductions::sum({1, 2.5, 0x1p60}) == 0x1p60);
    CHECK(reductions::exact_sum({1e100, 1.0, -1e100}) == 1);
    CHECK(reductions::dot({1, 2}, {3, 4}) == 11);
    CHECK(reductions::exact_dot({3, 0x1p60, -0x1p60}, {1, 1, 1}) == 3);
    CHECK(reductions::norm({3, 4}) == 5);
    CHECK(reductions::mean({1, 2}, parallel{2}) == 1.5);
    CHECK(reductions::variance({1, 3}, 1) == 2);
    static_assert(std::same_as<decltype(reductions::sum({1, 2})), double>);
}

TEST_CASE("mean and variance are made of sums") {
    const std::vector<double> x{2, 4, 4, 4, 5, 5, 7, 9};
    CHECK(reductions::mean(x) == 5);
    CHECK(reductions::variance(x) == 4);
    CHECK(reductions::variance(x, 1) == 32.0 / 7);
    CHECK(reductions::variance<reductions::extracted>(x, 1, parallel{2}) == 32.0 / 7);
    CHECK(refusal([&] { static_cast<void>(reductions::mean(std::vector<double>())); }) ==
          "mean needs at least 1 element but the range has 0");
    CHECK(refusal([&] { static_cast<void>(reductions::variance(std::array{1.0}, 1)); }) ==
          "variance needs at least 2 elements but the range has 1");
    const std::size_t minus_one = ~std::size_t{0};
    CHECK(refusal([&] {
              static_cast<void>(reductions::variance(x, minus_one));
          }).starts_with("variance needs at least "));
}

TEST_CASE("what cannot be added is refused in a sentence") {
    const std::vector<double> x(3), y(2);
    CHECK(refusal([&] { static_cast<void>(dot(x, y)); }) ==
          "the first range has 3 elements but another has 2");
    CHECK(refusal([&] { static_cast<void>(sum(x, parallel{-1})); }) ==
          "parallel.threads is -1 but must be 0 (all) or more");
    CHECK(refusal([&] { static_cast<void>(reductions::minmax(std::vector<int>())); }) ==
          "minmax needs at least 1 element but the range has 0");
    static_assert(!reductions::reducible_range<std::vector<bool>>);
    static_assert(!reductions::reducible_range<std::vector<long double>>);
}

template <class T>
void check_extremes() {
    using limits = std::numeric_limits<T>;
    std::uint64_t seed = 0;
    for (const pattern p : all_patterns)
        for (const std::size_t n : {1U, 2U, 7U, 16U, 100U, 20'000U}) {
            const std::vector<T> x = numbers_of<T>(p, n, ++seed);
            T least = x[0], largest = x[0];
            bool nan = false;
            const auto is_below = [](T a, T b) { // by rank, so that -0.0 is below 0.0
                const auto rank = [](T v) {
                    const auto bits = std::bit_cast<integer_like<T>>(v);
                    return bits < 0 ? std::numeric_limits<integer_like<T>>::min() - bits - 1 : bits;
                };
                return rank(a) < rank(b);
            };
            for (const T value : x) {
                nan = nan || is_any_nan(value);
                if (is_below(value, least)) least = value;
                if (is_below(largest, value)) largest = value;
            }
            if (nan) least = largest = limits::quiet_NaN();
            INFO("pattern " << int(p) << ", " << n << " numbers");
            for (const auto found : {reductions::minmax(x), reductions::minmax<scalar>(x),
                                     reductions::minmax(x, parallel{2})}) {
                REQUIRE(bits_of(found.least) == bits_of(least));
                REQUIRE(bits_of(found.largest) == bits_of(largest));
            }
        }
}
TEST_CASE("the least and the largest element") {
    check_extremes<float>();
    check_extremes<double>();
}

template <class T, class B>
void check_a_nan_among_zeros() {
    std::vector<T> x(4000, T(1));
    for (std::size_t k = 0; k < x.size(); k += 5) x[k] = 0;
    for (std::size_t k = 1; k < x.size(); k += 501) {
        const T before = x[k];
        x[k] = std::bit_cast<T>(nan_bits<T>);
        const T found = reductions::sum<reductions::extracted, B>(x);
        INFO(backend_name<B>() << ", element " << k);
        CHECK(std::bit_cast<bits_type<T>>(found) == nan_bits<T>);
        x[k] = before;
    }
}

TEST_CASE("a NaN among zeros is not lost") {
    check_a_nan_among_zeros<double, scalar>();
    check_a_nan_among_zeros<double, native>();
    check_a_nan_among_zeros<float, scalar>();
    check_a_nan_among_zeros<float, native>();
}

} // namespace
} // namespace hpk::test
