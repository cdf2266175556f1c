// SPDX-License-Identifier: MIT
//
// Where orbits end: norms against the oracle, smooth counts against std::log and a checksum.

#include <algorithm>
#include <cmath>
#include <complex>
#include <cstdint>
#include <limits>
#include <type_traits>
#include <vector>

#include "crc32.hpp"
#include "julia/support.hpp"

namespace hpk::test {
namespace {

using julia::escape_counts;
using julia::julia_set;
using julia::mandelbrot_set;
using julia::smooth_count;
using julia::smooth_counts;

/// The oracle's ends of the orbits of all pixels.
template <class T>
struct ends {
    std::vector<std::int32_t> counts;
    std::vector<T> norms;

    template <class End>
    ends(julia::plane_view<T> p, End end) {
        for (const T y : p.y) {
            for (const T x : p.x) {
                const oracle::orbit_end<T> e = end(x, y);
                counts.push_back(e.count);
                norms.push_back(e.norm);
            }
        }
    }
};

template <class Variant, class Backend, class T, class Set>
void require_ends(const julia::plane<T>& p, Set set, int most, const ends<T>& expected) {
    std::vector<std::int32_t> counts(expected.counts.size(), -1);
    std::vector<T> norms(counts.size(), -1);
    escape_counts<Variant, Backend>(p, set, most, counts, norms);
    require_equal_counts(counts, expected.counts, "counts with norms");
    CHECK(norms == expected.norms);
    std::ranges::fill(norms, T(-1));
    escape_counts<Variant, Backend>(julia::plane_view<T>(p), set, most, counts, norms, parallel{2});
    CHECK(norms == expected.norms);
    CHECK(counts == expected.counts);
}

template <class T, class Variants, class Formula>
void check_ends(Formula formula, int number, double radius) {
    const auto p = julia::uniform_plane(julia::region<T>{T(-2.1), T(1.8), T(-1.4), T(1.6)}, 37, 22);
    const auto r = static_cast<T>(radius);
    const std::complex<double> c{0.375, 0.25}, z0{0.125, -0.25};
    const ends<T> julia(
        p, [&](T x, T y) { return oracle::end_of_orbit(number, x, y, T(0.375), T(0.25), r, 70); });
    const ends<T> mandelbrot(
        p, [&](T x, T y) { return oracle::end_of_orbit(number, T(0.125), T(-0.25), x, y, r, 90); });
    const auto check = [&]<class Variant, class Backend>() {
        require_ends<Variant, Backend>(p, julia_set{c, formula, radius}, 70, julia);
        require_ends<Variant, Backend>(p, mandelbrot_set{formula, radius, z0}, 90, mandelbrot);
    };
    Variants::for_each([&]<class Variant>(std::type_identity<Variant>) {
        check.template operator()<Variant, native>();
    });
}

TEST_CASE("smooth/norms are the oracle's") {
    check_ends<double, julia::variants>(julia::quadratic{}, 2, 2);
    check_ends<double, julia::variants>(julia::quadratic{}, 2, 256);
    using top = type_list<julia::fastest>;
    check_ends<float, top>(julia::burning_ship{}, oracle::burning_ship, 50);
    check_ends<float, top>(julia::power<8>{}, 8, 100); // the largest norms are near 10³²
}

TEST_CASE("smooth/a norm that overflows is the largest number") {
    const julia::plane<float> p{{1e20F, -0.5F}, {0}};
    std::vector<std::int32_t> counts(2);
    std::vector<float> norms(2);
    escape_counts(p, julia::mandelbrot{}, 50, counts, norms);
    CHECK(counts == std::vector<std::int32_t>{1, 50});
    CHECK(norms[0] > 60);
    CHECK(norms[1] == 0);
    escape_counts(p, mandelbrot_set{julia::power<3>{}, 256}, 50, counts, norms);
    CHECK(norms[0] == std::numeric_limits<float>::max());
}

/// What std::log makes of a count and a norm, in long double.
long double expected_smooth(std::int32_t count, long double norm, int degree, long double radius) {
    if (norm == 0) return count;
    return count - std::log(std::log(norm) / (2 * std::log(radius))) / std::log(degree * 1.0L);
}

TEST_CASE("smooth/the norm of a far c is its own") {
    // Counts tell no c beyond 8 from 8, but norms do.
    const julia::plane<double> p{{100, -3}, {-20, 9}};
    std::vector<std::int32_t> counts(4);
    std::vector<double> norms(4);
    julia::variants::for_each([&]<class Variant>(std::type_identity<Variant>) {
        if constexpr (julia::detail::takes_sets<Variant>) {
            escape_counts<Variant>(p, julia::mandelbrot{}, 10, counts, norms);
            CHECK(norms == std::vector<double>{10400, 409, 10081, 90});
        }
    });
    const julia::plane<double> origin{{0}, {0}};
    std::int32_t count = 0;
    double norm = 0;
    escape_counts(origin, julia_set{{100, 0}}, 10, std::span(&count, 1), std::span(&norm, 1));
    CHECK(norm == 10000);
    const auto deep = uniform_plane(julia::zoom{"0", "0", 1000}, 3, 1);
    std::vector<std::int32_t> three(3);
    std::vector<double> far(3);
    escape_counts(deep, julia::mandelbrot{}, 10, three, far);
    CHECK(far[2] == deep.x[2] * deep.x[2]);
}

TEST_CASE("smooth/single counts") {
    CHECK(smooth_count(7, 0.0) == 7);
    CHECK(smooth_count(7, 4.0) == 7);
    CHECK(smooth_count(7, 16.0) == 6);
    CHECK(smooth_count(9, 65536.0, 3, 256.0) == 9);
    CHECK(smooth_count(9, 65536.0F, 3, 256) == 9);
    CHECK(smooth_count(12, 0.0F) == 12);
    CHECK(smooth_count(12, 4.0F) == 12);
    random_numbers random(3);
    for (int k = 0; k < 1000; ++k) {
        const double radius = k % 2 == 0 ? 2 : 256;
        const int degree = 2 + k % 7;
        const double norm = radius * radius * std::exp(random.uniform(0, 20));
        const auto far = std::abs(static_cast<double>(smooth_count(k, norm, degree, radius) -
                                                      expected_smooth(k, norm, degree, radius)));
        if (far > 1e-12 * (k + 1)) FAIL("norm " << norm << " is off by " << far);
    }
    CHECK(smooth_count(100, 1e6, 2, 256.0) < 100);
}

template <class T>
std::uint32_t smooth_checksum() {
    const auto p = julia::uniform_plane(julia::region<T>{-2, T(0.625), T(-1.25), T(1.5)}, 61, 43);
    const auto set = mandelbrot_set{julia::quadratic{}, 256};
    const auto smooth = smooth_counts(p, set, 400);
    julia::variants::for_each([&]<class Variant>(std::type_identity<Variant>) {
        CHECK(smooth_counts<Variant>(p, set, 400) == smooth);
        CHECK(smooth_counts<Variant, scalar>(p, set, 400, parallel{2}) == smooth);
    });
    std::vector<T> out(smooth.size());
    smooth_counts(julia::plane_view<T>(p), set, 400, out, parallel{3});
    CHECK(out == smooth);
    std::vector<std::int32_t> counts(smooth.size());
    std::vector<T> norms(smooth.size());
    escape_counts(p, set, 400, counts, norms);
    for (std::size_t k = 0; k < smooth.size(); ++k) {
        if (smooth[k] != smooth_count(counts[k], norms[k], 2, T(256))) FAIL("pixel " << k);
        const auto count = static_cast<T>(counts[k]);
        if (counts[k] == 400 ? smooth[k] != 400 : count < smooth[k]) FAIL("pixel " << k);
        if (smooth[k] < count - 1) FAIL("pixel " << k);
    }
    return crc32(std::as_bytes(std::span(smooth)));
}

TEST_CASE("smooth/the bits are the same everywhere") {
    CHECK(smooth_checksum<double>() == 0x53b8adb);
    CHECK(smooth_checksum<float>() == 0xe13b09b9);
}

TEST_CASE("smooth/neighbouring pixels have neighbouring values") {
    // Along a line outside the set, counts jump by 1 and smooth counts hardly at all.
    julia::plane<double> p;
    for (int k = 0; k < 2000; ++k) p.x.push_back(0.5 + k * 0.0005);
    p.y.push_back(0.75);
    const auto smooth = smooth_counts(p, mandelbrot_set{julia::quadratic{}, 256}, 1000);
    for (std::size_t k = 1; k < smooth.size(); ++k)
        if (std::abs(smooth[k] - smooth[k - 1]) > 0.1) FAIL("pixel " << k);
    const auto cubic = smooth_counts(p, mandelbrot_set{julia::power<3>{}, 256}, 1000);
    for (std::size_t k = 1; k < cubic.size(); ++k)
        if (std::abs(cubic[k] - cubic[k - 1]) > 0.1) FAIL("pixel " << k);
    CHECK(smooth.front() > smooth.back());
}

TEST_CASE("smooth/what is refused") {
    const auto p = julia::uniform_plane(julia::region<double>{}, 4, 3);
    std::vector<std::int32_t> counts(12);
    std::vector<double> norms(12);
    const julia::mandelbrot set;
    CHECK(refusal([&] { escape_counts(p, set, 5, counts, std::span(norms).first(11)); }) ==
          "norms has 11 elements but there are 12 points");
    CHECK(refusal([&] { smooth_counts(p, set, 5, std::span(norms).first(11)); }) ==
          "smooth has 11 elements but there are 12 points");
    CHECK(refusal([&] { (void)smooth_counts(p, set, -5); }) ==
          "max_iterations is -5 but must be at least 0");
    CHECK(smooth_counts(julia::plane<double>{}, set, 5).empty());
}

} // namespace
} // namespace hpk::test
