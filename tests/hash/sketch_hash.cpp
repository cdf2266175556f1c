// SPDX-License-Identifier: MIT

#include <array>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <tuple>
#include <type_traits>
#include <utility>
#include <vector>

#include <hpk/core/vectors/words.hpp>
#include <hpk/hash/sketch_hash.hpp>

#include "catch.hpp"

namespace hpk::test {
namespace {

TEST_CASE("sketch_hash/the hash of an integer is MurmurHash3's finaliser of it") {
    // By MurmurHash3.cpp's fmix64.
    static_assert(sketch_hash<std::uint64_t>{}(0) == 0);
    static_assert(sketch_hash<std::uint64_t>{}(1) == 0xb456bcfc34c2cb2c);
    static_assert(sketch_hash<std::uint64_t>{}(0xdeadbeef) == 0xd24bd59f862a1dac);
    const sketch_hash<std::int32_t> narrow;
    CHECK(narrow(-1) == sketch_hash<std::uint64_t>{}(~std::uint64_t{0}));
    CHECK(sketch_hash<bool>{}(true) == sketch_hash<int>{}(1));
    CHECK(sketch_hash<double>{}(0.0) == sketch_hash<double>{}(-0.0));
}

TEST_CASE("sketch_hash/another seed is another function, the same seed the same") {
    static_assert(sketch_hash<int>{5} == sketch_hash<int>{5});
    static_assert(sketch_hash<int>{} == sketch_hash<int>{0});
    static_assert(sketch_hash<int>{5} != sketch_hash<int>{6});
    CHECK(sketch_hash<int>{5}(7) != sketch_hash<int>{6}(7));
    // Not only in another order: the sets of hashes of 0 and 1 differ, too.
    CHECK(sketch_hash<int>{1}(0) != sketch_hash<int>{0}(1));
    CHECK(sketch_hash<std::string>{5}("x") != sketch_hash<std::string>{6}("x"));
    using pair = std::pair<int, int>;
    CHECK(sketch_hash<pair>{5}({1, 2}) != sketch_hash<pair>{6}({1, 2}));
    CHECK(sketch_hash<pair>{}({1, 2}) != sketch_hash<pair>{}({2, 1}));
}

TEST_CASE("sketch_hash/strings are hashed alike in any form") {
    const sketch_hash<std::string> hash;
    CHECK(hash("abc") == hash(std::string("abc")));
    CHECK(hash(std::string_view("abc")) == sketch_hash<std::string_view>{}("abc"));
    CHECK(hash("abc") != hash("abd"));
}

TEST_CASE("sketch_hash/vectors of words are hashed alike") {
    enabled_backends::for_each([]<class B>(std::type_identity<B>) {
        using L = words<B>;
        INFO(backend_name<B>());
        const sketch_hash<std::uint64_t> hash{42};
        for (std::uint64_t first = 0; first < 1000; first += L::size) {
            std::array<std::uint64_t, L::size> keys, hashes;
            for (std::size_t l = 0; l < L::size; ++l) keys[l] = (first + l) * 0x123456789abcdef;
            hash.of_words(L::load(keys.data())).store(hashes.data());
            for (std::size_t l = 0; l < L::size; ++l) REQUIRE(hashes[l] == hash(keys[l]));
        }
    });
}

/// How often each bit of the hash of `key(i)` changes when one bit of i does: the least and the
/// most frequent, over all bits of i.
template <class Hash, class Key>
std::pair<double, double> flips(const Hash& hash, Key key) {
    constexpr std::uint64_t trials = 4000;
    double least = 1, most = 0;
    for (int bit = 0; bit < 64; ++bit) {
        std::array<int, 64> flipped{};
        for (std::uint64_t i = 0; i < trials; ++i) {
            const auto change = hash(key(i)) ^ hash(key(i ^ std::uint64_t{1} << bit));
            for (std::size_t out = 0; out < 64; ++out)
                flipped[out] += static_cast<int>(change >> out & 1);
        }
        for (const int n : flipped) {
            least = std::min(least, n / double(trials));
            most = std::max(most, n / double(trials));
        }
    }
    return {least, most};
}

TEST_CASE("sketch_hash/each bit of a key flips half of the bits of the hash") {
    const auto word = [](std::uint64_t i) { return i; };
    const auto pair = [](std::uint64_t i) { return std::pair(i, i >> 3); };
    const auto text = [](std::uint64_t i) { return std::to_string(i); };
    const auto within = [](std::pair<double, double> flips) {
        return flips.first > 0.45 && flips.second < 0.55; // six standard deviations
    };
    CHECK(within(flips(sketch_hash<std::uint64_t>{}, word)));
    CHECK(within(flips(sketch_hash<std::pair<std::uint64_t, std::uint64_t>>{}, pair)));
    CHECK(within(flips(sketch_hash<std::string>{}, text)));
}

} // namespace
} // namespace hpk::test
