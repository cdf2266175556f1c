// SPDX-License-Identifier: MIT
#pragma once

/// \file
/// Splits planes and lists into groups of vectors for the kernels. A variant whose kernel counts a
/// group of vectors inherits both forms of the operation from here.

#include <algorithm>
#include <array>
#include <complex>
#include <cstddef>
#include <cstdint>

#include "hpk/core/execution.hpp"
#include "hpk/core/lanes.hpp"
#include "hpk/julia/orbits/points.hpp"
#include "hpk/julia/plane.hpp"

namespace hpk::julia {
inline namespace HPK_ISA {

/// The plane form and the list form of a variant that provides
///
///     template <class L, std::size_t V, class Points>
///     static void count(const Points& points, std::size_t k, int max_iterations) noexcept;
///
/// which counts V vectors L at position k. `Group` is the V it is tuned for. Leftover columns, rows
/// and points go through the same kernel with smaller groups and finally single lanes.
template <class Variant, std::size_t Group>
struct groupwise {
    /// Counts for all pixels of a plane, row by row.
    template <class Backend, class T, class Execution>
    static void count_plane(plane_view<T> p, std::complex<T> c, int max_iterations,
                            std::int32_t* counts, Execution how) noexcept {
        const std::size_t bands = (p.rows() + Group - 1) / Group;
        distribute(how, static_cast<std::ptrdiff_t>(bands), [&] {
            return [&](std::ptrdiff_t band) {
                const std::size_t i = static_cast<std::size_t>(band) * Group;
                if (i + Group <= p.rows()) {
                    count_rows<Backend, Group>(p, i, c, max_iterations, counts);
                } else {
                    for (std::size_t row = i; row < p.rows(); ++row)
                        count_rows<Backend, 1>(p, row, c, max_iterations, counts);
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
    template <class Backend, std::size_t Rows, class T>
    static void count_rows(plane_view<T> p, std::size_t i, std::complex<T> c, int max_iterations,
                           std::int32_t* counts) noexcept {
        using L = lanes<T, Backend>;
        band_points<T, Rows> points{p.x.data(), {}, c, counts + i * p.columns(), p.columns()};
        std::copy_n(p.y.begin() + static_cast<std::ptrdiff_t>(i), Rows, points.y.begin());
        std::size_t k = 0;
        for (; k + L::size <= p.columns(); k += L::size)
            Variant::template count<L, Rows>(points, k, max_iterations);
        for (; k < p.columns(); ++k)
            Variant::template count<lanes<T, scalar>, Rows>(points, k, max_iterations);
    }
};

} // namespace HPK_ISA
} // namespace hpk::julia
