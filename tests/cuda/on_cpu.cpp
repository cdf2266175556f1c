// SPDX-License-Identifier: MIT
//
// The machine without a GPU. Each result is computed twice, with the threads of a block in opposite
// orders, from and to arrays that lie before or behind inaccessible memory.

#include <algorithm>
#include <array>
#include <bit>
#include <complex>
#include <cstddef>
#include <cstdint>
#include <iterator>
#include <span>
#include <stdexcept>
#include <string>
#include <type_traits>
#include <vector>

#include <hpk/core/exact.hpp>
#include <hpk/cuda/kernels/exact_sum.hpp>
#include <hpk/cuda/kernels/orbits.hpp>
#include <hpk/cuda/kernels/steps.hpp>

#include "common.hpp"
#include "cuda/extents.hpp"
#include "cuda/loops.hpp"
#include "cuda/machine.hpp"
#include "diffusion/with_boundary.hpp"
#include "fenced.hpp"

namespace hpk::test {
namespace {

/// Calls `compute(order)` with both orders; the results, vectors, must have the same bits.
template <class Compute>
auto in_both_orders(const Compute& compute) {
    auto one = compute(order::forwards), other = compute(order::backwards);
    if (!std::ranges::equal(std::as_bytes(std::span(one)), std::as_bytes(std::span(other))))
        throw std::logic_error("the result depends on the order of the threads of a block");
    return one;
}

template <class Variant, class T>
std::vector<T> evolved_by(const oracle::cells<T>& start, const diffusion::parameters<T>& p,
                          std::int64_t steps, oracle::surroundings<T> outside, order visits) {
    const bool forwards = visits == order::forwards;
    const fenced<T> u(start.values, forwards ? fence::before : fence::behind);
    const std::vector<T> nothing(start.values.size(), std::bit_cast<T>(nan_bits<T>));
    const fenced<T> second(nothing, forwards ? fence::behind : fence::before);
    return with_extents(
        start.extents, [&]<std::size_t Rank>(std::array<std::size_t, Rank> extents) {
            return with_boundary(outside, [&](auto boundary) {
                const T* const result = cuda::take_steps<Variant>(
                    cuda::index_of(extents), u.elements().data(), second.elements().data(), p,
                    steps, boundary, [&](const auto& kernel) { run_in_loops(kernel, visits); });
                return std::vector<T>(result, result + start.values.size());
            });
        });
}

template <class T, class Set>
std::vector<std::int32_t> counts_of(const julia::plane<T>& p, const Set& set, int max_iterations) {
    return in_both_orders([&](order visits) {
        const fence side = visits == order::forwards ? fence::before : fence::behind;
        const std::vector<std::int32_t> nothing(p.x.size() * p.y.size(), -1);
        const fenced<std::int32_t> places(nothing, side);
        const std::span<std::int32_t> result = places.elements();
        cuda::with_orbits(
            julia::plane_view<T>(p), set,
            [&]<auto Role>(std::integral_constant<cuda::pixels_are, Role>,
                           julia::plane_view<T> pixels, std::complex<T> common,
                           const cuda::certificate<T, Role>& known) {
                const fenced<T> x(pixels.x, side), y(pixels.y, side);
                run_in_loops(cuda::orbits<T, Role>{x.elements().data(), y.elements().data(),
                                                   std::ssize(pixels.x), std::ssize(pixels.y),
                                                   common, known, max_iterations, result.data()},
                             visits);
            });
        return std::vector<std::int32_t>(result.begin(), result.end());
    });
}

} // namespace

std::string machine() {
    return "The kernels run on the CPU, by plain loops.";
}

std::int64_t most_work() {
    if (!optimised) return 1'000'000;
    return HPK_FULL_TESTS ? 300'000'000 : 10'000'000;
}

template <class T>
std::vector<T> evolved(rung_on_gpu rung, const oracle::cells<T>& start,
                       const diffusion::parameters<T>& p, std::int64_t steps,
                       oracle::surroundings<T> outside) {
    return in_both_orders([&](order visits) {
        if (rung == rung_on_gpu::fused)
            return evolved_by<diffusion::fused>(start, p, steps, outside, visits);
        return evolved_by<diffusion::time_blocked>(start, p, steps, outside, visits);
    });
}

template <class T>
std::vector<std::int32_t> counts(const julia::plane<T>& p, std::complex<T> c, int max_iterations) {
    return counts_of(p, c, max_iterations);
}

template <class T>
std::vector<std::int32_t> counts_of_mandelbrot(const julia::plane<T>& p, std::complex<double> z0,
                                               int max_iterations) {
    return counts_of(p, julia::mandelbrot{z0}, max_iterations);
}

template <class T>
T sum_of(const std::vector<T>& x) {
    using integers = cuda::waiting_sum<T>;
    if (x.empty()) return integers::value({});
    return integers::value(in_both_orders([&](order visits) {
        const fenced<T> elements(x, visits == order::forwards ? fence::before : fence::behind);
        cuda::exact_sum<T> kernel{elements.elements().data(), std::ssize(x), nullptr};
        std::vector<std::int64_t> sums(static_cast<std::size_t>(kernel.blocks() * integers::places),
                                       -1);
        kernel.sums = sums.data();
        run_in_loops(kernel, visits);
        return sums;
    }));
}

} // namespace hpk::test

#include "cuda/instances.hpp"
