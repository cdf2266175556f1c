// SPDX-License-Identifier: MIT
#pragma once

/// \file
/// Splits planes and lists into groups of vectors for the kernels. A variant whose kernel counts a
/// group of vectors inherits both forms of the operation from here.

#include <concepts>
#include <cstddef>
#include <cstdint>

#include "hpk/core/execution.hpp"
#include "hpk/core/lanes.hpp"
#include "hpk/julia/orbits/points.hpp"

namespace hpk::julia {
inline namespace HPK_ISA {

/// The plane form and the list form of a variant that provides
///
///     template <class L, std::size_t V, class Points>
///     static void count(const Points& points, std::size_t k, int max_iterations) noexcept;
///
/// which counts V vectors L at position k by points.rule() (hpk/julia/orbits/rule.hpp). A variant
/// that always iterates z² + c until |z|² >= 4 must not say that it takes_sets. `Group` is the V it
/// is tuned for; half as many are taken of double_double, whose vectors fill two registers.
/// Leftover columns, rows and points go through the same kernel with smaller groups and finally
/// single lanes.
template <class Variant, std::size_t Group>
struct groupwise {
    /// Counts for all pixels of a plane, row by row. `Pixels` is julia_pixels or mandelbrot_pixels.
    template <class Backend, class Pixels, class Execution>
    static void count_plane(const Pixels& pixels, int max_iterations, std::int32_t* counts,
                            Execution how) noexcept {
        using T = typename Pixels::value_type;
        constexpr std::size_t group = std::floating_point<T> ? Group : (Group + 1) / 2;
        const std::size_t rows = pixels.plane.rows();
        const std::size_t bands = (rows + group - 1) / group;
        distribute(how, static_cast<std::ptrdiff_t>(bands), [&] {
            return [&](std::ptrdiff_t band) {
                const std::size_t i = static_cast<std::size_t>(band) * group;
                if (i + group <= rows) {
                    count_rows<Backend, group>(pixels, i, max_iterations, counts);
                } else {
                    for (std::size_t row = i; row < rows; ++row)
                        count_rows<Backend, 1>(pixels, row, max_iterations, counts);
                }
            };
        });
    }

    /// Counts for all points of a list.
    template <class Backend, class T, class Execution>
    static void count_list(point_list<T> list, int max_iterations, std::int32_t* counts,
                           Execution how) noexcept {
        using L = lanes<T, Backend>;
        distribute_stretches(how, list.z.size(), list_points<T>::capacity, [&] {
            return [&, points = list_points<T>{}](std::size_t first, std::size_t) mutable {
                const std::size_t n = points.take(list, first, counts);
                std::size_t k = 0;
                for (; k + Group * L::size <= n; k += Group * L::size)
                    Variant::template count<L, Group>(points, k, max_iterations);
                for (; k + L::size <= n; k += L::size)
                    Variant::template count<L, 1>(points, k, max_iterations);
                for (; k < n; ++k)
                    Variant::template count<lanes<T, scalar>, 1>(points, k, max_iterations);
            };
        });
    }

private:
    template <class Backend, std::size_t Rows, class Pixels>
    static void count_rows(const Pixels& pixels, std::size_t top, int max_iterations,
                           std::int32_t* counts) noexcept {
        using T = typename Pixels::value_type;
        using L = lanes<T, Backend>;
        const band_points<Pixels, Rows> points{pixels, top, counts};
        const std::size_t columns = pixels.plane.columns();
        std::size_t k = 0;
        for (; k + L::size <= columns; k += L::size)
            Variant::template count<L, Rows>(points, k, max_iterations);
        for (; k < columns; ++k)
            Variant::template count<lanes<T, scalar>, Rows>(points, k, max_iterations);
    }
};

} // namespace HPK_ISA
} // namespace hpk::julia
