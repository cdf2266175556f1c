// SPDX-License-Identifier: MIT
//
// Planes and lists of every small size, points that are not numbers, extreme arguments.

#include <algorithm>
#include <limits>

#include "fenced.hpp"
#include "julia/rung.hpp"
#include "julia/support.hpp"

namespace hpk::test {
namespace {

template <class T>
std::complex<T> classic_c() {
    return {T(classic_re), T(classic_im)};
}

/// Every width from 1 to 67, including all remainders of lanes and tiles, at several heights, in
/// memory that ends, or begins, with the plane.
struct widths {
    static constexpr const char* name = "widths";
    static bool concerns(const named_rung&) { return true; }

    template <class T>
    static void check(const rung<T>& tested) {
        for (int width = 1; width <= 67; ++width) {
            for (const int height : {1, 3, 4, 9, 67}) {
                const auto p = julia::uniform_plane(julia::region<T>{}, width, height);
                const auto expected = oracle_counts<T>(p, classic_c<T>(), 90);
                require_counts_in_fences<T>(p, expected, [&](auto plane, auto counts) {
                    tested.plane(plane, classic_c<T>(), 90, counts,
                                 height < 67 ? run_sequentially : 2);
                });
            }
        }
    }
};

/// Lists of every length from 0 to 67 and a few longer ones, each point with its own c.
struct lists {
    static constexpr const char* name = "lists";
    static bool concerns(const named_rung&) { return true; }

    template <class T>
    static void check(const rung<T>& tested) {
        random_numbers random(1);
        std::vector<std::size_t> lengths;
        for (std::size_t n = 0; n <= 67; ++n) lengths.push_back(n);
        lengths.insert(lengths.end(), {255, 256, 257, 1000});
        for (const std::size_t n : lengths) {
            std::vector<std::complex<T>> z(n);
            std::vector<std::complex<T>> c(n);
            std::vector<std::int32_t> expected(n);
            for (std::size_t k = 0; k < n; ++k) {
                const auto part = [&](double size) {
                    return static_cast<T>(random.uniform(-size, size));
                };
                z[k] = {part(1), part(1)};
                c[k] = {part(1.5), part(1.5)};
                expected[k] =
                    oracle::escape_count(z[k].real(), z[k].imag(), c[k].real(), c[k].imag(), 200);
            }
            for (const int threads : {run_sequentially, 3}) {
                if (threads == 3 && n % 16 != 0) continue; // starting threads takes time
                const fence side = n % 2 == 0 ? fence::behind : fence::before;
                const fenced<std::complex<T>> starts(z, side), parameters(c, side);
                const fenced<std::int32_t> counts(std::vector(n, -1), side);
                tested.list(starts.elements(), parameters.elements(), 200, counts.elements(),
                            threads);
                require_equal_counts(counts.elements(), expected, "list of " + std::to_string(n));
            }
        }
    }
};

/// A start that is not finite has count 0; with such a c every orbit escapes at once.
struct not_finite {
    static constexpr const char* name = "not_finite";
    static bool concerns(const named_rung&) { return true; }

