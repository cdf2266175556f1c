// SPDX-License-Identifier: MIT
//
// Planes whose pixels are c: every rung against the oracle.

#include <limits>

#include "julia/rung.hpp"
#include "julia/support.hpp"

namespace hpk::test {
namespace {

template <class T>
void require_mandelbrot_counts(const rung<T>& tested, julia::plane_view<T> p,
                               std::complex<double> z0, int max_iterations, const std::string& what,
                               int threads = run_sequentially) {
    const std::complex<T> start{static_cast<T>(z0.real()), static_cast<T>(z0.imag())};
    std::vector<std::int32_t> counts(p.size(), -1);
    tested.mandelbrot(p, julia::mandelbrot{z0}, max_iterations, counts, threads);
    require_equal_counts(counts, mandelbrot_oracle_counts<T>(p, start, max_iterations), what);
}

/// The whole set from several starts; |z0| >= 2 has the count 0 everywhere.
struct mandelbrot_starts {
    static constexpr const char* name = "mandelbrot_starts";
    static bool concerns(const named_rung&) { return true; }

    template <class T>
    static void check(const rung<T>& tested) {
        const auto p = julia::uniform_plane(julia::region<T>{-3, 2, T(-1.5), T(1.6)}, 95, 61);
        for (const std::complex<double> z0 :
             {std::complex<double>{}, {0.3, -0.2}, {-1.1, 0.4}, {0, 1.9}, {2, 0}, {3, 3}})
            require_mandelbrot_counts(tested, julia::plane_view<T>(p), z0, 300, "start",
                                      z0.imag() < 0 ? 2 : run_sequentially);
    }
};

/// Every width that leaves another remainder of lanes and tiles, in memory that ends, or begins,
/// with the plane.
struct mandelbrot_widths {
    static constexpr const char* name = "mandelbrot_widths";
    static bool concerns(const named_rung&) { return true; }

    template <class T>
    static void check(const rung<T>& tested) {
        for (int width = 1; width <= 67; width += width < 35 ? 1 : 8) {
            for (const int height : {1, 7, 20}) {
                const auto p = julia::uniform_plane(
                    julia::region<T>{T(-2.1), T(0.6), T(-1.2), T(1.1)}, width, height);
                const auto expected = mandelbrot_oracle_counts<T>(p, {}, 150);
                require_counts_in_fences<T>(p, expected, [&](auto plane, auto counts) {
                    tested.mandelbrot(plane, {}, 150, counts, run_sequentially);
                });
            }
        }
    }
};

/// max_iterations from 0 on, and as large as an int can be where every orbit escapes.
struct mandelbrot_limits {
    static constexpr const char* name = "mandelbrot_limits";
    static bool concerns(const named_rung&) { return true; }

    template <class T>
    static void check(const rung<T>& tested) {
        const auto p = julia::uniform_plane(julia::region<T>{-2, T(0.6), -1, 1}, 41, 29);
        for (int most = 0; most <= 300; most += most < 36 ? 1 : 44)
            require_mandelbrot_counts(tested, julia::plane_view<T>(p), {}, most,
                                      "max_iterations " + std::to_string(most));
        const auto outside = julia::uniform_plane(julia::region<T>{T(0.5), 3, -1, 1}, 41, 29);
        require_mandelbrot_counts(tested, julia::plane_view<T>(outside), {},
                                  std::numeric_limits<int>::max(), "max_iterations INT_MAX");
    }
};

/// A c that is not finite, or very large, leads out of |z| < 2 in one step; such a start has
/// escaped.
struct mandelbrot_not_finite {
    static constexpr const char* name = "mandelbrot_not_finite";
    static bool concerns(const named_rung&) { return true; }

    template <class T>
    static void check(const rung<T>& tested) {
        constexpr T infinity = std::numeric_limits<T>::infinity();
        constexpr T nan = std::numeric_limits<T>::quiet_NaN();
        constexpr T huge = std::numeric_limits<T>::max();
        for (const T value : {infinity, -infinity, nan, huge, -huge, T(8), T(9), T(-1e9)}) {
            auto p = julia::uniform_plane(julia::region<T>{-2, 1, -1, 1}, 23, 17);
            auto expected = mandelbrot_oracle_counts<T>(p, {T(0.5), T(1.25)}, 100);
            p.x[5] = value;
            p.y[6] = value;
            for (std::size_t k = 0; k < expected.size(); ++k)
                if (k % 23 == 5 || k / 23 == 6) expected[k] = 1;
            std::vector<std::int32_t> counts(expected.size(), -1);
            tested.mandelbrot(p, julia::mandelbrot{{0.5, 1.25}}, 100, counts, run_sequentially);
            require_equal_counts(counts, expected, "pixel out of range");
        }
        const auto p = julia::uniform_plane(julia::region<T>{-2, 1, -1, 1}, 23, 17);
        for (const double value : {double(infinity), -double(infinity), double(nan), 1e300, -4.5}) {
            std::vector<std::int32_t> counts(p.x.size() * p.y.size(), -1);
            tested.mandelbrot(p, julia::mandelbrot{{0, value}}, 100, counts, run_sequentially);
            require_equal_counts(counts, std::vector(counts.size(), 0), "start out of range");
        }
        // A part between 4 and 8 can be made up for by z0².
        const auto far = julia::uniform_plane(julia::region<T>{-9, 9, -9, 9}, 61, 59);
        for (const std::complex<double> z0 : {std::complex<double>{0, 1.9}, {1.9, 0.1}, {1.3, 1.3}})
            require_mandelbrot_counts(tested, julia::plane_view<T>(far), z0, 100, "far pixels");
    }
};

const check_every_rung<mandelbrot_starts> register_mandelbrot_starts;
const check_every_rung<mandelbrot_widths> register_mandelbrot_widths;
const check_every_rung<mandelbrot_limits> register_mandelbrot_limits;
const check_every_rung<mandelbrot_not_finite> register_mandelbrot_not_finite;

} // namespace
} // namespace hpk::test
