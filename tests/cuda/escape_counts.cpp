// SPDX-License-Identifier: MIT
//
// The kernel of escape_counts gives the counts of julia.csv and of the CPU's plainest rung.

#include <algorithm>
#include <bit>
#include <complex>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <numeric>
#include <span>
#include <type_traits>
#include <vector>

#include <hpk/core/exact.hpp>
#include <hpk/julia.hpp>

#include "catch.hpp"
#include "crc32.hpp"
#include "cuda/machine.hpp"
#include "julia/reference.hpp"

namespace hpk::test {
namespace {

template <class T>
void check_reference() {
    int rows = 0;
    for (const julia_reference& r : read_julia_references()) {
        if (r.is_f32 != std::is_same_v<T, float>) continue;
        if (r.sum > most_work()) {
            WARN("left to full, optimised builds and to GPUs, because it takes long: " << r.text);
            continue;
        }
        ++rows;
        INFO(r.text);
        const auto p = julia::accumulated_plane(
            julia::region<T>{static_cast<T>(r.left), static_cast<T>(r.right),
                             static_cast<T>(r.bottom), static_cast<T>(r.top)},
            r.width);
        const auto n =
            counts<T>(p, {static_cast<T>(r.c_re), static_cast<T>(r.c_im)}, r.max_iterations);
        CHECK(n.size() == r.columns * r.rows);
        CHECK(std::accumulate(n.begin(), n.end(), std::int64_t{0}) == r.sum);
        CHECK(crc32(std::as_bytes(std::span(n))) == r.crc);
    }
    CHECK(rows > 0);
}

TEST_CASE("cuda/escape_counts has the counts of julia.csv") {
    WARN(machine());
    check_reference<double>();
    check_reference<float>();
}

template <class T>
void check_planes() {
    const std::complex<T> c(T(-0.62772), T(-0.42193));
    const auto check = [&](const julia::plane<T>& p, int max_iterations) {
        INFO(p.x.size() << " x " << p.y.size());
        CHECK(counts<T>(p, c, max_iterations) ==
              julia::escape_counts<julia::expanded>(p, c, max_iterations));
        for (const std::complex<double> z0 : {std::complex<double>{}, {0.25, -0.125}})
            CHECK(counts_of_mandelbrot<T>(p, z0, max_iterations) ==
                  julia::escape_counts<julia::expanded>(p, julia::mandelbrot{z0}, max_iterations));
    };
    for (const int columns : {1, 7, 8, 9, 33})
        for (const int rows : {1, 15, 16, 17, 40})
            check(julia::uniform_plane(julia::region<T>{-2, 1, T(-1.5), T(1.5)}, columns, rows),
                  70);
    check({}, 10);
    check({.x = {}, .y = {0, 1}}, 10);
    check({.x = {0, 1}, .y = {}}, 10);
    check({.x = {0, 1}, .y = {0}}, 0);

    // Coordinates that are not finite, or so large that their squares are not.
    const T infinity = std::bit_cast<T>(infinity_bits<T>), nan = std::bit_cast<T>(nan_bits<T>);
    const T largest = std::numeric_limits<T>::max();
    check({.x = {0, infinity, nan, largest, T(0.5)}, .y = {T(-0.5), -infinity, nan, -largest}}, 9);
    const julia::plane<T> p = julia::uniform_plane(julia::region<T>{}, 9, 9);
    for (const std::complex<T> other : {std::complex<T>{infinity, 0}, {0, nan}, {largest, largest}})
        CHECK(counts<T>(p, other, 9) == julia::escape_counts<julia::expanded>(p, other, 9));
}

TEST_CASE("cuda/escape_counts has the counts of the CPU on planes of many shapes") {
    check_planes<double>();
    check_planes<float>();
}

/// The square of this half width about a point.
template <class T>
julia::plane<T> plane_about(std::complex<double> middle, double half, int side) {
    const auto at = [](double x) { return static_cast<T>(x); };
    return julia::uniform_plane(julia::region<T>{at(middle.real() - half), at(middle.real() + half),
                                                 at(middle.imag() - half),
                                                 at(middle.imag() + half)},
                                side, side);
}

/// The c whose attracting fixed point, or whose attracting cycle of period 2, has this multiplier.
/// \{
std::complex<double> with_fixed_point(std::complex<double> multiplier) {
    return multiplier / 2.0 - multiplier * multiplier / 4.0;
}
std::complex<double> with_period_2(std::complex<double> multiplier) {
    return -1.0 + multiplier / 4.0;
}
/// \}

/// A c with a cycle of period 3 that attracts strongly.
constexpr std::complex<double> period_3{-0.12256116687665362, 0.74486176661974424};

/// Whole planes, and the surroundings of points where proofs are hardest: near to a set's boundary
/// there are orbits that escape after many steps.
template <class T>
void check_starts(std::complex<double> parameter, const std::vector<std::complex<double>>& hard,
                  int max_iterations) {
    const std::complex<T> c(static_cast<T>(parameter.real()), static_cast<T>(parameter.imag()));
    INFO("c = " << c << ", at most " << max_iterations << " steps");
    const auto check = [&](const julia::plane<T>& p) {
        CHECK(counts<T>(p, c, max_iterations) ==
              julia::escape_counts<julia::expanded>(p, c, max_iterations));
    };
    check(plane_about<T>(0, 1.7, 40));
    for (const std::complex<double> z : hard)
        for (const double half : {1e-2, 1e-3, 1e-4, 2e-5}) check(plane_about<T>(z, half, 16));
}

template <class T>
void check_starts() {
    for (const int max_iterations : {0, 1, 7, 8, 9, 10, 16, 24, 300}) {
        check_starts<T>(0, {1, {0, 1}, {-0.6, 0.8}}, max_iterations);
        check_starts<T>(-1, {1.618033988749895, {0, 0.78615137775742}}, max_iterations);
        check_starts<T>(period_3, {}, max_iterations);
        check_starts<T>({-0.62772, -0.42193}, {}, max_iterations);
    }
    // Cycles that attract weakly, or do not attract.
    for (const double modulus : {0.5, 0.99, 0.9999, 1.0, 1.01})
        for (const double angle : {0.0, 0.4, 2.0, 3.14159}) {
            const std::complex<double> multiplier = std::polar(modulus, angle);
            const std::complex<double> c = with_fixed_point(multiplier);
            check_starts<T>(c, {1.0 - multiplier / 2.0}, 500); // the other fixed point
            check_starts<T>(with_period_2(multiplier), {}, 500);
        }
}

TEST_CASE("cuda/escape_counts has the counts of the CPU on Julia sets with attracting cycles") {
    check_starts<double>();
    check_starts<float>();
}

template <class T>
void check_parameters(std::complex<double> middle, double half, int side, int max_iterations,
                      std::complex<double> z0 = {}) {
    INFO("c about " << middle << ", z0 = " << z0 << ", at most " << max_iterations << " steps");
    const auto p = plane_about<T>(middle, half, side);
    CHECK(counts_of_mandelbrot<T>(p, z0, max_iterations) ==
          julia::escape_counts<julia::expanded>(p, julia::mandelbrot{z0}, max_iterations));
}

template <class T>
void check_parameters() {
    for (const int max_iterations : {0, 1, 31, 32, 33, 63, 64, 65, 600}) {
        check_parameters<T>(-0.5, 1.5, 48, max_iterations);
        check_parameters<T>(-0.5, 1.5, 48, max_iterations, {0.25, -0.125});
        check_parameters<T>(-0.5, 1.5, 48, max_iterations, {-1.158, 0}); // c = -2.5 keeps it inside
    }
    // The boundaries of the main components, of the one of period 3 and of a small copy of the set.
    for (const double half : {1e-1, 1e-2, 1e-3, 1e-5}) {
        for (const std::complex<double> c : {std::complex<double>(0.25),
                                             {-0.75, 0},
                                             {-1.25, 0},
                                             {-1, 0.25},
                                             {-0.125, 0.649519},
                                             {-1.75, 0},
                                             {-1.7548777, 0.0}})
            check_parameters<T>(c, half, 16, 3000);
        // Orbits that begin near the fixed point that repels weakly: they escape slowly, though c
        // is in a main component.
        check_parameters<T>(0.24, half, 16, 1000, 0.6);
        check_parameters<T>(0.24, half, 16, 1000, {0.6, 1e-3});
    }
}

TEST_CASE("cuda/escape_counts has the counts of the CPU near the components of Mandelbrot sets") {
    check_parameters<double>();
    check_parameters<float>();
}

template <class T>
void check_proofs() {
    constexpr int most = std::numeric_limits<int>::max();
    const auto all_inside = [](const std::vector<std::int32_t>& n) {
        return !n.empty() && std::ranges::all_of(n, [](std::int32_t k) { return k == most; });
    };
    for (const std::complex<double> c :
         {std::complex<double>(0), {-1, 0}, with_fixed_point({0.5, 0.5}), period_3}) {
        INFO("c = " << c);
        CHECK(all_inside(counts<T>(plane_about<T>(0, 0.2, 20),
                                   {static_cast<T>(c.real()), static_cast<T>(c.imag())}, most)));
        CHECK(all_inside(counts_of_mandelbrot<T>(plane_about<T>(c, 0.02, 20), 0, most)));
        CHECK(all_inside(counts_of_mandelbrot<T>(plane_about<T>(c, 0.02, 20), {0.03, 0.02}, most)));
    }
    // Cycles that attract so weakly that no disc is proved to return: only the main components do
    // it.
    if (std::is_same_v<T, double>)
        for (const std::complex<double> c :
             {with_fixed_point(std::polar(0.9999, 1.0)), with_period_2(std::polar(0.9998, 1.0))}) {
            INFO("c = " << c);
            CHECK(all_inside(counts_of_mandelbrot<T>(plane_about<T>(c, 1e-7, 8), 0, most)));
        }
}

TEST_CASE("cuda/escape_counts proves that orbits never escape, without iterating them to the end") {
    check_proofs<double>();
    check_proofs<float>();
}

} // namespace
} // namespace hpk::test
