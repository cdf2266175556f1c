// SPDX-License-Identifier: MIT
//
// Engines by themselves: answers of the standard, of their authors' programs and of numpy, and
// positions.

#include <algorithm>
#include <array>
#include <bit>
#include <cstdint>
#include <random>
#include <type_traits>
#include <vector>

#include "random/problem.hpp"

namespace hpk::test {
namespace {

using namespace random;

TEST_CASE("engines are uniform random bit generators") {
    random_engines::for_each([]<class E>(std::type_identity<E>) {
        static_assert(std::uniform_random_bit_generator<E>);
        static_assert(engine<E>);
        E a(3);
        E b = a;
        CHECK(a == b);
        CHECK(a() == b());
        CHECK(a == b);
        CHECK_FALSE(a == E(4));
        std::vector<int> order{1, 2, 3, 4};
        std::shuffle(order.begin(), order.end(), a);
        CHECK_FALSE(a == b);
    });
    static_assert(!engine<std::mt19937>);
}

TEST_CASE("the ten thousandth numbers are those of the C++ standard") {
    hpk::random::mt19937 m;
    m.discard(9999);
    CHECK(m() == 4123659995);
    CHECK(philox4x32(20111115).at(9999) == 1955073260);
    CHECK(philox4x64(20111115).at(9999 - 4) == 3409172418970261260);
}

TEST_CASE("mt19937 has the numbers of std::mt19937") {
    for (const std::uint32_t seed : {0U, 1U, 5489U, 4294967295U}) {
        hpk::random::mt19937 ours(seed);
        std::mt19937 theirs(seed);
        for (int k = 0; k < 2000; ++k) REQUIRE(ours() == theirs());
    }
}

TEST_CASE("mt19937: arrays end anywhere between two rounds of numbers") {
    HPK_TRIED_BACKENDS::for_each([]<class B>(std::type_identity<B>) {
        for (std::uint64_t first = 0; first <= 620; ++first)
            for (const std::uint64_t end : {621U, 622U, 623U, 624U, 1247U, 1248U}) {
                hpk::random::mt19937 filled(42);
                filled.discard(first);
                hpk::random::mt19937 called = filled;
                // Doubles up to there, and one that must stay.
                std::vector<double> x((end - first) / 2 + 1, -1.0);
                fill<hpk::random::filled, B>(filled, std::span(x).first(x.size() - 1));
                bool same = x.back() == -1;
                x.pop_back();
                for (const double found : x) same = same && found == uniform(called);
                INFO(backend_name<B>() << ", " << x.size() << " numbers after " << first);
                REQUIRE(same);
                REQUIRE(filled() == called());
            }
    });
}

TEST_CASE("a seed of many words is CPython's and numpy's") {
    auto m = hpk::random::mt19937::of_python((std::uint64_t{1} << 40) + 7);
    CHECK(m() == 0x9d1bb0da);
    CHECK(m() == 0xbf50a462);
    CHECK(hpk::random::mt19937::of_python(std::uint64_t{1} << 63)() == 0x8dafd108);
    const std::vector<std::uint32_t> key{1, 2, 3};
    hpk::random::mt19937 n(key);
    CHECK(n() == 2619334238);
    CHECK(n() == 1552691353);
}

TEST_CASE("seed sequences are numpy's") {
    CHECK(seed_sequence((std::uint64_t{1} << 40) + 7).state() ==
          std::array<std::uint64_t, 4>{0xd8672e10e3d1a15, 0x9aef4ada4ecfa161, 0x999c1c3b83dba903,
                                       0x408927dc0dc8a316});
    CHECK(seed_sequence(42, {3}).state() ==
          std::array<std::uint64_t, 4>{0x34037e9dc34fc8c5, 0xed87f1b548019fd6, 0xa1db5735489f1365,
                                       0x98ce064ce6639a14});
    pcg64 p(seed_sequence((std::uint64_t{1} << 40) + 7, {1}));
    CHECK(p() == 0xdb89d9d43dd87636);
    CHECK(p() == 0x72facece275087c7);
    pcg64 far(3);
    far.discard(1'000'000'000'000'000);
    CHECK(far() == 0x228bd22e3faee318);
}

TEST_CASE("philox4x64 of a key of two words is numpy's") {
    philox4x64 p({1, 2});
    CHECK(p() == 0x4f2f4313b5536b09);
    CHECK(p() == 0x5b617be3219ff32a);
    CHECK(p() == 0x097293476f9275cb);
}

/// A stream as the authors' program has it.
struct plain_xoshiro {
    std::array<std::uint64_t, 4> s;

    std::uint64_t next() {
        const std::uint64_t result = std::rotl(s[0] + s[3], 23) + s[0], t = s[1] << 17;
        s[2] ^= s[0];
        s[3] ^= s[1];
        s[1] ^= s[2];
        s[0] ^= s[3];
        s[2] ^= t;
        s[3] = std::rotl(s[3], 45);
        return result;
    }
    void jump() {
        std::array<std::uint64_t, 4> sum{};
        for (const std::uint64_t word : {0x180ec6d33cfd0abaU, 0xd5a61266f0c9392cU,
                                         0xa9582618e03fc9aaU, std::uint64_t{0x39abdc4529b1661c}})
            for (int bit = 0; bit < 64; ++bit) {
                if ((word >> bit & 1) != 0)
                    for (std::size_t j = 0; j < 4; ++j) sum[j] ^= s[j];
                next();
            }
        s = sum;
    }
};

TEST_CASE("xoshiro256pp is 16 jumped streams in turn") {
    plain_xoshiro first{{1, 2, 3, 4}};
    CHECK(first.next() == 41943041);
    CHECK(first.next() == 58720359);
    CHECK(first.next() == 3588806011781223);

    std::vector<plain_xoshiro> streams(16);
    streams[0] = {{1, 2, 3, 4}};
    for (std::size_t s = 1; s < 16; ++s) {
        streams[s] = streams[s - 1];
        streams[s].jump();
    }
    xoshiro256pp engine({1, 2, 3, 4});
    for (int k = 0; k < 50; ++k)
        for (plain_xoshiro& stream : streams) REQUIRE(engine() == stream.next());
    // The jump's polynomial is x^(2^128).
    auto square = hpk::random::detail::power_of_x(std::uint64_t{1} << 63);
    for (int k = 63; k < 128; ++k) square = hpk::random::detail::product(square, square);
    CHECK(square.bits == hpk::random::detail::next_stream.bits);
}

TEST_CASE("discard goes where calls go") {
    random_engines::for_each([]<class E>(std::type_identity<E>) {
        for (const unsigned start : {0U, 1U, 16U, 62U, 64U, 624U})
            for (const unsigned n : {0U, 1U, 2U, 15U, 16U, 33U, 63U, 64U, 560U, 624U, 1249U, 5000U,
                                     131'071U, 131'072U, 150'001U}) {
                INFO(engine_name<E>() << ": " << n << " from number " << start);
                E called(5), moved(5);
                for (unsigned k = 0; k < start; ++k) called();
                moved.discard(start);
                REQUIRE(moved == called);
                for (unsigned k = 0; k < n; ++k) called();
                moved.discard(n);
                REQUIRE(moved == called);
                REQUIRE(moved() == called());
            }
        E once(9), twice(9);
        if (!E::discards_quickly) return;
        once.discard(std::uint64_t{1} << 60);
        for (int k = 0; k < 2; ++k) twice.discard(std::uint64_t{1} << 59);
        CHECK(once == twice);
        CHECK(once() == twice());
    });
}

TEST_CASE("a position of a stream is reached at once") {
    const auto check = [](auto engine) {
        const auto begin = engine;
        for (std::uint64_t k = 0; k < 300; ++k) {
            REQUIRE(engine.position() == k);
            REQUIRE(engine() == begin.at(k));
        }
        CHECK(engine.at(7) == begin.at(7)); // counted from the beginning
    };
    check(philox4x32({11, 12}));
    check(philox4x64({11, 12}));
    check(threefry4x64({11, 12, 13, 14}));
    CHECK(philox4x32(0x200000001).key() == philox4x32::key_type{1, 2});
    CHECK(philox4x64(0x200000001).key() == philox4x64::key_type{0x200000001, 0});
}

} // namespace
} // namespace hpk::test
