// SPDX-License-Identifier: MIT
//
// What is built on searches. The answers are those of numpy 1.24's digitize, histogram and interp.

#include <bit>
#include <cstdint>
#include <span>
#include <vector>

#include <hpk/search.hpp>

#include "common.hpp"

namespace hpk::test {
namespace {

const std::vector<double> edges{0, 1, 2, 3};
const std::vector<double> values{-1,  0, 0.5, 1,
                                 2.5, 3, 3.1, std::bit_cast<double>(~std::uint64_t{0})};

TEST_CASE("values are sorted into bins") {
    std::vector<std::uint8_t> bins(values.size());
    search::digitize(edges, values, bins);
    CHECK(bins == std::vector<std::uint8_t>{0, 1, 1, 2, 3, 4, 4, 4});
}

TEST_CASE("a histogram counts the values between edges") {
    for (const int threads : {1, 2, 3}) {
        CHECK(search::histogram(edges, values, parallel{threads}) ==
              std::vector<std::uint64_t>{2, 1, 2});
        // The last bin includes the last edge, however often it is repeated.
        CHECK(search::histogram(std::vector<int>{1, 5, 5}, std::vector<int>{0, 1, 5, 5, 6},
                                parallel{threads}) == std::vector<std::uint64_t>{1, 2});
    }
    std::vector<float> many(100'000);
    for (std::size_t k = 0; k < many.size(); ++k) many[k] = static_cast<float>(k % 1000);
    const std::vector<float> steps{0, 250, 500, 999};
    CHECK(search::histogram(steps, many, parallel{2}) ==
          std::vector<std::uint64_t>{25'000, 25'000, 50'000});
    CHECK(search::histogram(steps, std::vector<float>()) == std::vector<std::uint64_t>(3));
    CHECK(refusal([] {
              static_cast<void>(search::histogram(std::vector<int>{1}, std::vector<int>{1}));
          }) == "a histogram needs at least two edges, but there are 1");
}

TEST_CASE("values between points are interpolated") {
    const std::vector<double> ys{0, 10, 20, 0};
    std::vector<double> y(7);
    const std::vector<double> x(values.begin(), values.begin() + 7);
    search::interpolate(edges, ys, x, y, parallel{2});
    CHECK(y == std::vector<double>{0, 0, 5, 10, 10, 0, 0});
    // (4/7 - 1/3) / (5/11 - 1/9) * (0.3 - 1/9) + 1/3, each operation rounded
    search::interpolate(std::vector<double>{1. / 9, 5. / 11}, std::vector<double>{1. / 3, 4. / 7},
                        std::vector<double>{0.3}, std::span(y).first(1));
    CHECK(std::bit_cast<std::uint64_t>(y[0]) == 0x3fddb6db6db6db6d);
    const std::vector<double> nan{values.back()};
    search::interpolate(edges, ys, nan, std::span(y).first(1));
    CHECK(search::order<double>::is_nan(y[0]));
    CHECK(refusal([&] { search::interpolate(edges, nan, x, y); }) ==
          "ys has 1 elements but xs has 4");
    CHECK(refusal([&] { search::interpolate(edges, ys, nan, y); }) ==
          "values has 7 elements but x has 1");
    const std::vector<double> none;
    CHECK(refusal([&] { search::interpolate(none, none, x, y); }) ==
          "interpolate needs at least one point");
}

TEST_CASE("indices are drawn by their weights") {
    const std::vector<double> cumulative{1, 1, 3, 6}; // the second has no weight
    std::vector<std::uint16_t> drawn(5);
    search::draw(cumulative, std::vector<double>{0, 0.16, 0.2, 0.6, 0.99}, drawn);
    CHECK(drawn == std::vector<std::uint16_t>{0, 0, 2, 3, 3});
    search::draw(std::vector<float>{0.1F}, std::vector<float>{0x1.fffffep-1F},
                 std::span(drawn).first(1));
    CHECK(drawn[0] == 0);
    CHECK(refusal([&] { search::draw(std::vector<float>(), std::vector<float>(5), drawn); }) ==
          "draw needs at least one weight");
}

} // namespace
} // namespace hpk::test