    template <class T>
    static void check(const rung<T>& tested) {
        constexpr T infinity = std::numeric_limits<T>::infinity();
        constexpr T nan = std::numeric_limits<T>::quiet_NaN();
        constexpr T huge = std::numeric_limits<T>::max();
        const std::vector<T> odd = {infinity, -infinity, nan, -nan, huge, -huge};

        for (std::size_t place = 0; place < 23; ++place) {
            for (const T value : odd) {
                auto p = julia::uniform_plane(julia::region<T>{}, 23, 17);
                auto expected = oracle_counts<T>(p, classic_c<T>(), 60);
                p.x[place] = value;
                p.y[place % 17] = value;
                for (std::size_t i = 0; i < 17; ++i)
                    for (std::size_t j = 0; j < 23; ++j)
                        if (j == place || i == place % 17) expected[i * 23 + j] = 0;
                std::vector<std::int32_t> counts(expected.size(), -1);
                tested.plane(p, classic_c<T>(), 60, counts, run_sequentially);
                require_equal_counts(counts, expected, "plane with a coordinate out of range");
            }
        }

        std::vector<std::complex<T>> z;
        std::vector<std::complex<T>> c;
        std::vector<std::int32_t> expected;
        for (const T value : odd) {
            z.insert(z.end(), {{value, 0}, {0, value}, {T(0.5), T(0.25)}, {0, 0}, {3, 0}});
            c.insert(c.end(),
                     {classic_c<T>(), classic_c<T>(), {value, 0}, {0, value}, {value, value}});
            expected.insert(expected.end(), {0, 0, 1, 1, 0});
        }
        std::vector<std::int32_t> counts(z.size(), -1);
        tested.list(z, c, 50, counts, run_sequentially);
        require_equal_counts(counts, expected, "list with values out of range");

        for (const T value : odd) {
            const auto p = julia::uniform_plane(julia::region<T>{}, 9, 9);
            std::vector<std::int32_t> plane_counts(81, -1);
            tested.plane(p, {value, 0}, 50, plane_counts, run_sequentially);
            require_equal_counts(plane_counts, oracle_counts<T>(p, {1000, 0}, 50),
                                 "c out of range");
        }
    }
};

/// Planes that extend far beyond |z| = 2, where squares overflow at once.
struct far_planes {
    static constexpr const char* name = "far_planes";
    static bool concerns(const named_rung&) { return true; }

    template <class T>
    static void check(const rung<T>& tested) {
        for (const double size : {3.9, 4.1, 100.0, 1e18, 1e37}) {
            const auto s = static_cast<T>(size);
            const auto p = julia::uniform_plane(julia::region<T>{-s, s, -s, s}, 45, 43);
            std::vector<std::int32_t> counts(std::size_t{45} * 43, -1);
            tested.plane(p, classic_c<T>(), 300, counts, run_sequentially);
            require_equal_counts(counts, oracle_counts<T>(p, classic_c<T>(), 300), "far plane");
        }
    }
};

/// max_iterations from 0 on, and as large as an int can be.
struct limits {
    static constexpr const char* name = "limits";
    static bool concerns(const named_rung&) { return true; }

    template <class T>
    static void check(const rung<T>& tested) {
        const auto p = julia::uniform_plane(julia::region<T>{}, 37, 29);
        for (int most = 0; most <= 100; most += most == 40 ? 35 : 1) {
            std::vector<std::int32_t> counts(std::size_t{37} * 29, -1);
            tested.plane(p, classic_c<T>(), most, counts, run_sequentially);
            require_equal_counts(counts, oracle_counts<T>(p, classic_c<T>(), most),
                                 "max_iterations " + std::to_string(most));
        }
        // Every orbit escapes from c = 1, so the largest limit is never met.
        constexpr int most = std::numeric_limits<int>::max();
        std::vector<std::int32_t> counts(std::size_t{37} * 29, -1);
        tested.plane(p, {1, 0}, most, counts, run_sequentially);
        require_equal_counts(counts, oracle_counts<T>(p, {1, 0}, most), "max_iterations INT_MAX");
    }
};

/// For |c| > 2 an orbit can return below |z| = 2 after it has escaped: the first escape counts.
struct far_parameters {
    static constexpr const char* name = "far_parameters";
    static bool concerns(const named_rung&) { return true; }

    template <class T>
    static void check(const rung<T>& tested) {
        const julia::region<T> r{-3, 3, -3, 3};
        const auto p = julia::uniform_plane(r, 61, 61);
        for (const std::complex<T> c : {std::complex<T>{-4, 0},
                                        {-2, 0},
                                        {T(-2.5), T(0.5)},
                                        {0, -3},
                                        {T(-1.9999), T(0.01)},
                                        {1, T(1.8)},
                                        {6, 6}}) {
            std::vector<std::int32_t> counts(p.x.size() * p.y.size(), -1);
            tested.plane(p, c, 100, counts, run_sequentially);
            require_equal_counts(counts, oracle_counts<T>(p, c, 100), "large c");
        }
    }
};

const check_every_rung<widths> register_widths;
const check_every_rung<lists> register_lists;
const check_every_rung<not_finite> register_not_finite;
const check_every_rung<far_planes> register_far_planes;
const check_every_rung<limits> register_limits;
const check_every_rung<far_parameters> register_far_parameters;

} // namespace
} // namespace hpk::test
