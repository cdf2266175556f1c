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
#include <utility>
#include <vector>

#include <hpk/core/exact.hpp>
#include <hpk/cuda/kernels/exact_sum.hpp>
#include <hpk/cuda/kernels/orbits.hpp>

#include "common.hpp"
#include "cuda/extents.hpp"
#include "cuda/loops.hpp"
#include "cuda/machine.hpp"
#include "cuda/rules.hpp"
#include "diffusion/gray_scott.hpp"
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

/// The cells of each field after steps in both orders.
template <class T, std::size_t F, std::size_t Rank, class P, class Boundary>
std::array<std::vector<T>, F> evolved_by(rung_on_gpu rung,
                                         const std::array<oracle::cells<T>, F>& start,
                                         std::array<std::size_t, Rank> extents, const P& p,
                                         std::int64_t steps, const Boundary& outside) {
    const auto take = [&]<class Variant>(std::type_identity<Variant>, order visits) {
        return evolved_in_loops<Variant>(start, extents, p, steps, outside, visits);
    };
    const auto compute = [&](order visits) {
        if constexpr (F == 1)
            if (rung == rung_on_gpu::time_blocked)
                return take(std::type_identity<diffusion::time_blocked>{}, visits);
        return take(std::type_identity<diffusion::fused>{}, visits);
    };
    auto one = compute(order::forwards), other = compute(order::backwards);
    for (std::size_t f = 0; f < F; ++f)
        one[f] = in_both_orders(
            [&](order visits) { return std::move((visits == order::forwards ? one : other)[f]); });
    return one;
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
    return with_extents(start.extents, [&](const auto& extents) {
        return with_boundary(outside, [&](auto boundary) {
            return evolved_by(rung, std::array{start}, extents, p, steps, boundary)[0];
        });
    });
}

template <class T>
std::vector<T> evolved(rung_on_gpu rung, const oracle::rule<T>& r, const oracle::cells<T>& start,
                       T dt, std::int64_t steps, const std::vector<oracle::sides>& of_steps,
                       std::int64_t known) {
    return with_extents(start.extents, [&](const auto& extents) {
        return with_rule(r, extents, [&]<class Rule>(const Rule& rule) {
            return evolved_by(rung, std::array{start}, extents,
                              diffusion::timed_rule<Rule, T>{&rule, dt}, steps,
                              sides_of_steps(of_steps, known))[0];
        });
    });
}

template <class T>
std::array<std::vector<T>, 2>
evolved(const oracle::gray_scott<T>& r, const std::array<oracle::cells<T>, 2>& start, T dt,
        std::int64_t steps, const std::vector<oracle::sides>& of_steps) {
    const diffusion::rules::gray_scott rule = rule_of(r);
    return with_extents(start[0].extents, [&](const auto& extents) {
        return evolved_by(rung_on_gpu::fused, start, extents,
                          diffusion::timed_rule<diffusion::rules::gray_scott, T>{&rule, dt}, steps,
                          sides_of_steps(of_steps));
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
