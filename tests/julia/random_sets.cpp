// SPDX-License-Identifier: MIT
//
// Proofs must change neither a count nor a norm of any set that they are used for: small views of
// sets of several formulas and radii, most of them across the boundary, against the oracle.

#include <algorithm>
#include <cmath>
#include <complex>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <string>
#include <type_traits>
#include <vector>

#include "julia/support.hpp"
#include "kernels.hpp"

namespace hpk::test {
namespace {

using julia::julia_set;
using julia::mandelbrot_set;
using complex = std::complex<double>;

/// A power of 10 with an exponent between these.
double power_of_10(random_numbers& random, double from, double to) {
    return std::pow(10, random.uniform(from, to));
}

/// A point between two in the plane, of which one is in a set and one is not, close to its
/// boundary.
template <class IsInside>
complex near_boundary(complex inside, complex outside, IsInside is_inside) {
    for (int k = 0; k < 40; ++k) {
        const complex middle = (inside + outside) / 2.0;
        (is_inside(middle) ? inside : outside) = middle;
    }
    return inside;
}

/// A view of the set of a formula.
struct set_view {
    complex constant; ///< c of a Julia set, z0 of a Mandelbrot set
    complex centre;
    double size; ///< half the width and height
    double radius;
    int columns, rows, max_iterations;
};

/// Views of sets of a formula that the oracle knows by a number.
template <class Orbit>
std::vector<set_view> draw_sets(int formula, std::uint64_t seed, double largest_radius,
                                Orbit orbit) {
    random_numbers random(seed);
    const auto somewhere = [&] {
        return complex(random.uniform(-2, 1.5), random.uniform(-1.5, 1.5));
    };
    std::vector<set_view> result;
    while (result.size() < 300) {
        set_view v{};
        const bool common = result.size() % 3 != 0;
        v.constant = orbit.draw_constant(formula, common, random);
        const auto is_inside = [&](complex pixel) {
            const auto [z, c] = orbit.of(pixel, v.constant);
            return oracle::end_of_orbit(formula, z.real(), z.imag(), c.real(), c.imag(), 2.0, 2000)
                       .count == 2000;
        };
        complex inside = somewhere();
        complex outside = somewhere();
        for (int tries = 0; tries < 200 && !is_inside(inside); ++tries) inside = somewhere();
        while (is_inside(outside)) outside = 2.0 * somewhere();
        const bool anywhere = result.size() % 5 == 0;
        v.centre = anywhere ? somewhere() : near_boundary(inside, outside, is_inside);
        v.size = power_of_10(random, -5, 0.2);
        v.radius =
            result.size() % 4 == 0 ? 2 : 2 * std::pow(largest_radius / 2, random.uniform(0, 1));
        v.columns = 1 + static_cast<int>(random.uniform(0, 34));
        v.rows = 1 + static_cast<int>(random.uniform(0, 19));
        v.max_iterations = static_cast<int>(power_of_10(random, 1.9, 3.7));
        result.push_back(v);
    }
    return result;
}

/// The role of pixels in a Julia set. A common constant is one whose set has an interior.
struct julia_orbits {
    static complex draw_constant(int formula, bool common, random_numbers& random) {
        for (;;) {
            const complex c(random.uniform(-1.8, 0.7), random.uniform(-1.2, 1.2));
            const bool has_interior =
                oracle::end_of_orbit(formula, 0.0, 0.0, c.real(), c.imag(), 2.0, 3000).count ==
                3000;
            if (has_interior == common) return c;
        }
    }
    struct orbit {
        complex z, c;
    };
    static orbit of(complex pixel, complex constant) { return {pixel, constant}; }
    template <class Formula>
    static auto set(const set_view& v, Formula formula) {
        return julia_set{v.constant, formula, v.radius};
    }
};

/// The role of pixels in a Mandelbrot set. A common constant is 0.
struct mandelbrot_orbits {
    static complex draw_constant(int, bool common, random_numbers& random) {
        if (common) return {};
        return {random.uniform(-0.5, 0.5), random.uniform(-0.5, 0.5)};
    }
    static julia_orbits::orbit of(complex pixel, complex constant) { return {constant, pixel}; }
    template <class Formula>
    static auto set(const set_view& v, Formula formula) {
        return mandelbrot_set{formula, v.radius, v.constant};
    }
};

/// The number of pixels of a view with another count or norm than the oracle's.
template <class Variant, class Backend, class T, class Orbit, class Formula>
int wrong_pixels(const set_view& v, int number, Formula formula) {
    // Coordinates must differ.
    const double size = std::max(v.size, sizeof(T) == 4 ? 1e-4 : 0);
    const auto side = [&](double x, double by) { return static_cast<T>(x + by * size); };
    const auto p =
        julia::uniform_plane(julia::region<T>{side(v.centre.real(), -1), side(v.centre.real(), 1),
                                              side(v.centre.imag(), -1), side(v.centre.imag(), 1)},
                             v.columns, v.rows);
    const std::size_t pixels = p.x.size() * p.y.size();
    const auto set = Orbit::set(v, formula);
    std::vector<std::int32_t> counts(pixels, -1), counts_alone(pixels, -1);
    std::vector<T> norms(pixels, -1);
    julia::escape_counts<Variant, Backend>(p, set, v.max_iterations, counts, norms);
    julia::escape_counts<Variant, Backend>(p, set, v.max_iterations, counts_alone);
    const auto smooth = julia::smooth_counts<Variant, Backend>(p, set, v.max_iterations);

    int wrong = 0;
    std::size_t k = 0;
    for (const T y : p.y) {
        for (const T x : p.x) {
            const std::complex<T> pixel(x, y);
            const std::complex<T> constant(static_cast<T>(v.constant.real()),
                                           static_cast<T>(v.constant.imag()));
            const bool is_julia = std::is_same_v<Orbit, julia_orbits>;
            const std::complex<T> z = is_julia ? pixel : constant, c = is_julia ? constant : pixel;
            const auto radius = static_cast<T>(v.radius);
            const auto end = oracle::end_of_orbit(number, z.real(), z.imag(), c.real(), c.imag(),
                                                  radius, v.max_iterations);
            const bool right =
                counts[k] == end.count && counts_alone[k] == end.count && norms[k] == end.norm &&
                smooth[k] == julia::smooth_count(end.count, end.norm, formula.degree, radius);
            wrong += right ? 0 : 1;
            ++k;
        }
    }
    return wrong;
}

/// The number of views, one of `every`, in which any pixel is wrong.
template <class Variant, class Backend, class T, class Orbit, class Formula>
int wrong_views(const std::vector<set_view>& views, int number, Formula formula,
                std::size_t every = optimised ? 1 : 7) {
    int wrong = 0;
    for (std::size_t k = 0; k < views.size(); k += every)
        wrong += wrong_pixels<Variant, Backend, T, Orbit>(views[k], number, formula) == 0 ? 0 : 1;
    return wrong;
}

template <class T, class Backend, class Formula>
void check_formula(int number, Formula formula) {
    constexpr double largest_radius = sizeof(T) == 4 ? 256 : 1e9;
    if (!optimised) WARN("one view in seven; optimised builds try them all");
    const auto seed = static_cast<std::uint64_t>(20261127LL + number);
    INFO("formula " << number << " on " << backend_name<Backend>());
    const auto check = [&]<class Orbit>(Orbit orbit) {
        const auto views = draw_sets(number, seed, largest_radius, orbit);
        CHECK(wrong_views<julia::trapped, Backend, T, Orbit>(views, number, formula) == 0);
    };
    check(julia_orbits{});
    check(mandelbrot_orbits{});
}

using types = std::conditional_t<HPK_FULL_TESTS, type_list<double, float>, type_list<double>>;

TEST_CASE("sets/proofs change no count and no norm of z² + c") {
    types::for_each([]<class T>(std::type_identity<T>) {
        for_each_backend<julia::trapped, T>(
            []<class Backend>() { check_formula<T, Backend>(2, julia::quadratic{}); });
    });
}

TEST_CASE("sets/proofs change no count and no norm of other formulas") {
    types::for_each([]<class T>(std::type_identity<T>) {
        check_formula<T, native>(oracle::burning_ship, julia::burning_ship{});
        check_formula<T, native>(oracle::tricorn, julia::tricorn{});
    });
}

/// z⁸ + c, said to have the bounds of a square.
struct false_square : julia::power<8> {};

} // namespace
} // namespace hpk::test

