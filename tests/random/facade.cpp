// SPDX-License-Identifier: MIT

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdint>
#include <map>
#include <numeric>
#include <span>
#include <vector>

#include <hpk/core/grid.hpp>

#include "random/problem.hpp"

namespace hpk::test {
namespace {

using random::below;
using random::count_in_quarter_circle;
using random::fill;
using random::fill_normal;
using random::philox4x32;
using random::sample;
using random::shuffle;
using random::uniform;
using random::xoshiro256pp;

TEST_CASE("contiguous ranges are filled") {
    philox4x32 engine(1), other(1);
    std::vector<double> in_vector(100);
    std::array<double, 100> in_array;
    double plain[100];
    for (double* const all : {in_vector.data(), in_array.data(), plain}) {
        fill(engine, std::span(all, 100));
        for (int k = 0; k < 100; ++k) REQUIRE(all[k] == uniform(other));
    }
    fill(engine, in_vector, parallel{2});
    fill(engine, in_array);
    fill(engine, plain);
    std::vector<std::uint32_t> numbers(3);
    fill(engine, numbers);
    hpk::grid<float> image(4, 5);
    fill(engine, image);
    CHECK(std::all_of(image.begin(), image.end(), [](float x) { return 0 <= x && x < 1; }));
}

TEST_CASE("what cannot be is refused in a sentence, and the engine has not moved") {
    philox4x32 engine(1);
    std::vector<double> values(3, 7);
    CHECK(refusal([&] { fill(engine, values, parallel{-1}); }) ==
          "parallel.threads is -1 but must be 0 (all) or more");
    CHECK(refusal([&] { fill_normal(engine, values, parallel{-3}); }) ==
          "parallel.threads is -3 but must be 0 (all) or more");
    CHECK(refusal([&] { static_cast<void>(count_in_quarter_circle(engine, -1)); }) ==
          "darts is -1 but must be 0 or more");
    CHECK(refusal([&] { static_cast<void>(count_in_quarter_circle(engine, 1, parallel{-2})); }) ==
          "parallel.threads is -2 but must be 0 (all) or more");
    CHECK(refusal([&] { static_cast<void>(below(engine, 0)); }) ==
          "below needs n > 0: there is no integer from 0 to -1");
    CHECK(refusal([&] { static_cast<void>(sample(engine, 3, 4)); }) ==
          "sample cannot choose 4 different ones of 3");
    CHECK(engine == philox4x32(1));
    CHECK(values == std::vector<double>(3, 7));
    CHECK(count_in_quarter_circle(engine, 0) == 0);
}

TEST_CASE("integers below n have no bias, and take a word unless it is refused") {
    // 2^64 = 3 * 6148914691236517205 + 1: of the words only 0 is refused.
    given few{{0, 0, 1, 6148914691236517205, 6148914691236517206, ~std::uint64_t{0}}};
    CHECK(below(few, 3) == 0);
    CHECK(few.at == 3);
    CHECK(below(few, 3) == 0);
    CHECK(below(few, 3) == 1);
    CHECK(below(few, 3) == 2);
    // For a power of 2 none is refused; for 2^63 + 1 nearly half.
    given many{{0, 5, 0, ~std::uint64_t{0}}};
    CHECK(below(many, 16) == 0);
    CHECK(below(many, std::uint64_t{1} << 63) == 2);
    CHECK(below(many, (std::uint64_t{1} << 63) + 1) == std::uint64_t{1} << 63);
    CHECK(many.at == 4);
    // Two numbers of 32 bits make a word, the lower half first.
    philox4x32 a(2), b(2);
    const std::uint64_t low = b(), word = low | std::uint64_t{b()} << 32;
    CHECK(below(a, 1000) == word / 18446744073709552);
    CHECK(a == b);
}

/// Chi-square of counts that should be equal, in standard deviations from its mean.
double deviation(const std::map<std::vector<int>, int>& counts, std::size_t cells, int trials) {
    const double expected = static_cast<double>(trials) / static_cast<double>(cells);
    double sum = 0;
    for (const auto& [value, n] : counts) sum += (n - expected) * (n - expected) / expected;
    sum += static_cast<double>(cells - counts.size()) * expected;
    const auto freedom = static_cast<double>(cells - 1);
    return (sum - freedom) / std::sqrt(2 * freedom);
}

TEST_CASE("all orders and all choices are equally likely") {
    xoshiro256pp engine(3);
    std::map<std::vector<int>, int> orders, choices;
    constexpr int trials = 24'000;
    for (int t = 0; t < trials; ++t) {
        std::vector<int> order{0, 1, 2, 3};
        shuffle(engine, order);
        ++orders[order];
        const auto chosen = sample(engine, 5, 2);
        ++choices[{static_cast<int>(chosen[0]), static_cast<int>(chosen[1])}];
    }
    CHECK(orders.size() == 24);
    CHECK(choices.size() == 20);
    CHECK(std::abs(deviation(orders, 24, trials)) < 4);
    CHECK(std::abs(deviation(choices, 20, trials)) < 4);
}

TEST_CASE("a sample is the beginning of a shuffled whole") {
    for (const std::size_t k : {0U, 1U, 2U, 50U, 99U, 100U}) {
        philox4x32 a(4), b(4);
        const std::vector<std::uint64_t> chosen = sample(a, 100, k);
        std::vector<std::uint64_t> whole(100);
        std::iota(whole.begin(), whole.end(), 0U);
        for (std::size_t i = 0; i < k; ++i)
            std::swap(whole[i], whole[i + static_cast<std::size_t>(below(b, 100 - i))]);
        CHECK(std::equal(chosen.begin(), chosen.end(), whole.begin()));
        CHECK(a == b);
    }
    philox4x32 engine(4);
    CHECK(sample(engine, ~std::uint64_t{0}, 3).size() == 3);
}

TEST_CASE("numbers are uniform: mean, variance and correlation of neighbours") {
    random_engines::for_each([]<class E>(std::type_identity<E>) {
        INFO(engine_name<E>());
        E engine(2024);
        std::vector<double> x(100'000);
        fill(engine, x);
        double sum = 0, squares = 0, products = 0;
        for (std::size_t k = 0; k < x.size(); ++k) {
            const double d = x[k] - 0.5;
            sum += d;
            squares += d * d;
            products += d * (x[(k + 1) % x.size()] - 0.5);
        }
        const auto n = static_cast<double>(x.size());
        CHECK(std::abs(sum) < 4 * std::sqrt(n / 12));
        CHECK(std::abs(squares - n / 12) < 4 * std::sqrt(n / 180));
        CHECK(std::abs(products) < 4 * std::sqrt(n) / 12);
    });
}

} // namespace
} // namespace hpk::test
