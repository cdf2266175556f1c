// SPDX-License-Identifier: MIT
//
// The machine that is a GPU: the calls of hpk/cuda.hpp.

#include <array>
#include <complex>
#include <cstddef>
#include <cstdint>
#include <span>
#include <stdexcept>
#include <tuple>
#include <vector>

#include <hpk/cuda.hpp>

#include "cuda/extents.hpp"
#include "cuda/machine.hpp"
#include "cuda/rules.hpp"
#include "diffusion/gray_scott.hpp"
#include "diffusion/with_boundary.hpp"

namespace hpk::test {

namespace {

template <class T, std::size_t Rank>
cuda::grid<T, Rank> on_gpu(const oracle::cells<T>& cells, std::array<std::size_t, Rank> extents) {
    return cuda::grid<T, Rank>(grid_view<const T, Rank>(cells.values.data(), extents));
}
template <class T, std::size_t Rank>
std::vector<T> on_cpu(const cuda::grid<T, Rank>& u) {
    std::vector<T> cells(u.size());
    u.copy_to({cells.data(), u.extents()});
    return cells;
}

} // namespace

template <class T>
std::vector<T> evolved(rung_on_gpu rung, const oracle::cells<T>& start,
                       const diffusion::parameters<T>& p, std::int64_t steps,
                       oracle::surroundings<T> outside) {
    return with_extents(
        start.extents, [&]<std::size_t Rank>(std::array<std::size_t, Rank> extents) {
            cuda::grid<T, Rank> u = on_gpu(start, extents), second;
            return with_boundary(outside, [&](auto boundary) {
                if (rung == rung_on_gpu::fused)
                    cuda::evolve<diffusion::fused>(u, p, steps, boundary);
                else
                    cuda::evolve<diffusion::time_blocked>(u, p, steps, boundary, nullptr, second);
                return on_cpu(u);
            });
        });
}

template <class T>
std::vector<T> evolved(rung_on_gpu rung, const oracle::rule<T>& r, const oracle::cells<T>& start,
                       T dt, std::int64_t steps, const std::vector<oracle::sides>& of_steps,
                       std::int64_t known) {
    const diffusion::sides outside = sides_of_steps(of_steps, known);
    return with_extents(start.extents,
                        [&]<std::size_t Rank>(std::array<std::size_t, Rank> extents) {
                            cuda::grid<T, Rank> u = on_gpu(start, extents), second;
                            return with_rule(r, extents, [&](const auto& rule) {
                                const cuda::coefficients beside(rule, u, outside);
                                try {
                                    if (rung == rung_on_gpu::fused)
                                        cuda::evolve<diffusion::fused>(u, rule, dt, steps, outside);
                                    else
                                        cuda::evolve<diffusion::time_blocked>(
                                            u, rule, dt, steps, outside, nullptr, second, beside);
                                } catch (const std::out_of_range&) {
                                }
                                return on_cpu(u);
                            });
                        });
}

template <class T>
std::array<std::vector<T>, 2>
evolved(const oracle::gray_scott<T>& r, const std::array<oracle::cells<T>, 2>& start, T dt,
        std::int64_t steps, const std::vector<oracle::sides>& of_steps) {
    using both = std::array<std::vector<T>, 2>;
    return with_extents(start[0].extents, [&](const auto& extents) {
        auto u = on_gpu(start[0], extents), v = on_gpu(start[1], extents);
        cuda::evolve(std::tie(u, v), rule_of(r), dt, steps, sides_of_steps(of_steps));
        return both{on_cpu(u), on_cpu(v)};
    });
}

template <class T>
std::vector<std::int32_t> counts(const julia::plane<T>& p, std::complex<T> c, int max_iterations) {
    return cuda::escape_counts(p, c, max_iterations);
}

template <class T>
std::vector<std::int32_t> counts_of_mandelbrot(const julia::plane<T>& p, std::complex<double> z0,
                                               int max_iterations) {
    return cuda::escape_counts(p, julia::mandelbrot{z0}, max_iterations);
}

template <class T>
T sum_of(const std::vector<T>& x) {
    return cuda::sum(cuda::grid<T, 1>(std::span(x)));
}

} // namespace hpk::test

#include "cuda/instances.hpp"
