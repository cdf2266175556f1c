// SPDX-License-Identifier: MIT

#include <array>
#include <cmath>
#include <cstdint>
#include <limits>
#include <span>
#include <vector>

#include <hpk/core/grid.hpp>
#include <hpk/search.hpp>

#include "common.hpp"

namespace hpk::test {
namespace {

using search::closest;
using search::lower_bound;
using search::upper_bound;

TEST_CASE("positions are written to any unsigned integers, or returned") {
    const std::vector<int> sorted{1, 3, 3, 7};
    const std::array<int, 4> keys{0, 3, 5, 9};
    std::array<std::uint8_t, 4> bytes{};
    std::vector<std::uint64_t> wide(4);
    lower_bound(sorted, keys, bytes);
    upper_bound(sorted, keys, wide, parallel{});
    CHECK(bytes == std::array<std::uint8_t, 4>{0, 1, 3, 4});
    CHECK(wide == std::vector<std::uint64_t>{0, 3, 3, 4});
    CHECK(lower_bound(sorted, keys) == std::vector<std::size_t>{0, 1, 3, 4});
    CHECK(upper_bound(sorted, keys, parallel{2}) == std::vector<std::size_t>{0, 3, 3, 4});
    CHECK(closest(sorted, keys) == std::vector<std::size_t>{0, 1, 3, 3});
    CHECK(lower_bound(sorted, 3) == 1);
    CHECK(upper_bound(sorted, 3) == 3);
    CHECK(closest(sorted, 4) == 2); // the last of equals that are smaller
    lower_bound(sorted, std::span(keys), std::span(bytes).first(4));
    hpk::grid<int, 1> in_grid(4);
    in_grid(2) = in_grid(3) = 3;
    CHECK(upper_bound(in_grid, 0) == 2);
    CHECK(lower_bound(std::vector<int>(), keys) == std::vector<std::size_t>(4));
    CHECK(lower_bound(sorted, std::vector<int>()).empty());
}

TEST_CASE("the closest element is the book's") {
    const std::vector<unsigned> sorted{10, 20, 20, 30, 4'000'000'000};
    CHECK(closest(sorted, 15U) == 1); // of two at the same distance the larger
    CHECK(closest(sorted, 14U) == 0);
    CHECK(closest(sorted, 24U) == 2);
    CHECK(closest(sorted, 2'000'000'015U) == 4);
    CHECK(closest(sorted, 2'000'000'014U) == 3);
    const std::vector<int> far{std::numeric_limits<int>::min(), std::numeric_limits<int>::max()};
    CHECK(closest(far, 0) == 1); // distances of more than 2^31
    CHECK(closest(far, -1) == 0);
    const std::vector<double> numbers{-1, 0.0, 2};
    CHECK(closest(numbers, -0.0) == 1);
    CHECK(closest(numbers, 0.9) == 1);
    CHECK(closest(numbers, 1e300) == 2);
}

TEST_CASE("what cannot be searched is refused in a sentence, and nothing is written") {
    const std::vector<int> sorted(300, 1);
    const std::vector<int> keys{1, 2};
    std::vector<std::uint32_t> one(1, 77);
    CHECK(refusal([&] { lower_bound(sorted, keys, one); }) ==
          "positions has 1 elements but keys has 2");
    std::array<std::uint8_t, 2> bytes{77, 77};
    CHECK(refusal([&] { upper_bound(sorted, keys, bytes); }) ==
          "the array has 300 elements but a position can be 255 at most: take a wider type for "
          "positions");
    std::vector<std::size_t> two(2, 77);
    CHECK(refusal([&] { lower_bound(sorted, keys, two, parallel{-1}); }) ==
          "parallel.threads is -1 but must be 0 (all) or more");
    CHECK(refusal([&] { closest(std::vector<int>(), keys, two); }) ==
          "closest needs an array of at least one element");
    CHECK(refusal([&] { static_cast<void>(search::index<int>().closest(1)); }) ==
          "closest needs an array of at least one element");
    CHECK(one[0] == 77);
    CHECK(bytes[0] == 77);
    CHECK(two[0] == 77);
}

TEST_CASE("an index answers for one key and for many") {
    std::vector<double> sorted(5000);
    for (std::size_t k = 0; k < sorted.size(); ++k) sorted[k] = std::floor(double(k) / 2);
    const search::index i(sorted);
    static_assert(std::same_as<decltype(i), const search::index<double>>);
    static_assert(!std::is_constructible_v<search::index<double>, std::vector<double>>);
    static_assert(std::is_constructible_v<search::index<double>, std::span<const double>>);
    CHECK(i.size() == 5000);
    CHECK(i.bytes() > 0);
    CHECK(i.bytes() < 5100); // an eighth of 40,000, and a little
    CHECK(i.lower_bound(7) == 14);
    CHECK(i.upper_bound(7) == 16);
    CHECK(i.equal_range(7) == std::pair<std::size_t, std::size_t>(14, 16));
    CHECK(i.count(7) == 2);
    CHECK(i.count(7.5) == 0);
    CHECK(i.contains(2499));
    CHECK_FALSE(i.contains(2500));
    CHECK(i.closest(7.4) == 15);
    CHECK(i.closest(7.6) == 16);
    const std::vector<double> keys{7, 7.4, 7.6, -1, 3000};
    std::vector<std::uint16_t> positions(5);
    i.lower_bound(keys, positions, parallel{2});
    CHECK(positions == std::vector<std::uint16_t>{14, 16, 16, 0, 5000});
    i.upper_bound(keys, positions);
    CHECK(positions == std::vector<std::uint16_t>{16, 16, 16, 0, 5000});
    i.closest(keys, positions);
    CHECK(positions == std::vector<std::uint16_t>{14, 15, 16, 0, 4999});
    std::vector<std::uint32_t> first(5), last(5), counts(5);
    i.equal_range(keys, first, last, parallel{2});
    i.count(keys, counts);
    CHECK(first == std::vector<std::uint32_t>{14, 16, 16, 0, 5000});
    CHECK(last == std::vector<std::uint32_t>{16, 16, 16, 0, 5000});
    CHECK(counts == std::vector<std::uint32_t>{2, 0, 0, 0, 0});
    bool there[5];
    CHECK(i.contains(keys, there, parallel{}) == 1);
    CHECK((there[0] && !there[1] && !there[4]));
    CHECK(search::equal_range(sorted, 7.0) == i.equal_range(7));
    CHECK(search::count(sorted, 7.0) == 2);
    CHECK(search::contains(sorted, 2499.0));
    CHECK_FALSE(search::contains(sorted, 0.5));
    CHECK(refusal([&] { i.lower_bound(keys, std::span(positions).first(4)); }) ==
          "positions has 4 elements but keys has 5");
    const search::index<double> none;
    CHECK(none.lower_bound(1) == 0);
    CHECK(none.count(0) == 0);
}

TEST_CASE("NaN comes after all others, and -0.0 equals 0.0") {
    const auto nan = std::bit_cast<float>(0x7fc00000), minus_nan = std::bit_cast<float>(0xffc00000);
    const auto infinity = std::bit_cast<float>(0x7f800000);
    const std::vector<float> sorted{-infinity, -1,       -0.0F, 0.0F,     1e-45F,
                                    1,         infinity, nan,   minus_nan};
    const search::index<float> i(sorted);
    CHECK(i.lower_bound(nan) == 7);
    CHECK(i.lower_bound(minus_nan) == 7);
    CHECK(i.upper_bound(nan) == 9);
    CHECK(i.upper_bound(infinity) == 7);
    CHECK(i.equal_range(0.0F) == i.equal_range(-0.0F));
    CHECK(i.count(0.0F) == 2);
    CHECK(i.count(1e-45F) == 1); // a subnormal number is not zero
    CHECK(i.closest(nan) == 7);
    CHECK(i.closest(1e30F) == 5);
    CHECK(i.closest(infinity) == 6);
    const std::vector<float> nothing_else{nan, nan};
    CHECK(closest(nothing_else, 1.0F) == 0);
    CHECK(closest(std::vector<float>{1}, nan) == 0);
    CHECK(upper_bound(nothing_else, 1.0F) == 0);
}

} // namespace
} // namespace hpk::test
