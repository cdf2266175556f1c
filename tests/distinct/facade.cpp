// SPDX-License-Identifier: MIT

#include <array>
#include <cmath>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include <hpk/core/grid_view.hpp>
#include <hpk/distinct.hpp>

#include "common.hpp"
#include "distinct/problem.hpp"

namespace hpk::test {
namespace {

using distinct::hyperloglog;

TEST_CASE("a sketch counts strings in any form") {
    hyperloglog<std::string> sketch(10);
    CHECK(sketch.estimate() == 0);
    sketch.add("one");
    sketch.add(std::string("two"));
    sketch.add(std::string_view("two"));
    sketch.add_many(std::vector<std::string_view>{"three", "one"}, parallel{2});
    sketch.add_many(std::array<std::string, 1>{"four"});
    sketch.add_many(std::vector<std::string>());
    CHECK(std::round(sketch.estimate()) == 4);
    hyperloglog<std::string> same(10);
    for (const char* word : {"four", "two", "three", "one"}) same.add(word);
    CHECK(same == sketch);
    sketch.clear();
    CHECK(sketch == hyperloglog<std::string>(10));
    CHECK(sketch != same);
}

TEST_CASE("a sketch takes any type that its hash takes") {
    hyperloglog<std::pair<int, double>> pairs(8);
    pairs.add({1, 0.5});
    pairs.add_many(std::vector<std::pair<int, double>>{{1, 0.5}, {2, 0.5}});
    CHECK(std::round(pairs.estimate()) == 2);
    struct own {
        int number;
    };
    struct own_hash {
        std::uint64_t operator()(const own& x) const noexcept {
            return sketch_hash<int>{}(x.number);
        }
    };
    hyperloglog<own, own_hash> objects(8);
    objects.add_many(std::vector<own>{{1}, {2}, {3}, {2}});
    CHECK(std::round(objects.estimate()) == 3);
    hyperloglog<std::int8_t> bytes(8);
    bytes.add_many(std::vector<std::int8_t>{-1, 1, -1, 7});
    CHECK(registers_of(bytes) == counted_registers_of(std::vector<std::int8_t>{-1, 1, 7}, 8));
}

TEST_CASE("the standard error is that of the theory") {
    for (int p = 4; p <= 18; ++p) {
        const double expected = std::sqrt(3 * std::log(2.0) - 1) / std::exp2(p / 2.0);
        CHECK(hyperloglog<int>(p).standard_error() == Approx(expected).epsilon(1e-14));
    }
}

TEST_CASE("registers can be kept and read again") {
    hyperloglog<int> sketch(6, sketch_hash<int>{3});
    sketch.add_many(numbered_keys<int>(0, 1000));
    const std::vector<std::uint8_t> kept = registers_of(sketch);
    CHECK(hyperloglog<int>(kept, sketch_hash<int>{3}) == sketch);
    CHECK(hyperloglog<int>(kept) != sketch);
    CHECK(hyperloglog<int>(kept).p() == 6);
    CHECK(refusal([&] { hyperloglog<int>(std::span(kept).first(63)); }) ==
          "there are 63 registers but their number must be a power of 2 from 2^4 to 2^18");
    CHECK(refusal([&] { hyperloglog<int>(std::span(kept).first(8)); }) ==
          "there are 8 registers but their number must be a power of 2 from 2^4 to 2^18");
    CHECK(refusal([] { hyperloglog<int>(std::span<const std::uint8_t>()); }) ==
          "there are 0 registers but their number must be a power of 2 from 2^4 to 2^18");
    auto wrong = kept;
    wrong.back() = 60;
    CHECK(refusal([&] { hyperloglog<int>{std::span(wrong)}; }) ==
          "a register is 60 but can be at most 59");
    wrong.back() = 59;
    CHECK(hyperloglog<int>(wrong).registers().back() == 59);
}

TEST_CASE("unions, intersections and Jaccard indices are about right") {
    hyperloglog<int> a(14), b(14);
    a.add_many(numbered_keys<int>(0, 100'000));
    b.add_many(numbered_keys<int>(80'000, 100'000));
    CHECK(union_of(a, b).estimate() == Approx(180'000).epsilon(0.03));
    CHECK(intersection_estimate(a, b) == Approx(20'000).margin(6'000));
    CHECK(jaccard(a, b) == Approx(1. / 9).margin(0.03));
    CHECK(jaccard(a, a) == 1);
    CHECK(jaccard(hyperloglog<int>(4), hyperloglog<int>(4)) == 1);
    CHECK(jaccard(a, hyperloglog<int>(14)) == 0);
    CHECK(intersection_estimate(a, hyperloglog<int>(14)) == 0);
}

TEST_CASE("what a sketch cannot do is refused in a sentence, and nothing changes") {
    CHECK(refusal([] { hyperloglog<int>(3); }) == "p is 3 but must be from 4 to 18");
    CHECK(refusal([] { hyperloglog<int>(19); }) == "p is 19 but must be from 4 to 18");
    hyperloglog<int> sketch(10);
    sketch.add(1);
    const auto before = sketch;
    CHECK(refusal([&] { static_cast<void>(sketch.reduced(11)); }) ==
          "p is 11 but must be from 4 to the sketch's 10");
    CHECK(refusal([&] { static_cast<void>(sketch.reduced(3)); }) ==
          "p is 3 but must be from 4 to the sketch's 10");
    CHECK(refusal([&] { sketch.add_many(std::vector<int>{2}, parallel{-1}); }) ==
          "parallel.threads is -1 but must be 0 (all) or more");
    hyperloglog<int> other(8, sketch_hash<int>{1});
    other.add(2);
    const std::string seeds =
        "the sketches have different hash functions or seeds, so that they cannot be combined";
    CHECK(refusal([&] { sketch.merge(other); }) == seeds);
    CHECK(refusal([&] { static_cast<void>(union_of(sketch, other)); }) == seeds);
    CHECK(refusal([&] { static_cast<void>(jaccard(sketch, other)); }) == seeds);
    CHECK(sketch == before);
}

// A view may have gaps between its rows, which have data, too.
template <class Keys>
concept countable =
    requires(hyperloglog<std::uint64_t> sketch, const Keys& keys) { sketch.add_many(keys); };
static_assert(countable<std::span<const std::uint64_t>>);
static_assert(countable<std::vector<std::uint64_t>>);
static_assert(!countable<grid_view<const std::uint64_t, 2>>);
static_assert(!countable<std::vector<bool>>);

} // namespace
} // namespace hpk::test
