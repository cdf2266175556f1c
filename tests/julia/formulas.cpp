// SPDX-License-Identifier: MIT
//
// Formulas other than z² + c, and other radii of escape, against the oracle.

#include <algorithm>
#include <complex>
#include <cstdint>
#include <limits>
#include <type_traits>
#include <vector>

#include "julia/support.hpp"

namespace hpk::test {
namespace {

using julia::escape_counts;
using julia::julia_set;
using julia::mandelbrot_set;

/// A formula and the oracle's number for it.
template <class Formula, int Number>
struct known {
    using formula = Formula;
    static constexpr int number = Number;
};

using all_formulas =
    type_list<known<julia::quadratic, 2>, known<julia::power<2>, 2>, known<julia::power<3>, 3>,
              known<julia::power<4>, 4>, known<julia::power<5>, 5>, known<julia::power<6>, 6>,
              known<julia::power<7>, 7>, known<julia::power<8>, 8>,
              known<julia::burning_ship, oracle::burning_ship>,
              known<julia::tricorn, oracle::tricorn>>;

template <class T, class End>
std::vector<std::int32_t> counts_of(julia::plane_view<T> p, End end) {
    std::vector<std::int32_t> counts;
    for (const T y : p.y)
        for (const T x : p.x) counts.push_back(end(x, y).count);
    return counts;
}

/// Requires the oracle's counts of a formula from a variant, for both kinds of planes.
template <class Variant, class Backend, class T, class Known>
void check_formula(double radius) {
    const typename Known::formula formula;
    const auto r = static_cast<T>(radius);
    const std::string what = "formula " + std::to_string(Known::number);
    const auto p = julia::uniform_plane(julia::region<T>{T(-2.1), T(1.8), T(-1.4), T(1.6)}, 37, 22);
    const std::complex<double> z0{0.125, -0.25}, c{0.375, 0.25};
    require_equal_counts(
        escape_counts<Variant, Backend>(p, mandelbrot_set{formula, radius, z0}, 90),
        counts_of<T>(p,
                     [&](T x, T y) {
                         return oracle::end_of_orbit(Known::number, T(0.125), T(-0.25), x, y, r,
                                                     90);
                     }),
        what);
    require_equal_counts(
        escape_counts<Variant, Backend>(p, julia_set{c, formula, radius}, 70, parallel{2}),
        counts_of<T>(p,
                     [&](T x, T y) {
                         return oracle::end_of_orbit(Known::number, x, y, T(0.375), T(0.25), r, 70);
                     }),
        what);
}

template <class Variant, class Backend, class T, class Formulas>
void check_formulas() {
    Formulas::for_each([]<class Known>(std::type_identity<Known>) {
        check_formula<Variant, Backend, T, Known>(2);
        check_formula<Variant, Backend, T, Known>(256);
    });
}

using cube = known<julia::power<3>, 3>;
using ship = known<julia::burning_ship, oracle::burning_ship>;

TEST_CASE("formulas/every formula has the oracle's counts") {
    check_formulas<julia::interleaved, native, double, all_formulas>();
    check_formulas<julia::expanded, scalar, double, all_formulas>();
    // Fewer in float, which take as long to compile.
    using some = type_list<known<julia::quadratic, 2>, known<julia::power<8>, 8>, ship>;
    check_formulas<julia::interleaved, native, float, some>();
    check_formulas<julia::expanded, scalar, float, some>();
}

TEST_CASE("formulas/every variant takes them") {
    julia::variants::for_each([]<class Variant>(std::type_identity<Variant>) {
        check_formula<Variant, native, double, cube>(2);
        check_formula<Variant, native, float, ship>(100);
    });
    check_formula<julia::fastest, scalar, double, ship>(1e9);
}

TEST_CASE("formulas/z² + c until 2 is the classic set") {
    const auto p = julia::uniform_plane(julia::region<double>{-2, 1, -1.5, 1.5}, 50, 41);
    const std::complex<double> c{classic_re, classic_im}, z0{0.25, 0.5};
    CHECK(escape_counts(p, julia_set{c}, 300) == escape_counts(p, c, 300));
    CHECK(escape_counts(p, julia_set{c, julia::power<2>{}}, 300) == escape_counts(p, c, 300));
    CHECK(escape_counts(p, mandelbrot_set{}, 300) == escape_counts(p, julia::mandelbrot{}, 300));
    CHECK(escape_counts(p, mandelbrot_set{julia::quadratic{}, 2, z0}, 300) ==
          escape_counts(p, julia::mandelbrot{z0}, 300));
    // The coordinates of a plane of float are those to which its numbers were rounded.
    const auto q = julia::uniform_plane(julia::region<float>{}, 50, 41);
    CHECK(escape_counts(q, julia_set{c}, 300) ==
          escape_counts(q, {float(classic_re), float(classic_im)}, 300));
}

/// Starts beyond the radius have the count 0, and a c that is not finite the count 1.
template <class T, class Formula>
void check_far(Formula formula, double radius) {
    constexpr T infinity = std::numeric_limits<T>::infinity();
    constexpr T huge = std::numeric_limits<T>::max();
    const julia::plane<T> p{
        {infinity, -infinity, std::numeric_limits<T>::quiet_NaN(), huge, -huge, T(2 * radius), 0},
        {0}};
    std::vector<std::int32_t> expected(7, 0);
    expected.back() = 1;
    CHECK(escape_counts(p, julia_set{{infinity, 1}, formula, radius}, 20) == expected);
    CHECK(escape_counts(p, julia_set{{0, 1e300}, formula, radius}, 20) == expected);
    std::fill_n(expected.begin(), 5, 1);
    const auto counts = escape_counts(p, mandelbrot_set{formula, radius, {0.5, 0.5}}, 20);
    CHECK(std::vector(counts.begin(), counts.begin() + 5) ==
          std::vector(expected.begin(), expected.begin() + 5));
    CHECK(escape_counts(p, mandelbrot_set{formula, radius, {0, infinity}}, 20) ==
          std::vector<std::int32_t>(7, 0));
}

TEST_CASE("formulas/numbers that are not finite") {
    check_far<float>(julia::power<8>{}, 256);
    check_far<float>(julia::quadratic{}, 2);
    check_far<double>(julia::power<8>{}, 1e9);
    check_far<double>(julia::burning_ship{}, 2);
}

TEST_CASE("formulas/radii that are refused") {
    const auto p = julia::uniform_plane(julia::region<double>{}, 4, 3);
    const auto q = julia::uniform_plane(julia::region<float>{}, 4, 3);
    const auto wrong = [](auto plane, double radius) {
        return refusal(
            [&] { (void)escape_counts(plane, mandelbrot_set{julia::tricorn{}, radius}, 9); });
    };
    CHECK(wrong(p, 1.5) == "radius is 1.5 but must be between 2 and 1000000000");
    CHECK(wrong(p, 2e9) == "radius is 2000000000 but must be between 2 and 1000000000");
    CHECK(wrong(q, 257) == "radius is 257 but must be between 2 and 256");
    CHECK(wrong(q, std::numeric_limits<double>::quiet_NaN()).find("radius is ") == 0);
}

/// A formula with a number of its own: z² + w/2 + c.
struct tilted {
    double w;
    template <class L>
    L advance(julia::complex_lanes<L>& z, const julia::complex_lanes<L>& c) const noexcept {
        const L norm = julia::quadratic::advance(z, c);
        z.re = z.re + L::broadcast(static_cast<typename L::value_type>(w / 2));
        return norm;
    }
};

TEST_CASE("formulas/one of one's own") {
    const auto p = julia::uniform_plane(julia::region<double>{-2, 0.5, -1, 1}, 33, 18);
    const auto moved = escape_counts(p, mandelbrot_set{tilted{0.5}}, 100);
    CHECK(moved != escape_counts(p, julia::mandelbrot{}, 100));
    CHECK(moved == escape_counts<julia::expanded>(p, mandelbrot_set{tilted{0.5}}, 100));
    CHECK(escape_counts(p, mandelbrot_set{tilted{0}}, 100) ==
          escape_counts(p, julia::mandelbrot{}, 100));
}

} // namespace
} // namespace hpk::test
