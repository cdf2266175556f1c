// SPDX-License-Identifier: MIT
#pragma once

#include <complex>
#include <cstdint>
#include <span>
#include <vector>

#include <hpk/julia.hpp>

#include "common.hpp"
#include "family.hpp"

namespace hpk::test {

/// One variant on one backend in one type, instantiated in rungs_f32.cpp and rungs_f64.cpp.
/// `threads` is a number for hpk::parallel, or run_sequentially.
template <class T>
struct rung : named_rung {
    void (*plane)(julia::plane_view<T>, std::complex<T> c, int max_iterations,
                  std::span<std::int32_t> counts, int threads);
    void (*mandelbrot)(julia::plane_view<T>, julia::mandelbrot, int max_iterations,
                       std::span<std::int32_t> counts, int threads);
    void (*list)(std::span<const std::complex<T>> z, std::span<const std::complex<T>> c,
                 int max_iterations, std::span<std::int32_t> counts, int threads);
};

struct julia_family {
    template <class T>
    using rung = hpk::test::rung<T>;
    template <class T>
    static const std::vector<rung<T>>& rungs();
};

template <class Aspect>
using check_every_rung = check_rungs<julia_family, Aspect>;

} // namespace hpk::test
