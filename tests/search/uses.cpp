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
    CHECK(search::digitize(edges, values) == std::vector<std::size_t>{0, 1, 1, 2, 3, 4, 4, 4});
    CHECK(search::digitize(search::index(edges), values, parallel{2})[4] == 3);
    CHECK(search::digitize(edges, 2.0) == 3);
    CHECK(search::digitize(search::index(edges), 2) == 3);
    CHECK(refusal([&] { search::digitize(edges, values, std::span(bins).first(3)); }) ==
          "bins has 3 elements but values has 8");
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
    CHECK(search::histogram(search::index(edges), values) == std::vector<std::uint64_t>{2, 1, 2});
    const auto unordered =
        "the edges of a histogram must be in ascending order and none of them NaN";
    CHECK(refusal([] {
              static_cast<void>(search::histogram(std::vector<int>{1, 3, 2}, std::vector<int>{1}));
          }) == unordered);
    CHECK(refusal([] {
              static_cast<void>(search::histogram(std::vector<double>{0, values.back()}, values));
          }) == unordered);
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
    // A line through one point is flat, and numpy.interp's there even at NaN.
    CHECK(search::interpolate(std::vector<double>{1}, std::vector<double>{5}, nan[0]) == 5);
    CHECK(search::interpolate(edges, ys, 1.5) == 15);
    CHECK(search::interpolate(search::index(edges), ys, x) ==
          std::vector<double>{0, 0, 5, 10, 10, 0, 0});
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
    // A product that is rounded up to the sum draws the last index that has a weight.
    const double largest = 0x1.fffffffffffffp-1;
    const std::vector<double> tiny{0x1p-1074, 0x1p-1074}, largest_only{largest};
    CHECK(search::draw(tiny, largest_only) == std::vector<std::size_t>{0});
    CHECK(search::draw(search::index(cumulative), std::vector<float>{0, 0.5F}) ==
          std::vector<std::size_t>{0, 3});
    const auto refused = [&](std::vector<double> sums, double u) {
        return refusal(
            [&] { search::draw(sums, std::vector<double>{0, u}, std::span(drawn).first(2)); });
    };
    const auto infinity = std::bit_cast<double>(std::uint64_t{0x7ff0000000000000});
    drawn.assign(5, 77);
    CHECK(refused({1, 2}, 1) == "uniforms[1] is 1 but must be at least 0 and below 1");
    CHECK(refused({1, 2}, -0.5) == "uniforms[1] is -0.5 but must be at least 0 and below 1");
    CHECK(refused({1, 2}, values.back()).starts_with("uniforms[1] is "));
    CHECK(refused({0, 0}, 0.5) == "the last cumulative weight is 0 but must be finite and above 0");
    CHECK(refused({1, infinity}, 0.5).starts_with("the last cumulative weight is inf"));
    CHECK(refused({1, values.back()}, 0.5).starts_with("the last cumulative weight is "));
    CHECK(drawn == std::vector<std::uint16_t>(5, 77));
    CHECK(refusal([&] { search::draw(cumulative, largest_only, drawn); }) ==
          "indices has 5 elements but uniforms has 1");
    CHECK(refusal([&] { search::draw(std::vector<float>(), std::vector<float>(5), drawn); }) ==
          "draw needs at least one weight");
}

} // namespace
} // namespace hpk::test
