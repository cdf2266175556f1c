// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <type_traits>
#include <vector>

#include "distinct/problem.hpp"
#include "fenced.hpp"

namespace hpk::test {

struct distinct_shapes {
    static constexpr const char* name = "shapes";

    /// Numbers of keys that no vector and no block divides, few and many per register, each in
    /// several parts and on several threads; next to memory that must not be read.
    template <class V, class B, class T>
    static void check() {
        const int most_p = HPK_FULL_TESTS && optimised ? 18 : 12;
        for (const int p : {4, 5, 6, 9, 12, most_p})
            for (const std::size_t n : {0U, 1U, 2U, 3U, 15U, 16U, 17U, 33U, 511U, 513U, 5003U})
                check_keys<V, B, T>(p, n);
        // All registers are full, so that `sieved` skips most keys.
        check_keys<V, B, T>(4, optimised ? 200'003 : 20'003);
        check_keys<V, B, T>(10, optimised ? 100'003 : 30'003);
    }

private:
    template <class V, class B, class T>
    static void check_keys(int p, std::size_t n) {
        INFO(n << " keys, p = " << p);
        const std::vector<T> keys = numbered_keys<T>(n, n);
        const auto expected = counted_registers_of(keys, p, 5);
        const auto check = [&](std::span<const T> part, std::span<const T> rest) {
            distinct::hyperloglog<T> sketch(p, sketch_hash<T>{5});
            sketch.template add_many<V, B>(part);
            sketch.template add_many<V, B>(rest);
            REQUIRE(registers_of(sketch) == expected);
            distinct::hyperloglog<T> shared(p, sketch_hash<T>{5});
            shared.template add_many<V, B>(rest, parallel{3});
            shared.template add_many<V, B>(part, parallel{});
            REQUIRE(registers_of(shared) == expected);
        };
        const std::span<const T> all(keys);
        check(all, {});
        check(all.first(n / 3), all.subspan(n / 3));
        check(all.first(n - n / 7), all.subspan(n - n / 7));
        if constexpr (std::is_integral_v<T>) {
            const fenced<T> before(keys, fence::before), behind(keys, fence::behind);
            check(before.elements(), {});
            check(behind.elements(), {});
        }
    }
};

} // namespace hpk::test
