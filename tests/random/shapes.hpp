// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "fenced.hpp"
#include "random/problem.hpp"

namespace hpk::test {

struct random_shapes {
    static constexpr const char* name = "shapes";

    /// Sizes that no vector and no block divides, from positions that begin none, next to memory
    /// that must not be written; and more numbers than one thread gets at a time.
    template <class V, class B, class E>
    static void check() {
        for (const unsigned start : {0U, 1U, 2U, 17U, 63U, 64U, 623U, 1300U})
            for (const std::size_t n : {0U, 1U, 2U, 3U, 15U, 16U, 17U, 65U, 130U, 701U, 2051U})
                check_all<V, B, E>(start, n);
        check_all<V, B, E>(5, optimised ? 200'003 : 70'003);
    }

private:
    template <class V, class B, class E>
    static void check_all(unsigned start, std::size_t n) {
        INFO(n << " from number " << start);
        E engine(7);
        for (unsigned k = 0; k < start; ++k) engine();
        const auto fill = [](E& e, const auto& values, execution_policy auto how) {
            random::fill<V, B>(e, values, how);
        };
        const auto fill_normal = [](E& e, const auto& values, execution_policy auto how) {
            random::fill_normal<V, B>(e, values, how);
        };
        check_fill<double>(engine, n, fill, expected_next<double, E>);
        check_fill<float>(engine, n, fill, expected_next<float, E>);
        using number = typename E::result_type;
        check_fill<number>(engine, n, fill, expected_next<number, E>);
        check_fill<double>(engine, n, fill_normal, random::normal<double, E>);
        check_fill<float>(engine, n, fill_normal, random::normal<float, E>);
        check_count<V, B>(engine, n);
    }

    /// fill(e, values, how) must write what next(e) returns.
    template <class T, class E, class Fill, class Next>
    static void check_fill(const E& engine, std::size_t n, const Fill& fill, const Next& next_of) {
        E plain = engine;
        std::vector<T> expected(n);
        for (T& value : expected) value = next_of(plain);
        const auto next = E(plain)();
        const auto check = [&](std::span<T> values, execution_policy auto how) {
            E moved = engine;
            fill(moved, values, how);
            REQUIRE(std::vector<T>(values.begin(), values.end()) == expected);
            REQUIRE(moved == plain);
            REQUIRE(moved() == next);
        };
        const std::vector<T> room(n);
        const fenced<T> before(room, fence::before), behind(room, fence::behind);
        check(before.elements(), sequential{});
        check(behind.elements(), parallel{3});
    }

    template <class V, class B, class E>
    static void check_count(const E& engine, std::size_t darts) {
        E of_x = engine, of_y = engine;
        for (std::size_t k = 0; k < darts; ++k) static_cast<void>(expected_next<double>(of_y));
        std::int64_t expected = 0;
        for (std::size_t k = 0; k < darts; ++k) {
            const auto x = expected_next<double>(of_x), y = expected_next<double>(of_y);
            if (pinned(pinned(x * x) + pinned(y * y)) <= 1) ++expected;
        }
        const auto n = static_cast<std::int64_t>(darts);
        E one = engine, several = engine;
        REQUIRE(random::count_in_quarter_circle<V, B>(one, n) == expected);
        REQUIRE(random::count_in_quarter_circle<V, B>(several, n, parallel{3}) == expected);
        REQUIRE(one == of_y);
        REQUIRE(several == of_y);
    }
};

} // namespace hpk::test
