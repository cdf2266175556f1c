// SPDX-License-Identifier: MIT
//
// The kernel of escape_counts gives the counts of julia.csv and of the CPU's plainest rung.

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

} // namespace
} // namespace hpk::test
