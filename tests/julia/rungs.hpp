// SPDX-License-Identifier: MIT
#pragma once

#include "julia/rung.hpp"
#include "kernels.hpp"

namespace hpk::test {

/// All rungs of the variants in a list.
template <class Variants, class T>
std::vector<rung<T>> rungs_of() {
    std::vector<rung<T>> result;
    const auto add = [&]<class V, class B>() {
        result.push_back({
            name_rung<V, B, T>("julia"),
            [](julia::plane_view<T> p, std::complex<T> c, int max_iterations,
               std::span<std::int32_t> counts, int threads) {
                if (threads == run_sequentially)
                    julia::escape_counts<V, B>(p, c, max_iterations, counts);
                else
                    julia::escape_counts<V, B>(p, c, max_iterations, counts, parallel{threads});
            },
            [](julia::plane_view<T> p, julia::mandelbrot set, int max_iterations,
               std::span<std::int32_t> counts, int threads) {
                if (threads == run_sequentially)
                    julia::escape_counts<V, B>(p, set, max_iterations, counts);
                else
                    julia::escape_counts<V, B>(p, set, max_iterations, counts, parallel{threads});
            },
            [](std::span<const std::complex<T>> z, std::span<const std::complex<T>> c,
               int max_iterations, std::span<std::int32_t> counts, int threads) {
                if (threads == run_sequentially)
                    julia::escape_counts<V, B>(z, c, max_iterations, counts);
                else
                    julia::escape_counts<V, B>(z, c, max_iterations, counts, parallel{threads});
            },
        });
    };
    Variants::for_each([&]<class V>(std::type_identity<V>) {
        for_each_backend<V, T>([&]<class B>() { add.template operator()<V, B>(); });
    });
    return result;
}

} // namespace hpk::test
