// SPDX-License-Identifier: MIT
//
// Sums and moments that grow.

#include <algorithm>
#include <cmath>
#include <deque>
#include <limits>
#include <random>
#include <tuple>
#include <vector>

#include <hpk/reductions.hpp>

#include "flushing.hpp"
#include "oracle/reductions.hpp"
#include "reductions/problem.hpp"

namespace hpk::test {
namespace {

using reductions::exact_accumulator;
using reductions::moments;

template <class T>
void check_accumulators() {
    std::uint64_t seed = 50;
    for (const pattern p : all_patterns) {
        INFO("pattern " << int(p));
        const std::vector<T> x = numbers_of<T>(p, 700, ++seed), y = numbers_of<T>(p, 90, ++seed);
        std::vector<T> all = x;
        all.insert(all.end(), y.begin(), y.end());
        const T expected = oracle::sum("exact", all);
        exact_accumulator<T> whole, parts, second, one_by_one;
        whole.add(all);
        parts.add(y);
        second.add(x);
        parts.merge(second);
        for (const T value : all) one_by_one.add(value);
        require_same_sum(whole.value(), expected);
        require_same_sum(parts.value(), expected);
        require_same_sum(one_by_one.value(), expected);
        CHECK(whole == parts);
        CHECK(whole == one_by_one);

        const auto saved = parts.saved();
        const auto restored = exact_accumulator<T>::restored(saved);
        CHECK(restored == parts);
        CHECK(restored.saved() == saved);

        const std::vector<T> factors = numbers_of<T>(pattern::normal, x.size(), ++seed);
        exact_accumulator<T> products;
        for (std::size_t k = 0; k < x.size(); ++k) products.add_product(x[k], factors[k]);
        require_same_sum(products.value(), oracle::exact_dot(x, factors));
        products.clear();
        CHECK(products == exact_accumulator<T>());
        CHECK(bits_of(products.value()) == bits_of(T(0)));
    }
}

TEST_CASE("an exact accumulator holds the exact sum") {
    check_accumulators<float>();
    check_accumulators<double>();
}

TEST_CASE("an exact accumulator of doubles adds ranges of floats") {
    std::uint64_t seed = 90;
    for (const pattern p : all_patterns)
        for (const std::size_t n : {0U, 1U, 3U, 700U, 100'000U}) {
            INFO("pattern " << int(p) << ", " << n << " numbers");
            const std::vector<float> x = numbers_of<float>(p, n, ++seed);
            exact_accumulator<double> expected, range, by_threads;
            for (const float value : x) expected.add(static_cast<double>(value));
            range.add(x);
            by_threads.add(x, parallel{3});
            REQUIRE(range == expected);
            REQUIRE(by_threads == expected);
            require_same_sum(range.value(),
                             oracle::sum("exact", std::vector<double>(x.begin(), x.end())));
        }
}

template <class I>
void check_integers() {
    std::mt19937_64 bits(97);
    std::vector<I> x{std::numeric_limits<I>::min(), std::numeric_limits<I>::max(), I(0), I(1)};
    for (int k = 0; k < 200'000; ++k) x.push_back(static_cast<I>(bits()));
    __extension__ using wide = __int128;
    wide sum = 0;
    for (const I value : x) sum += value;
    // A sum of parts of 32 bits, each of which is a double.
    exact_accumulator<double> expected, one_by_one, range, by_threads;
    for (int part = 0; part < 4; ++part) {
        const wide digit = part < 3 ? sum >> 32 * part & 0xffffffff : sum >> 96;
        expected.add(std::ldexp(static_cast<double>(static_cast<std::int64_t>(digit)), 32 * part));
    }
    for (const I value : x) one_by_one.add(value);
    range.add(std::deque<I>(x.begin(), x.end()));
    by_threads.add(x, parallel{3});
    CHECK(one_by_one == expected);
    CHECK(range == expected);
    CHECK(by_threads == expected);
    exact_accumulator<float> single;
    single.add(x);
    CHECK(single.value() == static_cast<float>(sum));
}

TEST_CASE("an exact accumulator adds integers without rounding") {
    check_integers<std::int8_t>();
    check_integers<std::uint16_t>();
    check_integers<int>();
    check_integers<unsigned>();
    check_integers<std::int64_t>();
    check_integers<std::uint64_t>();
    exact_accumulator<double> a;
    a.add((std::int64_t{1} << 53) + 1);
    a.add(-0x1p53);
    CHECK(a.value() == 1);
    a.clear();
    a.add(-0.0);
    a.add(std::vector<int>());
    CHECK(bits_of(a.value()) == bits_of(-0.0));
    a.add(0);
    CHECK(bits_of(a.value()) == bits_of(0.0));
}

TEST_CASE("an exact accumulator adds a range by threads") {
    const std::vector<double> x = numbers_of<double>(pattern::normal, 200'000, 51);
    exact_accumulator<double> expected, by_threads;
    expected.add(x);
    by_threads.add(0.5);
    by_threads.add(x, parallel{3});
    by_threads.add(-0.5);
    CHECK(by_threads == expected);
    CHECK(refusal([&] { by_threads.add(x, parallel{-1}); }) ==
          "parallel.threads is -1 but must be 0 (all) or more");
    CHECK(by_threads == expected);
}

TEST_CASE("an exact accumulator is restored from its own bytes only") {
    exact_accumulator<double> a;
    a.add(0.1);
    a.add(-1e300);
    auto bytes = a.saved();
    const auto refused = [&](std::span<const std::byte> from) {
        return refusal([&] { static_cast<void>(exact_accumulator<double>::restored(from)); });
    };
    CHECK(refused(bytes).empty());
    CHECK(refused(std::span(bytes).first(10)) ==
          "a saved exact_accumulator has 539 bytes but there are 10");
    bytes[0] = std::byte{7};
    CHECK(refused(bytes) == "these are not bytes of an exact_accumulator");
    bytes = a.saved();
    bytes[1] = std::byte{3};
    CHECK(refused(bytes) == "these are not bytes of an exact_accumulator");
    bytes = a.saved();
    bytes.back() = std::byte{8};
    CHECK(refused(bytes) == "these are not bytes of an exact_accumulator");
    bytes = a.saved();
    for (int k = 0; k < 2; ++k) { // nothing, or zeros only, but a sum
        bytes[1] = static_cast<std::byte>(k);
        CHECK(refused(bytes) == "these are not bytes of an exact_accumulator");
    }
    // Whatever the words are, they are a sum.
    std::mt19937_64 bits(9);
    for (int k = 0; k < 100; ++k) {
        bytes = a.saved();
        for (std::size_t i = 2; i + 1 < bytes.size(); ++i) bytes[i] = std::byte(bits() & 0xff);
        const auto any = exact_accumulator<double>::restored(bytes);
        CHECK(any.saved() == bytes);
        exact_accumulator<double> twice = any;
        twice.merge(any);
        static_cast<void>(twice.value());
    }
}

/// Sums of powers of x - mean in long double.
template <class T>
void check_moments(T tolerance) {
    const std::vector<T> x = numbers_of<T>(pattern::normal, 5000, 77);
    long double mean = 0, m2 = 0, m3 = 0, m4 = 0;
    const auto n = static_cast<long double>(x.size());
    for (const T v : x) mean += v;
    mean /= n;
    for (const T v : x) {
        const long double d = v - mean;
        m2 += d * d;
        m3 += d * d * d;
        m4 += d * d * d * d;
    }
    const auto close = [&](T value, long double expected) {
        return std::fabs(static_cast<T>(expected) - value) < tolerance;
    };
    const auto check = [&](const moments<T>& m) {
        CHECK(m.count() == x.size());
        CHECK(close(m.mean(), mean));
        CHECK(close(m.variance(), m2 / n));
        CHECK(close(m.variance(1), m2 / (n - 1)));
        CHECK(close(m.skewness(), m3 / n / std::pow(m2 / n, 1.5L)));
        CHECK(close(m.kurtosis(), m4 / n / (m2 / n * m2 / n) - 3));
    };
    moments<T> whole, first, second;
    whole.add(x);
    check(whole);
    for (std::size_t k = 0; k < x.size(); ++k) (k < 1234 ? first : second).add(x[k]);
    first.merge(second);
    check(first);
    first.merge(moments<T>());
    check(first);
    check(moments<T>::of(x));
    check(moments<T>::of(x, parallel{2}));
    moments<T> empty;
    CHECK(empty.count() == 0);
    CHECK(empty.mean() == 0);
    empty.merge(whole);
    CHECK(empty.mean() == whole.mean());
}

TEST_CASE("moments of a stream") {
    check_moments<float>(1e-4F);
    check_moments<double>(1e-12);
    moments<double> two;
    two.add(1);
    two.add(3);
    CHECK(two.mean() == 2);
    CHECK(two.variance() == 1);
    CHECK(two.variance(1) == 2);
    CHECK(two.skewness() == 0);
    CHECK(two.kurtosis() == -2);
}

/// The bits of all results.
template <class T>
auto results_of(const moments<T>& m) {
    return std::tuple(m.count(), bits_of(m.mean()), bits_of(m.variance()), bits_of(m.skewness()),
                      bits_of(m.kurtosis()));
}

template <class T>
void check_moments_of_ranges() {
    constexpr std::size_t block = 2048;
    std::uint64_t seed = 200;
    for (const pattern p : all_patterns)
        for (const std::size_t n : {0U, 1U, 2U, 33U, 2047U, 2048U, 2049U, 70'001U}) {
            INFO("pattern " << int(p) << ", " << n << " numbers");
            const std::vector<T> x = numbers_of<T>(p, n, ++seed);
            moments<T> expected;
            for (std::size_t k = 0; k < n; k += block) {
                const std::size_t count = std::min(block, n - k);
                const std::vector<T> part(x.data() + k, x.data() + k + count);
                expected.merge(moments<T>::template of<scalar>(part));
            }
            REQUIRE(results_of(moments<T>::of(x)) == results_of(expected));
            for (const int threads : {1, 2, 3, 7})
                REQUIRE(results_of(moments<T>::of(x, parallel{threads})) == results_of(expected));
            REQUIRE(results_of(moments<T>::of(std::deque<T>(x.begin(), x.end()))) ==
                    results_of(expected));
            HPK_TRIED_BACKENDS::for_each([&]<class B>(std::type_identity<B>) {
                REQUIRE(results_of(moments<T>::template of<B>(x, parallel{2})) ==
                        results_of(expected));
            });
        }
}

TEST_CASE("moments of a range are those of its blocks, whatever the backend and the threads") {
    check_moments_of_ranges<float>();
    check_moments_of_ranges<double>();
    CHECK(refusal([&] {
              static_cast<void>(moments<double>::of(std::vector<double>(3), parallel{-1}));
          }) == "parallel.threads is -1 but must be 0 (all) or more");
}

TEST_CASE("moments of a block are striped sums of powers") {
    const std::vector<double> x = numbers_of<double>(pattern::normal, 1000, 3);
    const double mean = reductions::mean(x);
    CHECK(moments<double>::of(x).mean() == mean);
    CHECK(moments<double>::of(x).variance() == reductions::variance(x));
    const double n = 1000, v = reductions::variance(x);
    const double third = reductions::sum_of(
        [mean](auto a) {
            const auto d = a - decltype(a)::broadcast(mean);
            return d * d * d;
        },
        x);
    CHECK(std::fabs(moments<double>::of(x).skewness() - third / n / (v * std::sqrt(v))) < 1e-15);
}

TEST_CASE("moments of numbers whose sum is too large are those of the numbers one by one") {
    const std::vector<double> x(5000, 0x1p1023);
    const auto m = moments<double>::of(x);
    CHECK(m.mean() == 0x1p1023);
    CHECK(m.variance() == 0);
}

template <class T>
void check_moments_without_numbers() {
    const auto is_one_nan = [](T x) { return std::bit_cast<bits_type<T>>(x) == nan_bits<T>; };
    const auto check = [&](const moments<T>& m) {
        CHECK(is_one_nan(m.variance()));
        CHECK(is_one_nan(m.skewness()));
        CHECK(is_one_nan(m.kurtosis()));
    };
    check({});
    const bits_type<T> sign = bits_type<T>{1} << (8 * sizeof(T) - 1);
    for (const bits_type<T> bits :
         {infinity_bits<T>, infinity_bits<T> | sign, nan_bits<T> | sign | 5}) {
        moments<T> m;
        m.add(std::bit_cast<T>(bits));
        CHECK(!is_finite(m.mean()));
        check(m);
        m.add(T(1));
        m.add(T(2));
        CHECK(!is_finite(m.mean()));
        check(m);
    }
    moments<T> no_number;
    no_number.add(std::bit_cast<T>(nan_bits<T> | sign | 5));
    CHECK(is_one_nan(no_number.mean()));
}

TEST_CASE("moments of infinities, NaN and nothing are NaN, of one pattern of bits") {
    check_moments_without_numbers<float>();
    check_moments_without_numbers<double>();
}

TEST_CASE("moments of very many floats do not overflow") {
    moments<float> m;
    for (int k = 0; k < 1024; ++k) m.add(k % 2 == 0 ? 1e6F : -1e6F);
    for (int k = 0; k < 40; ++k) m.merge(m);
    CHECK(m.count() == std::uint64_t{1} << 50);
    CHECK(m.variance() == 1e12F);
    CHECK(m.kurtosis() == -2);
}

TEST_CASE("a product of zero and a number that is not finite is NaN") {
    for (const std::uint64_t bits : {infinity_bits<double>, nan_bits<double>})
        for (const double zero : {0.0, -0.0}) {
            exact_accumulator<double> a, b;
            a.add_product(zero, std::bit_cast<double>(bits));
            b.add_product(std::bit_cast<double>(bits), zero);
            CHECK(std::bit_cast<std::uint64_t>(a.value()) == nan_bits<double>);
            CHECK(a == b);
            CHECK(exact_accumulator<double>::restored(a.saved()) == a);
        }
}

/// Subnormal numbers, or terms whose squares are, one by one and as a range.
template <class T>
void check_flushed_streams(T tiny) {
    const std::vector<T> x{tiny, 3 * tiny, -2 * tiny, 7 * tiny};
    const auto all = [&] {
        exact_accumulator<T> one_by_one, products, range;
        moments<T> numbers, ranges, merged;
        for (const T value : x) {
            one_by_one.add(value);
            products.add_product(value, T(2));
            numbers.add(value);
        }
        range.add(x);
        ranges.add(x);
        merged.merge(ranges);
        merged.merge(numbers);
        return std::vector<bits_type<T>>{
            bits_of(one_by_one.value()),  bits_of(products.value()),
            bits_of(range.value()),       bits_of(numbers.mean()),
            bits_of(ranges.mean()),       bits_of(merged.mean()),
            bits_of(numbers.variance()),  bits_of(ranges.variance(1)),
            bits_of(merged.variance()),   bits_of(reductions::mean(x)),
            bits_of(reductions::norm(x)), bits_of(reductions::variance(x)),
            bits_of(ranges.skewness()),   bits_of(ranges.kurtosis())};
    };
    const auto with = [&](bool flushes) {
        const flushing guard(flushes);
        return all();
    };
    CHECK(with(true) == with(false));
}

TEST_CASE("streams keep subnormal numbers on a thread that flushes them") {
    check_flushed_streams<float>(1e-45F);
    check_flushed_streams<float>(1e-22F);
    check_flushed_streams<double>(5e-324);
    check_flushed_streams<double>(1e-160);
}

} // namespace
} // namespace hpk::test
