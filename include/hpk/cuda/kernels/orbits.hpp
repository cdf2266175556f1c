// SPDX-License-Identifier: MIT
#pragma once

#include <algorithm>
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
#include "hpk/julia/trap/disc.hpp"
#include "hpk/julia/trap/interior_trap.hpp"
#include "hpk/julia/trap/main_components.hpp"
#include "hpk/julia/trap/returning.hpp"

namespace hpk::cuda {
inline namespace HPK_ISA {

/// The roles of the pixels of a plane: see hpk/julia/orbits/pixels.hpp.
enum class pixels_are { starts, parameters };

/// Facts about all orbits of a plane from which a thread proves that its orbit never escapes. The
/// CPU finds them once, from the c or the start that all orbits share.
/// \{
template <std::floating_point T, pixels_are Role>
struct certificate;

/// For a Julia set: its interior trap.
template <std::floating_point T>
struct certificate<T, pixels_are::starts> {
    T trap_norm = 0; ///< an orbit that reaches |z|² <= trap_norm never escapes
    int period = 0;  ///< an orbit in the trap is there again after so many steps; 0: no trap

    certificate() = default;
    /// The certificate of the orbits with this c.
    explicit certificate(std::complex<T> c) noexcept {
        const julia::interior_trap trap = julia::find_interior_trap(c);
        trap_norm = julia::interior_trap_norm<T>(trap.radius);
        period = trap.period;
    }
};

/// For a Mandelbrot set: whether the main components have proofs.
template <std::floating_point T>
struct certificate<T, pixels_are::parameters> {
    bool from_0 = false; ///< true if all orbits start at 0

    certificate() = default;
    /// The certificate of the orbits with this start.
    explicit certificate(std::complex<T> z0) noexcept : from_0(z0 == std::complex<T>()) {}
};
/// \}

/// The kernel of `escape_counts`: a thread counts the steps of the orbit of a pixel, as the variant
/// `expanded` does. From time to time it looks for a proof that the orbit never escapes; the proofs
/// are those of the variant `trapped` (docs/interior-trap.md). The 32 threads of a warp stand in 4
/// rows of 8 pixels, because pixels that are near each other escape after similar numbers of steps,
/// and a warp runs until its last orbit ends.
template <std::floating_point T, pixels_are Role>
struct orbits {
    using L = lanes<T, thread>;            ///< a coordinate
    using point = julia::complex_lanes<L>; ///< a complex number
    static constexpr int threads = 128;    ///< per block: 4 warps, one above the other
    struct shared {};                      ///< nothing

    const T* x;                   ///< the real part of each column
    const T* y;                   ///< the imaginary part of each row
    std::ptrdiff_t columns, rows; ///< the number of pixels along each axis, at least 1
    std::complex<T> common;       ///< what pixels are not: the c or the start of all orbits
    certificate<T, Role> known;   ///< the facts that follow from `common`
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
        const point pixel{{x[j]}, {y[i]}};
        const point other{{common.real()}, {common.imag()}};
        if constexpr (Role == pixels_are::starts)
            counts[i * columns + j] = count_with_trap(pixel, other);
        else
            counts[i * columns + j] = count_with_returns(other, pixel);
    }

private:
    using bounds = julia::disc_bounds<T>;
    static constexpr int block_columns = 8;
    static constexpr int block_rows = threads / block_columns;

    /// Advances an orbit that has taken n steps until it has taken `end` or escapes. Returns the
    /// number of steps that it has then taken.
    static constexpr int advanced(point& z, const point& c, int n, int end) noexcept {
        while (n < end && julia::advance(z, c).value < julia::escape_norm<T>) ++n;
        return n;
    }

    /// The smaller of n + steps and max_iterations.
    constexpr int later(int n, int steps) const noexcept {
        return steps < max_iterations - n ? n + steps : max_iterations;
    }

    /// The count of an orbit of a Julia set. After each 8 steps the thread looks for the trap: for
    /// as many steps as an orbit in the trap needs to come back, it also compares |z|² with
    /// trap_norm.
    constexpr int count_with_trap(point z, const point& c) const noexcept {
        const int between_looks = known.period > 0 ? 8 : max_iterations;
        for (int n = 0;;) {
            int end = later(n, between_looks);
            n = advanced(z, c, n, end);
            if (n < end || n == max_iterations) return n;
            for (end = later(n, known.period); n < end; ++n) {
                const T norm = julia::advance(z, c).value;
                if (!(norm < julia::escape_norm<T>)) return n;
                if (norm <= known.trap_norm) return max_iterations;
            }
        }
    }

    /// The count of an orbit of a Mandelbrot set. The thread looks for a proof after 32, 64, 128 …
    /// steps. If all orbits start at 0, its first look is at c alone.
    constexpr int count_with_returns(point z, const point& c) const noexcept {
        constexpr int first = 32;
        if (!(julia::norm(c).value < bounds::parameter_norm))
            return advanced(z, c, 0, max_iterations); // no bound of the rounding, so no proof
        L radius{T(0.5) / first};
        for (int n = 0, end = later(0, first);; end = later(n, n)) {
            n = advanced(z, c, n, end);
            if (n < end || n == max_iterations) return n;
            if (n == first && known.from_0 ? is_in_main_components(c)
                                           : returns(z, c, radius, (std::min)(n / 16, 256)))
                return max_iterations;
            radius = radius * L{T(0.5)};
        }
    }

    /// True if the orbit of 0 provably never escapes because c lies in a main component.
    static constexpr bool is_in_main_components(const point& c) noexcept {
        return julia::in_main_components(julia::disc<L>{c, {bounds::rounding}}).value;
    }

    /// True if the orbit provably never escapes because a disc about z returns into itself.
    static constexpr bool returns(const point& z, const point& c, L radius, int longest) noexcept {
        return julia::orbits_return<L, 1>({z}, {c}, radius, longest, julia::quadratic{})[0].value;
    }
};

/// Calls f(role, pixels, common, known) for the orbits of a Julia set: coordinates that are not
/// finite are replaced as julia::escape_counts does it.
template <std::floating_point T, class F>
void with_orbits(julia::plane_view<T> p, std::complex<T> c, const F& f) {
    julia::detail::with_pixels(p, c, julia::classic_rule<T>{}, [&](const auto& pixels) {
        constexpr auto role = pixels_are::starts;
        f(std::integral_constant<pixels_are, role>{}, pixels.plane, pixels.c,
          certificate<T, role>(pixels.c));
    });
}
/// The same for those of a Mandelbrot set.
template <std::floating_point T, class F>
void with_orbits(julia::plane_view<T> p, const julia::mandelbrot& set, const F& f) {
    julia::detail::with_pixels(p, set, julia::classic_rule<T>{}, [&](const auto& pixels) {
        constexpr auto role = pixels_are::parameters;
        f(std::integral_constant<pixels_are, role>{}, pixels.plane, pixels.z0,
          certificate<T, role>(pixels.z0));
    });
}

} // namespace HPK_ISA
} // namespace hpk::cuda
