// SPDX-License-Identifier: MIT
//
// The machine that is a GPU: the calls of hpk/cuda.hpp.

#include <array>
#include <complex>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <span>
#include <string>
#include <vector>

#include <cuda_runtime.h>

#include <hpk/cuda.hpp>

#include "cuda/extents.hpp"
#include "cuda/machine.hpp"
#include "diffusion/with_boundary.hpp"

namespace hpk::test {

std::string machine() {
    cudaDeviceProp properties{};
    cuda::check(cudaGetDeviceProperties(&properties, 0), "cudaGetDeviceProperties");
    return "The kernels run on a GPU: " + std::string(properties.name) + ".";
}

std::int64_t most_work() {
    return std::numeric_limits<std::int64_t>::max();
}

template <class T>
std::vector<T> evolved(rung_on_gpu rung, const oracle::cells<T>& start,
                       const diffusion::parameters<T>& p, std::int64_t steps,
                       oracle::surroundings<T> outside) {
    return with_extents(start.extents, [&]<std::size_t Rank>(std::array<std::size_t, Rank> extents) {
        std::vector<T> cells = start.values;
        cuda::grid<T, Rank> u(grid_view<const T, Rank>(cells.data(), extents)), second;
        return with_boundary(outside, [&](auto boundary) {
            if (rung == rung_on_gpu::fused)
                cuda::evolve<diffusion::fused>(u, p, steps, boundary);
            else
                cuda::evolve<diffusion::time_blocked>(u, p, steps, boundary, nullptr, second);
            u.copy_to({cells.data(), extents});
            return cells;
        });
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
