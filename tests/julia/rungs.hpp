// SPDX-License-Identifier: MIT
#pragma once

#include "julia/rung.hpp"

namespace hpk::test {

template <class T>
const std::vector<rung<T>>& rungs() {
    static const std::vector<rung<T>> all = [] {
        std::vector<rung<T>> result;
        for_each_rung<T>([&]<class V, class B, class U>() {
            result.push_back({
                rung_name<V, B, U>(),
                [](julia::plane_view<U> p, std::complex<U> c, int max_iterations,
                   std::span<std::int32_t> counts, int threads) {
                    if (threads == run_sequentially)
                        julia::escape_counts<V, B>(p, c, max_iterations, counts);
                    else
                        julia::escape_counts<V, B>(p, c, max_iterations, counts, parallel{threads});
                },
                [](std::span<const std::complex<U>> z, std::span<const std::complex<U>> c,
                   int max_iterations, std::span<std::int32_t> counts, int threads) {
                    if (threads == run_sequentially)
                        julia::escape_counts<V, B>(z, c, max_iterations, counts);
                    else
                        julia::escape_counts<V, B>(z, c, max_iterations, counts, parallel{threads});
                },
            });
        });
        return result;
    }();
    return all;
}

} // namespace hpk::test
