// SPDX-License-Identifier: MIT
//
// Distance estimates: against known distances, against complex numbers of long double, and the same
// bits everywhere.

#include <cmath>
#include <complex>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <span>
#include <type_traits>
#include <vector>

#include "crc32.hpp"
#include "julia/support.hpp"

namespace hpk::test {
namespace {

using julia::distance_estimates;
using julia::julia_set;
using julia::mandelbrot;
using julia::mandelbrot_set;

TEST_CASE("distances/to sets whose distance is known") {
    // The Mandelbrot set ends at -2.
    julia::plane<double> p{{}, {0}};
    for (int k = 1; k <= 40; ++k) p.x.push_back(-2 - std::pow(10, -k / 5.0));
    const auto far = distance_estimates(p, mandelbrot_set{julia::quadratic{}, 1e6}, 1000);
    for (std::size_t k = 0; k < far.size(); ++k) {
        const double distance = -2 - p.x[k];
        INFO("distance " << distance << ", estimate " << far[k]);
        CHECK(far[k] / 4 < distance);
        CHECK(distance < far[k] * 1.01);
    }

    // For c = 0 it is the unit disc, and |z| log |z|² / |dz| is the same for all points of an
    // orbit.
    const julia::plane<double> starts{{1.001, 1.1, 1.5, 1.9}, {0}};
    for (const int power : {2, 3}) {
        const auto disc = power == 2
                              ? distance_estimates(starts, julia_set{0}, 100)
                              : distance_estimates(starts, julia_set{0, julia::power<3>{}}, 100);
        for (std::size_t k = 0; k < disc.size(); ++k) {
            const double expected = 2 * starts.x[k] * std::log(starts.x[k]);
            CHECK(std::abs(disc[k] - expected) < 1e-9 * expected);
        }
    }
}

/// The estimate by complex numbers of long double; 0 without an escape.
long double expected_estimate(std::complex<long double> c, int power, int most) {
    std::complex<long double> z = 0, dz = 0;
    for (int n = 0; n < most; ++n) {
        if (std::abs(z) >= 100) return std::abs(z) * 2 * std::log(std::abs(z)) / std::abs(dz);
        std::complex<long double> raised = 1;
        for (int k = 1; k < power; ++k) raised *= z;
        dz = raised * dz * static_cast<long double>(power) + 1.0L;
        z = raised * z + c;
    }
    return 0;
}

template <class T, class Formula>
void check_estimates(Formula formula, double tolerance) {
    const auto p = julia::uniform_plane(julia::region<T>{-2, 2, T(-1.5), T(1.5)}, 33, 21);
    const auto found = distance_estimates(p, mandelbrot_set{formula, 100}, 40);
    std::size_t k = 0;
    for (const T y : p.y) {
        for (const T x : p.x) {
            const auto expected =
                static_cast<double>(expected_estimate({x, y}, Formula::degree, 40));
            const double off = std::abs(static_cast<double>(found[k++]) - expected);
            if (off > tolerance * expected)
                FAIL("at " << x << " + i " << y << ": " << off << " off " << expected);
        }
    }
    CHECK(k == found.size());
}

TEST_CASE("distances/of Mandelbrot sets by complex numbers") {
    check_estimates<double>(julia::quadratic{}, 1e-6);
    check_estimates<double>(julia::power<3>{}, 1e-6);
    check_estimates<double>(julia::power<4>{}, 1e-6);
    check_estimates<double>(julia::power<7>{}, 1e-6);
    check_estimates<float>(julia::quadratic{}, 1e-1);
}

TEST_CASE("distances/where there is none, and where dz is 0 or overflows") {
    const julia::plane<double> p{{0, -1, 3}, {0}};
    CHECK(distance_estimates(p, mandelbrot{}, 200)[0] == 0);
    CHECK(distance_estimates(p, mandelbrot{}, 200)[1] == 0);
    CHECK(distance_estimates(p, mandelbrot{}, 200)[2] > 1);
    CHECK(distance_estimates(p, mandelbrot{}, 0) == std::vector<double>(3, 0));
    // An orbit that starts at 0 has a derivative of 0 by its start.
    CHECK(distance_estimates(p, julia_set{1}, 200)[0] == std::numeric_limits<double>::max());
    // The square of this dz overflows, but not dz itself.
    const julia::plane<float> q{{1.25F}, {0}};
    const auto set = [](double radius) { return mandelbrot_set{julia::power<8>{}, radius}; };
    const auto near = distance_estimates(q, set(2), 9)[0],
               far = distance_estimates(q, set(256), 9)[0];
    CHECK((near > 0.05F && near < 1.5F));
    CHECK(std::abs(near - far) < 0.05F * far);
}

template <class T>
std::uint32_t checksum() {
    const auto p = julia::uniform_plane(julia::region<T>{-2, T(0.625), T(-1.25), T(1.5)}, 61, 43);
    const auto set = mandelbrot_set{julia::quadratic{}, 100};
    const auto all = distance_estimates(p, set, 300);
    CHECK(distance_estimates<scalar>(p, set, 300) == all);
    CHECK(distance_estimates(julia::plane_view<T>(p), set, 300, parallel{2}) == all);
    std::vector<T> out(all.size());
    distance_estimates(p, set, 300, out, parallel{3});
    CHECK(out == all);
    return crc32(std::as_bytes(std::span(all)));
}

TEST_CASE("distances/the bits are the same everywhere") {
    CHECK(checksum<double>() == 0xd0a33fb8);
    CHECK(checksum<float>() == 0xb706bf9a);
}

TEST_CASE("distances/what is refused") {
    const auto p = julia::uniform_plane(julia::region<double>{}, 4, 3);
    std::vector<double> out(11);
    CHECK(refusal([&] { distance_estimates(p, mandelbrot{}, 5, out); }) ==
          "to has 11 elements but there are 12 points");
    CHECK(refusal([&] { (void)distance_estimates(p, mandelbrot{}, -5); }) ==
          "max_iterations is -5 but must be at least 0");
}

} // namespace
} // namespace hpk::test
