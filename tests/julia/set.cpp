// SPDX-License-Identifier: MIT
//
// What is known of the Mandelbrot set: counts that spell pi, its area, its symmetry.

#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>
#include <vector>

#include "julia/support.hpp"

namespace hpk::test {
namespace {

using julia::escape_counts;
using julia::mandelbrot;

TEST_CASE("set/counts at the seahorse valley and at the cusp spell pi") {
    // D. Boll, 1991: at -0.75 + i·e the count is about pi / e, at 0.25 + e about pi / sqrt(e).
    const std::array<double, 5> e{1, 0.1, 0.01, 0.001, 0.0001};
    for (const double x : {-0.75, 0.25}) {
        julia::plane<double> p;
        for (const double by : e) {
            p.x.push_back(x == 0.25 ? x + by : x);
            p.y.push_back(x == 0.25 ? 0 : by);
        }
        const auto counts = escape_counts(p, mandelbrot{}, 1'000'000);
        std::vector<int> diagonal;
        for (std::size_t k = 0; k < e.size(); ++k) diagonal.push_back(counts[k * e.size() + k]);
        CHECK(diagonal ==
              (x == 0.25 ? std::vector{2, 8, 30, 97, 312} : std::vector{3, 33, 315, 3143, 31417}));
    }
}

template <class T>
double area(int width, int max_iterations) {
    const auto p =
        julia::uniform_plane(julia::region<T>{-2, T(0.5), T(-1.25), T(1.25)}, width, width);
    const auto counts = escape_counts(p, mandelbrot{}, max_iterations);
    const auto inside = static_cast<double>(std::ranges::count(counts, max_iterations));
    return inside / static_cast<double>(counts.size()) * 6.25;
}

TEST_CASE("set/its area is 1.50659") {
    // T. Förstemann, 2012: 1.5065918849.
    CHECK(std::abs(area<double>(600, 5'000) - 1.50659) < 0.002);
    CHECK(std::abs(area<float>(600, 2'000) - 1.50659) < 0.004);
}

TEST_CASE("set/it is symmetric about the real axis") {
    const auto check = [](auto p) {
        const auto counts = escape_counts(p, mandelbrot{}, 700);
        const std::size_t columns = p.x.size(), rows = p.y.size();
        for (std::size_t i = 0; i < rows; ++i)
            for (std::size_t j = 0; j < columns; ++j)
                if (counts[i * columns + j] != counts[(rows - 1 - i) * columns + j])
                    FAIL("row " << i << ", column " << j);
        CHECK(rows > 0);
    };
    check(julia::uniform_plane(julia::region<double>{-2.1, 0.6, -1.2, 1.2}, 270, 243));
    check(julia::uniform_plane(julia::region<float>{-2.1f, 0.6f, -1.2f, 1.2f}, 270, 240));
}

} // namespace
} // namespace hpk::test
