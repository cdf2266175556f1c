// SPDX-License-Identifier: MIT
#pragma once

#include <array>
#include <complex>
#include <concepts>
#include <cstddef>
#include <cstdint>
#include <iterator>
#include <span>
#include <type_traits>
#include <vector>

#include <cuda_runtime_api.h>

#include "hpk/core/execution.hpp"
#include "hpk/cuda/error.hpp"
#include "hpk/cuda/grid.hpp"
#include "hpk/cuda/kernels/launch.hpp"
#include "hpk/cuda/kernels/orbits.hpp"
#include "hpk/julia.hpp"

namespace hpk::cuda {
inline namespace HPK_ISA {

/// What the orbits of a plane's pixels have in common: a complex number, the c of a Julia set, or
/// julia::mandelbrot.
template <class Set, class T>
concept orbit_set =
    std::same_as<Set, julia::mandelbrot> || std::convertible_to<Set, std::complex<T>>;

/// Counts for all pixels of a plane, by the GPU, which keeps them. They are those of
/// julia::escape_counts.
///
/// \param p               the plane, in the memory of the CPU
/// \param set             the c of z² + c, or julia::mandelbrot
/// \param max_iterations  at least 0; no count is larger
/// \param counts          a place for each pixel: as many rows and columns as p has
/// \param stream          the stream that counts; the call waits for it
/// \throws std::invalid_argument for max_iterations < 0 or a grid of other extents;
///         hpk::cuda::error
///
/// Cost: at most max_iterations steps for a pixel, and memory on the GPU for the coordinates. An
/// orbit that provably never escapes (docs/interior-trap.md) takes fewer.
template <std::floating_point T, orbit_set<T> Set = std::complex<T>>
void escape_counts(const julia::plane<T>& p, const Set& set, int max_iterations,
                   grid<std::int32_t>& counts, cudaStream_t stream = nullptr) {
    static_assert(std::same_as<T, float> || std::same_as<T, double>,
                  "escape_counts works in float or double");
    const std::array<std::size_t, 2> extents{p.y.size(), p.x.size()};
    julia::detail::expect_call(max_iterations, p.x.size() * p.y.size(), counts.size(),
                               sequential{});
    expects(counts.extents() == extents, [&] {
        return "counts has " + hpk::detail::shown(counts.extents(), " x ") +
               " places but the plane has " + hpk::detail::shown(extents, " x ") + " pixels";
    });
    if (counts.empty()) return;
    const auto run = [&]<pixels_are Role>(std::integral_constant<pixels_are, Role>,
                                          julia::plane_view<T> pixels, std::complex<T> common,
                                          const certificate<T, Role>& known) {
        const grid<T, 1> x(pixels.x, stream), y(pixels.y, stream);
        launch(orbits<T, Role>{x.data(), y.data(), std::ssize(pixels.x), std::ssize(pixels.y),
                               common, known, max_iterations, counts.data()},
               stream);
        check(cudaStreamSynchronize(stream), "cudaStreamSynchronize"); // before x and y are freed
    };
    if constexpr (std::same_as<Set, julia::mandelbrot>)
        with_orbits(julia::plane_view<T>(p), set, run);
    else
        with_orbits(julia::plane_view<T>(p), std::complex<T>(set), run);
}

/// The same, returning the counts, row by row from the top.
template <std::floating_point T, orbit_set<T> Set = std::complex<T>>
[[nodiscard]] std::vector<std::int32_t> escape_counts(const julia::plane<T>& p, const Set& set,
                                                      int max_iterations,
                                                      cudaStream_t stream = nullptr) {
    grid<std::int32_t> counts({p.y.size(), p.x.size()});
    escape_counts(p, set, max_iterations, counts, stream);
    std::vector<std::int32_t> result(counts.size());
    counts.copy_to({result.data(), counts.extents()}, stream);
    return result;
}

} // namespace HPK_ISA
} // namespace hpk::cuda
