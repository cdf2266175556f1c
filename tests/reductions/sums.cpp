// SPDX-License-Identifier: MIT

#include "reductions/sums.hpp"

#include <algorithm>
#include <bit>
#include <cstdint>
#include <initializer_list>
#include <limits>
#include <random>
#include <span>
#include <utility>
#include <vector>

#include "flushing.hpp"

namespace hpk::test {
namespace {

const check_reductions<sums_of_patterns> register_sums;
const check_reductions<products_of_patterns> register_products;

/// Few numbers with exponent fields around that of the first, up to and beyond what few_numbers
/// takes, at every place in a cache line, on every backend.
TEST_CASE("exact sums of few numbers of sizes like the first one's, and unlike it") {
    std::mt19937_64 chance(11);
    const auto one_of = [&](std::initializer_list<std::int64_t> all) {
        return all.begin()[chance() % all.size()];
    };
    for (int round = 0; round < (optimised ? 60'000 : 3'000); ++round) {
        const auto field = static_cast<std::int64_t>(chance() % 2047);
        const std::int64_t below = one_of({0, 3, 19, 20, 21, 30}),
                           above = one_of({0, 5, 10, 11, 12, 20, 30});
        const std::int64_t near =
            round % 3 == 0 ? one_of({70, 75, 76, 77, 80, 1995, 2000, 2001, 2005}) : field;
        const std::uint64_t same_sign = chance() % 2, fraction = chance() % 3;
        const std::size_t n = 1 + chance() % (round % 2 == 0 ? 40 : 520), from = chance() % 9;
        std::vector<double> numbers(from + n);
        for (std::size_t k = 0; k < n; ++k) {
            std::int64_t f = near;
            if (k > 0)
                f += chance() % 2 == 0 ? one_of({-below, above})
                                       : static_cast<std::int64_t>(chance() % 24) - 12;
            const auto clamped = static_cast<std::uint64_t>(std::clamp<std::int64_t>(f, 0, 2046));
            std::uint64_t bits = fraction == 0 ? 0 : ~std::uint64_t{0};
            if (fraction == 2) bits = chance();
            bits = (bits & 0xfffffffffffff) | clamped << 52;
            if (same_sign == 0) bits |= chance() << 63;
            numbers[from + k] = std::bit_cast<double>(bits);
            if (k > 0 && round % 5 == 0 && chance() % 4 == 0) // cancels, or is a zero
                numbers[from + k] = chance() % 2 == 0 ? -numbers[from + k - 1] : 0.0;
        }
        const std::span<const double> x(numbers.data() + from, n);
        const double expected = reductions::sum<reductions::superaccumulator>(x);
        INFO("round " << round << ", " << n << " numbers, exponent field " << near);
        HPK_TRIED_BACKENDS::for_each([&]<class B>(std::type_identity<B>) {
            REQUIRE(bits_of(reductions::sum<reductions::extracted, B>(x)) == bits_of(expected));
        });
    }
}

/// Long arrays whose parts differ, so that the exact variants change their ways, on threads.
struct long_sums {
    static constexpr const char* name = "long";

    template <class V, class B, class T>
    static void check() {
        std::vector<T> x;
        const std::size_t part = optimised ? 30'000 : 3'000;
        std::uint64_t seed = 7;
        for (const pattern p :
             {pattern::normal, pattern::zeros_among, pattern::middling, pattern::wide,
              pattern::normal, pattern::subnormal, pattern::wide, pattern::cancelling}) {
            const std::vector<T> more = numbers_of<T>(p, part + 3 * seed, seed);
            x.insert(x.end(), more.begin(), more.end());
            ++seed;
        }
        const T expected = oracle::sum(V::order, x);
        require_same_sum(reductions::sum<V, B>(x), expected);
        for (const int threads : {1, 2, 3, 7})
            require_same_sum(reductions::sum<V, B>(x, parallel{threads}), expected);
        if (V::order != reductions::extracted::order) return;
        std::shuffle(x.begin(), x.end(), std::mt19937_64(1));
        require_same_sum(reductions::sum<V, B>(x, parallel{2}), expected);
        require_same_sum(reductions::dot<V, B>(x, std::vector<T>(x.size(), T(1)), parallel{2}),
                         expected);
    }
};
const check_reductions<long_sums> register_long_sums;

/// Infinities, NaN, zeros and subnormal numbers far behind the first of many numbers of all sizes,
/// whose blocks are no longer looked at.
struct rare_ones {
    static constexpr const char* name = "rare ones";

    template <class V, class B, class T>
    static void check() {
        if (V::order != reductions::extracted::order) return;
        using limits = std::numeric_limits<T>;
        const std::vector<T> wide = numbers_of<T>(pattern::wide, 9000, 3);
        const T infinity = std::bit_cast<T>(static_cast<bits_type<T>>(infinity_bits<T>));
        const auto check = [&](std::vector<std::pair<std::size_t, T>> rare) {
            std::vector<T> x = wide;
            for (const auto& [k, value] : rare) x[k] = value;
            require_same_sum(reductions::sum<V, B>(x), oracle::sum(V::order, x));
        };
        for (const std::size_t k : {6001U, 8999U}) {
            check({{k, infinity}});
            check({{k, -infinity}, {k - 2000, -infinity}});
            check({{k, infinity}, {k - 1, -infinity}});
            check({{k, limits::quiet_NaN()}, {4000, infinity}});
            check({{k, T(0)}, {k - 1, -T(0)}, {k - 2, limits::denorm_min()}});
        }
    }
};
const check_reductions<rare_ones> register_rare_ones;

/// Products of ordinary size whose factors are not: the largest numbers by small ones.
struct unequal_factors {
    static constexpr const char* name = "unequal factors";

    template <class V, class B, class T>
    static void check() {
        if (V::order != reductions::extracted::order) return;
        using limits = std::numeric_limits<T>;
        constexpr int apart = limits::max_exponent - 8;
        for (const std::size_t n : {1U, 5U, 64U, 400U, 1100U}) {
            std::vector<T> x = numbers_of<T>(pattern::normal, n, n), y(n);
            for (std::size_t k = 0; k < n; ++k) {
                y[k] = static_cast<T>(scaled(1 + 0x1p-30 * static_cast<double>(k), -apart));
                x[k] = static_cast<T>(scaled(x[k], apart));
                // All bits of the significand, so that nothing larger can stand for a part of it.
                if (k % 4 == 0) x[k] = k % 8 == 0 ? limits::max() : limits::lowest();
                if (k % 3 == 0) std::swap(x[k], y[k]);
            }
            require_same_sum(reductions::dot<V, B>(x, y), oracle::exact_dot(x, y));
        }
    }
};
const check_reductions<unequal_factors> register_unequal_factors;

/// On a thread that flushes subnormal numbers, too.
struct flushed_sums {
    static constexpr const char* name = "flushing";

    template <class V, class B, class T>
    static void check() {
        const std::vector<T> x = numbers_of<T>(pattern::subnormal, 300, 1);
        const T expected = oracle::sum(V::order, x);
        T sum, in_parallel;
        {
            const flushing guard(true);
            sum = reductions::sum<V, B>(x);
            in_parallel = reductions::sum<V, B>(x, parallel{2});
        }
        require_same_sum(sum, expected);
        require_same_sum(in_parallel, expected);
    }
};
const check_reductions<flushed_sums> register_flushed_sums;

} // namespace
} // namespace hpk::test
