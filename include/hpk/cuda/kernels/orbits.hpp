// SPDX-License-Identifier: MIT
#pragma once

#include <complex>
#include <concepts>
#include <cstddef>
#include <cstdint>
#include <type_traits>

#include "hpk/cuda/kernels/cells.hpp"
#include "hpk/cuda/kernels/kernel.hpp"
#include "hpk/cuda/kernels/thread.hpp"
#include "hpk/julia.hpp"
#include "hpk/julia/calls/set_pixels.hpp"
#include "hpk/julia/orbits/orbit.hpp"
#include "hpk/julia/orbits/rule.hpp"

namespace hpk::cuda {
inline namespace HPK_ISA {

/// The roles of the pixels of a plane: see hpk/julia/orbits/pixels.hpp.
enum class pixels_are { starts, parameters };

/// The kernel of `escape_counts`: a thread counts the steps of the orbit of a pixel, as the variant
/// `expanded` does. The 32 threads of a warp stand in 4 rows of 8 pixels, because pixels that are
/// near each other escape after similar numbers of steps, and a warp runs until its last orbit
/// ends.
template <std::floating_point T, pixels_are Role>
struct orbits {
    using L = lanes<T, thread>;         ///< a coordinate
    static constexpr int threads = 128; ///< per block: 4 warps, one above the other
    struct shared {};                   ///< nothing

    const T* x;                   ///< the real part of each column
    const T* y;                   ///< the imaginary part of each row
    std::ptrdiff_t columns, rows; ///< the number of pixels along each axis, at least 1
    std::complex<T> common;       ///< what pixels are not: the c or the start of all orbits
    int max_iterations;           ///< no count is larger
    std::int32_t* counts;         ///< the results, row by row

    /// The number of blocks.
    [[nodiscard]] std::ptrdiff_t blocks() const noexcept {
        return quotient_up(columns, block_columns) * quotient_up(rows, block_rows);
    }
    /// The number of phases.
    [[nodiscard]] constexpr int phases() const noexcept { return 1; }

    /// Counts the steps of an orbit.
    constexpr void run(int, place at, shared&) const noexcept {
        const std::ptrdiff_t blocks_per_row = quotient_up(columns, block_columns);
        const std::ptrdiff_t i = at.block / blocks_per_row * block_rows + at.thread / block_columns;
        const std::ptrdiff_t j =
            at.block % blocks_per_row * block_columns + at.thread % block_columns;
        if (i >= rows || j >= columns) return;
        const julia::complex_lanes<L> pixel{{x[j]}, {y[i]}};
        const julia::complex_lanes<L> other{{common.real()}, {common.imag()}};
        auto z = Role == pixels_are::starts ? pixel : other;
        const auto c = Role == pixels_are::starts ? other : pixel;
        std::int32_t n = 0;
        while (n < max_iterations && julia::advance(z, c).value < julia::escape_norm<T>) ++n;
        counts[i * columns + j] = n;
    }

private:
    static constexpr int block_columns = 8;
    static constexpr int block_rows = threads / block_columns;
};

/// Calls f(role, pixels, common) for the orbits of a Julia set: coordinates that are not finite are
/// replaced as julia::escape_counts does it.
template <std::floating_point T, class F>
void with_orbits(julia::plane_view<T> p, std::complex<T> c, const F& f) {
    julia::detail::with_pixels(p, c, julia::classic_rule<T>{}, [&](const auto& pixels) {
        f(std::integral_constant<pixels_are, pixels_are::starts>{}, pixels.plane, pixels.c);
    });
}
/// The same for those of a Mandelbrot set.
template <std::floating_point T, class F>
void with_orbits(julia::plane_view<T> p, const julia::mandelbrot& set, const F& f) {
    julia::detail::with_pixels(p, set, julia::classic_rule<T>{}, [&](const auto& pixels) {
        f(std::integral_constant<pixels_are, pixels_are::parameters>{}, pixels.plane, pixels.z0);
    });
}

} // namespace HPK_ISA
} // namespace hpk::cuda
