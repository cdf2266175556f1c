// SPDX-License-Identifier: MIT
#pragma once

#include "julia/rung.hpp"

namespace hpk::test {

template <class T>
const std::vector<rung<T>>& julia_family::rungs() {
    static const std::vector<rung<T>> all = [] {
        std::vector<rung<T>> result;
        for_each_rung<julia_family, T>([&]<class V, class B, class U>() {
            result.push_back({
                name_rung<julia_family, V, B, U>(),
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
