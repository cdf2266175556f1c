// SPDX-License-Identifier: MIT

/// \file
/// Measures the spread of the bits that tables use: those from b on that choose one of 2^b buckets,
/// and the lowest 7.

#include <algorithm>
#include <array>
#include <bit>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <random>
#include <string>
#include <tuple>
#include <utility>
#include <vector>

#include <hpk/hash/hash.hpp>
#include <hpk/hash/seeded_hash.hpp>
#include <hpk/hash/siphash.hpp>

#include "catch.hpp"

namespace hpk::test {
namespace {

/// Chi-square over its degrees of freedom: about 1 for random numbers, 0 if all boxes are equally
/// full.
double unevenness(const std::vector<int>& boxes, int balls) {
    const double expected = balls / static_cast<double>(boxes.size());
    double sum = 0;
    for (const int in_box : boxes) sum += (in_box - expected) * (in_box - expected) / expected;
    return sum / static_cast<double>(boxes.size() - 1);
}

/// The worst over tables of 2^4 to 2^16 buckets, as many keys as buckets; `hash_of(i, b)` is that
/// of the i-th key. The deviation of random numbers, four standard deviations, is divided out.
template <class HashOf>
double worst_unevenness(HashOf hash_of) {
    double worst = 0;
    for (int b = 4; b <= 16; ++b) {
        const int keys = 1 << b;
        std::vector<int> buckets(std::size_t{1} << b), tags(128), both(128 << 4);
        for (int i = 0; i < keys; ++i) {
            const std::size_t h = hash_of(static_cast<std::uint64_t>(i), b);
            ++buckets[h >> b & (buckets.size() - 1)];
            ++tags[h & 127];
            if (b >= 7) ++both[(h & 127) << 4 | (h >> b & 15)];
        }
        for (const auto& boxes : {buckets, tags, both})
            worst = std::max(worst,
                             unevenness(boxes, keys) /
                                 (1 + 4 * std::sqrt(2.0 / static_cast<double>(boxes.size() - 1))));
    }
    return worst;
}

TEST_CASE("hash/quality/random numbers pass, and what does not mix does not") {
    std::mt19937_64 bits(1);
    CHECK(worst_unevenness([&](std::uint64_t, int) { return bits(); }) < 1.1);
    CHECK(worst_unevenness([](std::uint64_t i, int) { return i; }) > 100);
}

TEST_CASE("hash/quality/integers in arithmetic progressions") {
    const hash<std::uint64_t> h;
    for (const std::uint64_t step :
         {1ULL, 2ULL, 3ULL, 5ULL, 8ULL, 10ULL, 16ULL, 48ULL, 64ULL, 100ULL, 1000ULL, 3600ULL,
          4096ULL, 1000000ULL, 1ULL << 16, 1ULL << 20, 1ULL << 24, 1ULL << 32, 1ULL << 40}) {
        CAPTURE(step);
        CHECK(worst_unevenness([&](std::uint64_t i, int) { return h(i * step); }) < 3);
    }
    // High bits only; addresses; negative numbers.
    CHECK(worst_unevenness([&](std::uint64_t i, int b) { return h(i << (64 - b)); }) < 3);
    CHECK(worst_unevenness([&](std::uint64_t i, int) { return h(0x7f1234567000 + 48 * i); }) < 3);
    CHECK(worst_unevenness([&](std::uint64_t i, int) { return h(-i); }) < 3);
}

TEST_CASE("hash/quality/floating-point numbers that are integers") {
    CHECK(worst_unevenness(
              [](std::uint64_t i, int) { return hash<double>{}(static_cast<double>(i)); }) < 2.2);
    CHECK(worst_unevenness(
              [](std::uint64_t i, int) { return hash<float>{}(static_cast<float>(i)); }) < 2.2);
}

TEST_CASE("hash/quality/points on grids") {
    const hash<std::pair<int, int>> of_pair;
    const hash<std::tuple<int, int, int>> of_triple;
    for (const int centre : {0, 1000, 1 << 20}) {
        CAPTURE(centre);
        CHECK(worst_unevenness([&](std::uint64_t i, int b) {
                  const auto x = static_cast<int>(i >> b / 2);
                  const auto y = static_cast<int>(i & ((1U << b / 2) - 1));
                  return of_pair({x - centre, y - centre});
              }) < 5);
        CHECK(worst_unevenness([&](std::uint64_t i, int b) {
                  const std::uint64_t side = (1U << b / 3) - 1;
                  return of_triple({static_cast<int>(i & side) - centre,
                                    static_cast<int>(i >> b / 3 & side) - centre,
                                    static_cast<int>(i >> 2 * (b / 3)) - centre});
              }) < 5);
    }
}

std::string numbered_text(const char* format, std::uint64_t number) {
    char text[160];
    std::snprintf(text, sizeof text, format, static_cast<unsigned long long>(number));
    return text;
}

TEST_CASE("hash/quality/strings with numbers in them") {
    const hash<std::string> h;
    for (const char* format :
         {"%llu", "%05llu", "key%09llu", "%09llukey", "a/path/to/some/thing/%07llu/else", "%048llu",
          "%0100llu", "%07llu/before/a/long/path/that/fills/three/lanes/and/more"}) {
        CAPTURE(format);
        CHECK(worst_unevenness([&](std::uint64_t i, int) { return h(numbered_text(format, i)); }) <
              2.2);
    }
}

/// For each bit of a value, flips it and measures how often each of the 64 bits of the hash flips:
/// the least and the most frequent.
template <class Random, class Flip, class HashOf>
std::pair<double, double> flips(int bits, Random random, Flip flip, HashOf hash_of) {
    constexpr int trials = 2000;
    double least = 1, most = 0;
    for (int bit = 0; bit < bits; ++bit) {
        std::array<int, 64> flipped{};
        for (int trial = 0; trial < trials; ++trial) {
            auto value = random();
            const std::size_t before = hash_of(value);
            flip(value, bit);
            const std::size_t change = before ^ hash_of(value);
            for (std::size_t out = 0; out < 64; ++out)
                flipped[out] += static_cast<int>(change >> out & 1);
        }
        for (const int n : flipped) {
            least = std::min(least, n / double{trials});
            most = std::max(most, n / double{trials});
        }
    }
    return {least, most};
}

void flip_bit_of_text(std::string& text, int bit) {
    char& c = text[static_cast<std::size_t>(bit / 8)];
    c = static_cast<char>(c ^ 1 << bit % 8);
}

TEST_CASE("hash/quality/each bit of two words or more flips half of the bits of the hash") {
    std::mt19937_64 bits(1);
    const auto random_pair = [&] { return std::pair(bits(), bits()); };
    const auto flip_pair = [](auto& pair, int bit) {
        (bit < 64 ? pair.first : pair.second) ^= std::uint64_t{1} << bit % 64;
    };
    using pair = std::pair<std::uint64_t, std::uint64_t>;
    for (const auto& [least, most] : {flips(128, random_pair, flip_pair, hash<pair>{}),
                                      flips(128, random_pair, flip_pair, seeded_hash<pair>{1}),
                                      flips(128, random_pair, flip_pair, siphash<pair>{1})}) {
        CHECK(least > 0.38);
        CHECK(most < 0.62);
    }
    for (const std::size_t size : {16U, 17U, 31U, 32U, 40U, 48U, 49U, 97U}) {
        CAPTURE(size);
        const auto random_text = [&] {
            std::string text(size, ' ');
            for (char& c : text) c = static_cast<char>(bits());
            return text;
        };
        const auto [least, most] =
            flips(static_cast<int>(8 * size), random_text, flip_bit_of_text, hash<std::string>{});
        CHECK(least > 0.38);
        CHECK(most < 0.62);
    }
}

TEST_CASE("hash/quality/each bit of a word flips many of the bits of the hash") {
    std::mt19937_64 bits(1);
    for (int bit = 0; bit < 64; ++bit) {
        double flipped = 0;
        for (int trial = 0; trial < 1000; ++trial) {
            const std::uint64_t word = bits();
            const hash<std::uint64_t> h;
            flipped += std::popcount(h(word) ^ h(word ^ std::uint64_t{1} << bit));
        }
        CAPTURE(bit);
        CHECK(flipped / 1000 > 22);
        CHECK(flipped / 1000 < 42);
    }
}

} // namespace
} // namespace hpk::test
