// SPDX-License-Identifier: MIT
//
// Lanes give the results of single values on every backend, and no flag may fuse or regroup their
// operations.

#include <algorithm>
#include <array>
#include <bit>
#include <cmath>
#include <cstdint>
#include <cstring>
#include <random>
#include <vector>

#include <hpk/core/lanes.hpp>
#include <hpk/core/vectors/packing.hpp>
#include <hpk/core/vectors/words.hpp>

#include "catch.hpp"
#include "oracle/arithmetic.hpp"

namespace hpk::test {
namespace {

/// Calls f.operator()<L>() for lanes of T under every enabled backend.
template <class T, class F>
void for_each_lanes(F f) {
    enabled_backends::for_each([&]<class B>(std::type_identity<B>) {
        if constexpr (backend_has_lanes<B, T>) {
            INFO(backend_name<B>());
            f.template operator()<lanes<T, B>>();
        }
    });
}

template <class T>
void check_exactness() {
    for_each_lanes<T>([]<class L>() {
        // With u = epsilon / 2, (1 + u')² rounds down to 1 + 2u', so that fused multiply-subtract,
        // and only that, leaves the u'² over.
        std::vector<T> x(L::size), result(L::size);
        for (std::size_t l = 0; l < L::size; ++l)
            x[l] = T(1) + std::numeric_limits<T>::epsilon() * static_cast<T>(l + 1);
        const L a = L::load(x.data());
        const L square = a * a;
        (a * a - square).store(result.data());
        for (const T r : result) CHECK(r == 0);

        // (1 + tiny) - 1 is 0 as written and tiny when regrouped.
        const L one = L::broadcast(1);
        const L tiny = L::broadcast(std::numeric_limits<T>::epsilon() / 4);
        ((one + tiny) - one).store(result.data());
        for (const T r : result) CHECK(r == 0);
    });
}

template <class T>
void check_differences_of_equal() {
    for_each_lanes<T>([]<class L>() {
        for (const bits_type<T> bits : {infinity_bits<T>, nan_bits<T>}) {
            std::vector<T> x(L::size, std::bit_cast<T>(bits)), result(L::size);
            const L a = L::load(x.data());
            (a - a).store(result.data());
            for (const T r : result) CHECK(is_nan(r));
            ((a + L::broadcast(1)) - (a + L::broadcast(1))).store(result.data());
            for (const T r : result) CHECK(is_nan(r));
        }
    });
}

TEST_CASE("lanes/infinity minus infinity is NaN, also under -ffast-math") {
    check_differences_of_equal<float>();
    check_differences_of_equal<double>();
}

template <class T>
void check_numbers() {
    for_each_lanes<T>([]<class L>() {
        std::vector<T> x(L::size), result(L::size);
        for (std::size_t l = 0; l < L::size; ++l) x[l] = static_cast<T>(l) - T(1.5);
        const L a = L::load(x.data());
        const auto check = [&](L found, auto expected) {
            found.store(result.data());
            for (std::size_t l = 0; l < L::size; ++l) CHECK(result[l] == expected(x[l]));
        };
        check(select(a < 0, 0, a), [](T v) { return v < 0 ? T(0) : v; });
        check(select(0 < a, a, 0.5), [](T v) { return 0 < v ? v : T(0.5); });
        check(select(a > 0.5, 1, -1), [](T v) { return T(v > T(0.5) ? 1 : -1); });
        check(select(1 > a, 1, a), [](T v) { return 1 > v ? T(1) : v; });
        check(select(a == 0.5, 7, a), [](T v) { return v == T(0.5) ? T(7) : v; });
        check(select(a > larger(a, 0), -a, a), [](T v) { return v; });
        check(larger(smaller(a, 0.5), -0.5), [](T v) { return std::clamp(v, T(-0.5), T(0.5)); });
        check((2 - a) * 3 / (a + 8), [](T v) { return (2 - v) * 3 / (v + 8); });
        L in_place = a;
        in_place += 1;
        in_place *= a;
        in_place -= a;
        in_place /= 2;
        check(in_place, [](T v) { return ((v + 1) * v - v) / 2; });
    });
}

TEST_CASE("lanes/operators take a number for all lanes") {
    check_numbers<float>();
    check_numbers<double>();
}

TEST_CASE("lanes/products and sums are rounded as written") {
    check_exactness<float>();
    check_exactness<double>();
}

TEST_CASE("lanes/numbers beside lanes are not simplified away") {
    for_each_lanes<double>([]<class L>() {
        const auto infinity = std::bit_cast<double>(infinity_bits<double>);
        const auto bits_of = [](L x) {
            std::vector<double> values(L::size);
            x.store(values.data());
            return std::bit_cast<std::uint64_t>(values[0]) << 1;
        };
        const std::vector<double> zeros(L::size, -0.0), infinities(L::size, infinity);
        const L zero = L::load(zeros.data()), infinite = L::load(infinities.data());
        std::vector<double> sum(L::size);
        (zero + 0).store(sum.data());
        CHECK(std::bit_cast<std::uint64_t>(sum[0]) == 0);
        (0 - (0 + zero)).store(sum.data());
        CHECK(std::bit_cast<std::uint64_t>(sum[0]) == 0);
        CHECK(bits_of(infinite * 0) == nan_bits<double> << 1);
        CHECK(bits_of(0 / zero) == nan_bits<double> << 1);
        CHECK(bits_of(-zero) == 0);
    });
}

template <class T>
void check_quotients() {
    for (int a = 1; a < 200; ++a)
        for (int b = 1; b < 200; ++b)
            if (quotient(static_cast<T>(a), static_cast<T>(b)) !=
                oracle::quotient(static_cast<T>(a), static_cast<T>(b)))
                FAIL(a << " / " << b);
    SUCCEED();
}

TEST_CASE("lanes/quotients are correctly rounded") {
    check_quotients<float>();
    check_quotients<double>();
}

template <class T>
void check_square_roots() {
    for (int k = 0; k < 20'000; ++k) {
        const T a = static_cast<T>(k) / T(64);
        if (square_root(a) != oracle::square_root(a)) FAIL("the square root of " << a);
    }
    for_each_lanes<T>([]<class L>() {
        std::array<T, L::size> x, roots;
        for (std::size_t first = 0; first < 2000; first += L::size) {
            for (std::size_t l = 0; l < L::size; ++l) x[l] = static_cast<T>(first + l) / T(64);
            square_root(L::load(x.data())).store(roots.data());
            for (std::size_t l = 0; l < L::size; ++l)
                if (roots[l] != oracle::square_root(x[l])) FAIL("the square root of " << x[l]);
        }
    });
    SUCCEED();
}

TEST_CASE("lanes/square roots are correctly rounded") {
    check_square_roots<float>();
    check_square_roots<double>();
}

template <class T>
void check_operations() {
    for_each_lanes<T>([]<class L>() {
        using I = typename L::integer_lanes;
        using integer = typename I::value_type;
        std::vector<T> x(L::size), y(L::size), result(L::size);
        std::vector<integer> counts(L::size);
        for (std::size_t l = 0; l < L::size; ++l) {
            x[l] = static_cast<T>(l) - T(0.5);
            y[l] = static_cast<T>(L::size) - static_cast<T>(2 * l);
        }
        const L a = L::load(x.data());
        const L b = L::load(y.data());
        select(a < b, a, b).store(result.data());
        for (std::size_t l = 0; l < L::size; ++l) CHECK(result[l] == (x[l] < y[l] ? x[l] : y[l]));
        smaller(a, b).store(result.data());
        for (std::size_t l = 0; l < L::size; ++l) CHECK(result[l] == std::min(x[l], y[l]));
        larger(a, b).store(result.data());
        for (std::size_t l = 0; l < L::size; ++l) CHECK(result[l] == std::max(x[l], y[l]));
        approximate_sqrt(a * a).store(result.data());
        for (std::size_t l = 0; l < L::size; ++l) {
            const T error = std::abs(result[l] - std::abs(x[l]));
            CHECK(error <= std::abs(x[l]) * 4 * std::numeric_limits<T>::epsilon());
        }
        twice_plus(a, b).store(result.data());
        for (std::size_t l = 0; l < L::size; ++l) CHECK(result[l] == (x[l] + x[l]) + y[l]);
        shift_up(a, T(99)).store(result.data());
        for (std::size_t l = 0; l < L::size; ++l) CHECK(result[l] == (l == 0 ? T(99) : x[l - 1]));
        shift_down(a, T(99)).store(result.data());
        for (std::size_t l = 0; l < L::size; ++l)
            CHECK(result[l] == (l + 1 == L::size ? T(99) : x[l + 1]));
        increment(I::broadcast(41), for_integers(a < b)).store(counts.data());
        for (std::size_t l = 0; l < L::size; ++l) CHECK(counts[l] == (x[l] < y[l] ? 42 : 41));
        CHECK(any_of(a < b));
        CHECK_FALSE(any_of(a < a));
        CHECK_FALSE(any_of((a < b) & (b < a)));
        CHECK(any_of((a < b) ^ (b < a)));
        CHECK_FALSE(any_of((a < b) ^ (a < b)));
        CHECK(any_of((a < b) | (b < a)));
        // One lane alone is enough for any_of.
        for (std::size_t l = 0; l < L::size; ++l) {
            std::vector<T> single(L::size, T(0));
            single[l] = 1;
            CHECK(any_of(L::broadcast(0) < L::load(single.data())));
        }
    });
}

TEST_CASE("lanes/operations agree with single values") {
    check_operations<float>();
    check_operations<double>();
}

TEST_CASE("lanes/bytes have a smaller and a larger one") {
    for_each_lanes<std::uint8_t>([]<class L>() {
        for (unsigned first = 0; first < 256; ++first) {
            std::vector<std::uint8_t> x(L::size), y(L::size), least(L::size), most(L::size);
            for (std::size_t l = 0; l < L::size; ++l) {
                x[l] = static_cast<std::uint8_t>(first + l);
                y[l] = static_cast<std::uint8_t>(7 * std::size_t{first} + 3 * l);
            }
            smaller(L::load(x.data()), L::load(y.data())).store(least.data());
            larger(L::load(x.data()), L::load(y.data())).store(most.data());
            for (std::size_t l = 0; l < L::size; ++l) {
                REQUIRE(least[l] == std::min(x[l], y[l]));
                REQUIRE(most[l] == std::max(x[l], y[l]));
            }
        }
    });
}

TEST_CASE("lanes/operations on words are those of 64-bit integers") {
    enabled_backends::for_each([]<class B>(std::type_identity<B>) {
        using L = words<B>;
        INFO(backend_name<B>());
        std::mt19937_64 bits(3);
        for (int round = 0; round < 1000; ++round) {
            std::vector<std::uint64_t> x(L::size), y(L::size), result(L::size);
            for (std::size_t l = 0; l < L::size; ++l) {
                x[l] = bits() >> bits() % 64;
                y[l] = round % 5 == 0 ? x[l] : bits() >> bits() % 64;
            }
            const L a = L::load(x.data()), b = L::load(y.data());
            const auto check = [&](L actual, auto expected) {
                actual.store(result.data());
                for (std::size_t l = 0; l < L::size; ++l)
                    REQUIRE(result[l] == expected(x[l], y[l]));
            };
            using word = std::uint64_t;
            check(product(a, b), [](word i, word j) { return i * j; });
            check(a & b, [](word i, word j) { return i & j; });
            check(a ^ b, [](word i, word j) { return i ^ j; });
            check(a >> 33, [](word i, word) { return i >> 33; });
            const packing below(is_below(a, b));
            std::vector<word> expected;
            for (std::size_t l = 0; l < L::size; ++l)
                if (x[l] < y[l]) expected.push_back(x[l]);
            below(a).store(result.data());
            REQUIRE(below.count() == expected.size());
            REQUIRE(std::equal(expected.begin(), expected.end(), result.begin()));
        }
    });
}

template <class T>
void check_packing() {
    for_each_lanes<T>([]<class L>() {
        using I = typename L::integer_lanes;
        for (unsigned bits = 0; bits < (1u << std::min<std::size_t>(L::size, 12)); ++bits) {
            std::vector<T> keep(L::size), values(L::size), packed(L::size);
            std::vector<typename I::value_type> numbers(L::size), packed_numbers(L::size);
            std::vector<T> expected;
            for (std::size_t l = 0; l < L::size; ++l) {
                // Beyond 12 lanes the pattern repeats, so every mask of up to 12 lanes is tried.
                const bool kept = (bits >> (l % 12) & 1) != 0;
                keep[l] = kept ? T(1) : T(0);
                values[l] = static_cast<T>(l) + T(0.25);
                numbers[l] = static_cast<typename I::value_type>(100 + l);
                if (kept) expected.push_back(values[l]);
            }
            const packing pack(L::broadcast(T(0.5)) < L::load(keep.data()));
            REQUIRE(pack.count() == expected.size());
            pack(L::load(values.data())).store(packed.data());
            pack(I::load(numbers.data())).store(packed_numbers.data());
            for (std::size_t k = 0; k < expected.size(); ++k) {
                REQUIRE(packed[k] == expected[k]);
                REQUIRE(static_cast<T>(packed_numbers[k]) == expected[k] + T(99.75));
            }
        }
    });
}

TEST_CASE("lanes/packing keeps the order, for every mask") {
    check_packing<float>();
    check_packing<double>();
}

TEST_CASE("lanes/is_finite sees NaN and infinity under any flag") {
    constexpr double infinity = std::numeric_limits<double>::infinity();
    CHECK_FALSE(is_finite(infinity));
    CHECK_FALSE(is_finite(-infinity));
    CHECK_FALSE(is_finite(std::numeric_limits<double>::quiet_NaN()));
    CHECK_FALSE(is_finite(std::numeric_limits<float>::quiet_NaN()));
    CHECK_FALSE(is_finite(-std::numeric_limits<float>::infinity()));
    CHECK(is_finite(std::numeric_limits<double>::max()));
    CHECK(is_finite(std::numeric_limits<float>::denorm_min()));
    CHECK(is_finite(0.0));
}

} // namespace
} // namespace hpk::test
