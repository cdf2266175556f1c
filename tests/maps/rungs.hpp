// SPDX-License-Identifier: MIT
#pragma once

/// \file
/// The functions that are mapped, and a test case for each variant on each backend.

#include <bit>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <type_traits>
#include <vector>

#include <hpk/core/subnormals.hpp>
#include <hpk/maps.hpp>

#include "common.hpp"
#include "flushing.hpp"
#include "kernels.hpp"
#include "oracle/maps.hpp"

namespace hpk::test {

/// As a global variable: a test case, maps/variant/backend/type/Aspect::name, for every variant and
/// backend, with Aspect::check<Variant, Backend, T>() as its body.
template <class Aspect>
struct check_maps : deferred_registration {
    check_maps()
        : deferred_registration([] {
              maps::variants::for_each([]<class V>(std::type_identity<V>) {
                  type_list<float, double>::for_each([]<class T>(std::type_identity<T>) {
                      for_each_backend<V, T>([]<class B>() {
                          void (*const body)() = &Aspect::template check<V, B, T>;
                          REGISTER_TEST_CASE(body,
                                             name_rung<V, B, T>("maps").name + "/" + Aspect::name);
                      });
                  });
              });
          }) {}
};

/// The bits, with those of one NaN for all.
template <class T>
bits_type<T> bits_of_result(T x) {
    return is_nan(x) ? nan_bits<T> : std::bit_cast<bits_type<T>>(x);
}

/// Requires the same bits; the first range may have only one NaN.
template <class A, class B>
void require_same(const A& results, const B& expected) {
    REQUIRE(results.size() == expected.size());
    auto e = expected.begin();
    std::size_t k = 0;
    for (const auto result : results) {
        using bits = bits_type<std::remove_const_t<decltype(result)>>;
        if (std::bit_cast<bits>(result) != bits_of_result(*e)) {
            INFO("element " << k);
            REQUIRE(std::bit_cast<bits>(result) == bits_of_result(*e));
        }
        ++e;
        ++k;
    }
}

/// n numbers in [low, high).
template <class T>
std::vector<T> some_numbers(std::size_t n, double low, double high, std::uint64_t seed) {
    random_numbers random(seed);
    std::vector<T> x(n);
    for (T& value : x) value = static_cast<T>(random.uniform(low, high));
    return x;
}

inline constexpr auto fraction_map = [](auto x, auto y) { return -(x - y) / (2 - x * y) + 1 / y; };
inline constexpr auto cross_entropy_map = [](auto label, auto prediction) {
    return -(label * log(prediction) + (1 - label) * log(1 - prediction));
};

/// Arithmetic, of arrays of all lengths about a vector and about a block, on threads.
struct arithmetic {
    static constexpr const char* name = "arithmetic";

    template <class V, class B, class T>
    static void check() {
        std::vector<std::size_t> sizes{1023, 1024, 1025, 40'000};
        for (std::size_t n = 0; n < 40; ++n) sizes.push_back(n);
        const T D = T(0.7), dt = T(0.1);
        const auto step = [=](auto next, auto u) { return next * D * dt + u; };
        for (const std::size_t n : sizes) {
            INFO(n << " elements");
            const auto x = some_numbers<T>(n, -2, 2, n), y = some_numbers<T>(n, 0, 1, n + 1);
            std::vector<T> steps(n), fractions(n), results(n);
            for (std::size_t k = 0; k < n; ++k) {
                steps[k] = oracle::step(x[k], y[k], D, dt);
                fractions[k] = oracle::fraction(x[k], y[k]);
            }
            maps::map<V, B>(results, step, x, y);
            require_same(results, steps);
            for (const int threads : {1, 2, 3}) {
                maps::map<V, B>(results, fraction_map, parallel{threads}, x, y);
                require_same(results, fractions);
            }
        }
    }
};

/// Results that are NaN, infinite and subnormal, on threads that flush.
struct special_values {
    static constexpr const char* name = "special_values";

    template <class V, class B, class T>
    static void check() {
        using limits = std::numeric_limits<T>;
        const T special[]{T(0),
                          -T(0),
                          T(1),
                          -T(2),
                          std::bit_cast<T>(infinity_bits<T>),
                          std::bit_cast<T>(static_cast<bits_type<T>>(nan_bits<T> | 5)),
                          (limits::max)(),
                          (limits::min)(),
                          limits::denorm_min(),
                          -limits::denorm_min()};
        std::vector<T> x, y;
        for (const T a : special)
            for (const T b : special) {
                x.push_back(a);
                y.push_back(b);
            }
        std::vector<T> expected, results(x.size());
        {
            const subnormals_kept guard;
            for (std::size_t k = 0; k < x.size(); ++k)
                expected.push_back(oracle::fraction(x[k], y[k]));
        }
        // Flags like -ffast-math drop 0 and 1 where they may.
        maps::map<V, B>(results, [](auto a) { return (a + 0) * 1; }, x);
        for (std::size_t k = 0; k < x.size(); ++k)
            if (std::bit_cast<bits_type<T>>(x[k]) << 1 == 0)
                REQUIRE(std::bit_cast<bits_type<T>>(results[k]) == 0);
        for (const bool flushes : {false, true}) {
            {
                const flushing mode(flushes);
                maps::map<V, B>(results, fraction_map, parallel{2}, x, y);
            }
            require_same(results, expected);
        }
    }
};

} // namespace hpk::test
