// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <vector>

#include "fenced.hpp"
#include "oracle/reductions.hpp"
#include "reductions/problem.hpp"

namespace hpk::test {

/// Sizes around those of leaves, rows, stripes and blocks.
inline std::vector<std::size_t> reduction_sizes() {
    std::vector<std::size_t> sizes;
    for (std::size_t n = 0; n < 140; n += n < 40 || HPK_FULL_TESTS ? 1 : 7) sizes.push_back(n);
    for (const std::size_t n : {255U, 256U, 257U, 511U, 515U, 1023U, 1024U, 1025U})
        sizes.push_back(n);
    return sizes;
}

struct sums_of_patterns {
    static constexpr const char* name = "sums";

    template <class V, class B, class T>
    static void check() {
        std::uint64_t seed = 0;
        const auto check_sum = [&](pattern p, std::size_t n) {
            INFO("pattern " << int(p) << ", " << n << " numbers, seed " << seed);
            const std::vector<T> x = numbers_of<T>(p, n, ++seed);
            const fenced<T> before(x, fence::before), behind(x, fence::behind);
            const T expected = oracle::sum(V::order, x);
            require_same_sum(reductions::sum<V, B>(before.elements()), expected);
            require_same_sum(reductions::sum<V, B>(behind.elements(), parallel{2}), expected);
        };
        for (const pattern p : all_patterns) {
            for (const std::size_t n : reduction_sizes()) check_sum(p, n);
            for (const std::size_t n : {4095U, 4096U, 4097U, 9000U}) check_sum(p, n);
        }
    }
};

struct products_of_patterns {
    static constexpr const char* name = "products";

    template <class V, class B, class T>
    static void check() {
        std::uint64_t seed = 1000;
        for (const pattern p : all_patterns)
            for (const std::size_t n :
                 {0U, 1U, 2U, 3U, 7U, 16U, 17U, 63U, 100U, 130U, 600U, 1100U}) {
                INFO("pattern " << int(p) << ", " << n << " numbers, seed " << seed);
                const std::vector<T> x = numbers_of<T>(p, n, ++seed);
                const std::vector<T> y = numbers_of<T>(n % 3 == 0 ? p : pattern::normal, n, ++seed);
                const fenced<T> x_behind(x, fence::behind), y_behind(y, fence::behind);
                T expected;
                if (V::order == reductions::extracted::order) {
                    expected = oracle::exact_dot(x, y);
                } else {
                    const subnormals_kept guard;
                    std::vector<T> products(n);
                    for (std::size_t k = 0; k < n; ++k) products[k] = pinned(x[k] * y[k]);
                    expected = oracle::sum(V::order, products);
                }
                require_same_sum(reductions::dot<V, B>(x_behind.elements(), y_behind.elements()),
                                 expected);
                require_same_sum(reductions::dot<V, B>(x, y, parallel{3}), expected);
            }
    }
};

} // namespace hpk::test