namespace hpk::julia {
inline namespace HPK_ISA {
template <>
inline constexpr bool squares<hpk::test::false_square> = true;
} // namespace HPK_ISA
} // namespace hpk::julia

namespace hpk::test {
namespace {

TEST_CASE("sets/a proof from a false bound is noticed") {
    const auto notices = [&]<class Orbit>(Orbit orbit) {
        const auto views = draw_sets(8, 7, 256, orbit);
        CHECK(wrong_views<julia::interleaved, native, double, Orbit>(views, 8, false_square{}) ==
              0);
        CHECK(wrong_views<julia::trapped, native, double, Orbit>(views, 8, false_square{},
                                                                 optimised ? 1 : 2) > 0);
    };
    notices(julia_orbits{});
    notices(mandelbrot_orbits{});
}

TEST_CASE("sets/orbits that never escape are settled by proofs") {
    // Iterated, they would take hours.
    constexpr int endless = std::numeric_limits<int>::max();
    const auto p = julia::uniform_plane(julia::region<double>{-0.1, 0.1, -0.1, 0.1}, 60, 41);
    const std::size_t pixels = p.x.size() * p.y.size();
    const auto all = static_cast<std::ptrdiff_t>(pixels);
    const auto are_settled = [&](auto set) {
        std::vector<std::int32_t> counts(pixels);
        std::vector<double> norms(pixels, -1);
        julia::escape_counts(p, set, endless, counts, norms);
        CHECK(std::ranges::count(counts, endless) == all);
        CHECK(std::ranges::count(norms, 0.0) == all);
        julia::escape_counts(p, set, endless, counts);
        CHECK(std::ranges::count(counts, endless) == all);
        const auto smooth = julia::smooth_counts(p, set, endless);
        CHECK(std::ranges::count(smooth, static_cast<double>(endless)) == all);
    };
    const complex c{-0.1, 0.15};
    are_settled(julia_set{c, julia::quadratic{}, 256});
    are_settled(julia_set{c, julia::burning_ship{}, 2});
    are_settled(julia_set{c, julia::tricorn{}, 1e9});
    are_settled(mandelbrot_set{julia::quadratic{}, 256});
    are_settled(mandelbrot_set{julia::power<2>{}, 2});
    are_settled(mandelbrot_set{julia::burning_ship{}, 2});
    are_settled(mandelbrot_set{julia::tricorn{}, 1e9});
}

} // namespace
} // namespace hpk::test
