// SPDX-License-Identifier: MIT
//
// The interface for callers: natural calls, error messages, no allocation per pixel, user-defined
// variants.

#include <algorithm>
#include <array>
#include <deque>
#include <initializer_list>
#include <limits>
#include <memory_resource>
#include <numeric>
#include <span>
#include <vector>

#include <hpk/core/grid.hpp>

#include "allocations.hpp"
#include "julia/support.hpp"
#include "views.hpp"

namespace hpk::test {
namespace {

using julia::escape_counts;

TEST_CASE("facade/natural calls") {
    const auto p = julia::accumulated_plane(julia::region<double>{}, 100);
    const auto counts = escape_counts(p, {classic_re, classic_im}, 300);
    CHECK(std::accumulate(counts.begin(), counts.end(), 0) == 334236);

    std::vector<std::int32_t> out(counts.size());
    const std::complex<double> c{classic_re, classic_im};
    escape_counts(p, c, 300, out);
    CHECK(out == counts);
    CHECK(escape_counts(p, c, 300, parallel{2}) == counts);
    CHECK(escape_counts(p, c, 300, parallel{40'000}) ==
          counts); // limited to the largest possible number
    CHECK(escape_counts<julia::interleaved>(p, c, 300) == counts);
    CHECK(escape_counts<julia::expanded, scalar>(p, c, 300, sequential{}) == counts);
    CHECK(escape_counts<julia::trapped, native, double>(p, c, 300, parallel{}) == counts);
    CHECK(escape_counts(julia::plane_view<double>(p), c, 300) == counts);

    const std::vector<double> x(p.x.begin(), p.x.begin() + 7);
    const std::array<double, 2> y{p.y[0], p.y[1]};
    const auto corner = escape_counts(julia::plane_view<double>(x, y), c, 300);
    CHECK(corner[6] == counts[6]);
    CHECK(corner[7] == counts[100]);
}

TEST_CASE("facade/a Mandelbrot set is one call") {
    const auto p = julia::uniform_plane(julia::region<double>{-2.25, 0.75, -1.25, 1.25}, 24, 11);
    const auto counts = escape_counts(p, julia::mandelbrot{}, 100);
    CHECK(counts == mandelbrot_oracle_counts<double>(p, {}, 100));
    CHECK(escape_counts<julia::lockstep, scalar>(p, julia::mandelbrot{}, 100, parallel{2}) ==
          counts);
    std::vector<std::int32_t> out(counts.size());
    const std::complex<double> z0{0.25, -0.5};
    escape_counts(julia::plane_view<double>(p), julia::mandelbrot{z0}, 100, out);
    CHECK(out == mandelbrot_oracle_counts<double>(p, z0, 100));

    // An argument in braces is still the c of a Julia set.
    CHECK(escape_counts(p, {}, 100) == oracle_counts<double>(p, {}, 100));
    CHECK(escape_counts(p, {0.25}, 100) == oracle_counts<double>(p, {0.25, 0}, 100));
}

TEST_CASE("facade/a list may hold a Mandelbrot set") {
    std::vector<std::complex<double>> c;
    for (double im = 1.25; im >= -1.25; im -= 0.25)
        for (double re = -2.25; re <= 0.75; re += 0.125) c.emplace_back(re, im);
    const std::vector<std::complex<double>> z(c.size());
    const auto counts = escape_counts(z, c, 100);
    for (std::size_t k = 0; k < c.size(); ++k)
        CHECK(counts[k] == oracle::escape_count(0.0, 0.0, c[k].real(), c[k].imag(), 100));

    std::vector<std::int32_t> out(c.size());
    escape_counts<julia::lockstep, scalar>(std::span(z), std::span(c), 100, out, parallel{2});
    CHECK(out == counts);
    const std::array<std::complex<float>, 2> start{};
    CHECK(escape_counts(start, std::vector<std::complex<float>>{{0, 0}, {1, 0}}, 9) ==
          std::vector<std::int32_t>{9, 2});
}

TEST_CASE("facade/points and counts lie in whatever is contiguous") {
    using point = std::complex<double>;
    const point z[4]{};
    const std::array<point, 4> c{{{0, 0}, {1, 0}, {-1, 0}, {2, 0}}};
    const std::vector<std::int32_t> expected{9, 2, 9, 1};
    CHECK(escape_counts(z, c, 9) == expected);
    const std::initializer_list<point> list{{0, 0}, {1, 0}, {-1, 0}, {2, 0}};
    CHECK(escape_counts(std::span(z), list, 9) == expected);
    std::pmr::vector<point> memory(c.begin(), c.end());
    CHECK(escape_counts(z, std::span<point>(memory), 9) == expected);
    CHECK(escape_counts(z, std::span<const point, 4>(c), 9) == expected);
    STATIC_REQUIRE_FALSE(julia::complex_range<std::deque<point>>);
    STATIC_REQUIRE_FALSE(julia::complex_range<std::vector<double>>);

    std::array<std::int32_t, 4> in_array{};
    escape_counts(z, c, 9, in_array);
    CHECK(std::ranges::equal(in_array, expected));
    std::int32_t in_c_array[4]{};
    escape_counts<julia::expanded>(std::span(z), std::span(c), 9, in_c_array);
    CHECK(std::ranges::equal(in_c_array, expected));
    grid<std::int32_t> in_grid(2, 2);
    escape_counts(z, c, 9, in_grid, parallel{2});
    CHECK(std::ranges::equal(in_grid, expected));

    // The same for the coordinates of a plane.
    const std::array<double, 2> x{0, 1};
    const double y[]{0};
    CHECK(escape_counts(julia::plane_view<double>(x, y), {1, 0}, 9) ==
          std::vector<std::int32_t>{2, 1});
}

TEST_CASE("facade/points may be seen through views") {
#if HPK_TEST_HAS_VIEWS
    using point = std::complex<double>;
    const std::vector<point> z(4);
    const std::vector<point> c{{7, 7}, {7, 7}, {0, 0}, {1, 0}, {-1, 0}, {2, 0}};
    const std::vector<std::int32_t> expected{9, 2, 9, 1};
    CHECK(escape_counts(std::ranges::subrange(z), c | std::views::drop(2), 9) == expected);
    CHECK(escape_counts(z, std::views::counted(&c[2], 4), 9) == expected);
    // This range computes its begin() on demand, and so must not be const.
    const auto is_seven = [](point p) { return p == point(7, 7); };
    CHECK(escape_counts(z, c | std::views::drop_while(is_seven), 9) == expected);
#else
    WARN(no_views);
#endif
}

TEST_CASE("facade/what is refused, and in which words") {
    const auto p = julia::uniform_plane(julia::region<double>{}, 4, 3);
    std::vector<std::int32_t> counts(12, -1);
    const auto wrong = [&](auto call) { return refusal(call); };

    CHECK(wrong([&] { escape_counts(p, {0, 0}, -1, counts); }) ==
          "max_iterations is -1 but must be at least 0");
    CHECK(wrong([&] { escape_counts(p, {0, 0}, 5, std::span(counts).first(11)); }) ==
          "counts has 11 elements but there are 12 points");
    CHECK(wrong([&] { escape_counts(p, {0, 0}, 5, counts, parallel{-2}); }) ==
          "parallel.threads is -2 but must be 0 (all) or more");
    const julia::mandelbrot set;
    CHECK(wrong([&] { escape_counts(p, set, -1, counts); }) ==
          "max_iterations is -1 but must be at least 0");
    CHECK(wrong([&] { escape_counts(p, set, 5, std::span(counts).first(11)); }) ==
          "counts has 11 elements but there are 12 points");
    CHECK(wrong([&] { escape_counts(p, set, 5, counts, parallel{-2}); }) ==
          "parallel.threads is -2 but must be 0 (all) or more");
    const std::vector<std::complex<double>> two(2);
    const std::vector<std::complex<double>> three(3);
    CHECK(wrong([&] { escape_counts(two, three, 5, counts); }) == "c has 3 elements but z has 2");
    CHECK(wrong([&] { escape_counts(two, two, 5, counts); }) ==
          "counts has 12 elements but there are 2 points");
    CHECK(wrong([&] { escape_counts(two, two, -5, std::span(counts).first(2)); }) ==
          "max_iterations is -5 but must be at least 0");
    CHECK(counts == std::vector<std::int32_t>(12, -1));

    using julia::accumulated_plane;
    using julia::region;
    using julia::uniform_plane;
    CHECK(wrong([] { (void)accumulated_plane(region<double>{}, 0); }) ==
          "width is 0 but must be at least 1");
    CHECK(wrong([] { (void)uniform_plane(region<double>{}, 0, 1); }) ==
          "columns is 0 but must be at least 1");
    CHECK(wrong([] { (void)uniform_plane(region<double>{}, 1, -3); }) ==
          "rows is -3 but must be at least 1");
    CHECK(wrong([] { (void)uniform_plane(region<double>{1, 1, 0, 1}, 1, 1); }) ==
          "region {left 1, right 1, bottom 0, top 1} must have left < right and bottom < top");
    CHECK(wrong([] { (void)accumulated_plane(region<double>{0, 1, 2, 1}, 1); }) ==
          "region {left 0, right 1, bottom 2, top 1} must have left < right and bottom < top");
    CHECK(wrong([] {
              constexpr double infinity = std::numeric_limits<double>::infinity();
              (void)uniform_plane(region<double>{0, infinity, 0, 1}, 1, 1);
          }).ends_with("must have finite sides"));
    CHECK(wrong([] { (void)accumulated_plane(region<float>{1e8f, 1.00001e8f, 0, 1}, 100000); }) ==
          "width is 100000 but this region's coordinates cannot tell that many columns apart");
}

TEST_CASE("facade/empty spans and planes are fine") {
    escape_counts(std::vector<std::complex<double>>{}, std::vector<std::complex<double>>{}, 10, {});
    CHECK(escape_counts(julia::plane<double>{}, {0, 0}, 10).empty());
    CHECK(escape_counts(julia::plane<float>{{1}, {}}, {0, 0}, 10000).empty());
    CHECK(escape_counts(julia::plane<float>{{}, {1}}, julia::mandelbrot{}, 10000).empty());
}

TEST_CASE("facade/nothing is allocated per pixel") {
    const auto p = julia::accumulated_plane(julia::region<double>{}, 500);
    std::vector<std::int32_t> counts(p.x.size() * p.y.size());
    julia::variants::for_each([&]<class V>(std::type_identity<V>) {
        const allocations made =
            allocations_of([&] { escape_counts<V>(p, {classic_re, classic_im}, 50, counts); });
        const allocations made_for_set =
            allocations_of([&] { escape_counts<V>(p, julia::mandelbrot{}, 100, counts); });
        INFO(V::name);
        CHECK(made.bytes < 4 * sizeof(double) * p.x.size());
        CHECK(made_for_set.bytes < 4 * sizeof(double) * p.x.size());
    });
}

/// A user-defined rung of this test only: it inherits from `groupwise` and adds a kernel.
struct constant_rung : julia::groupwise<constant_rung, 2> {
    static constexpr std::string_view name = "constant";
    static constexpr std::string_view summary = "says 7 for every point";
    static constexpr bool vectorised = true;

    template <class L, std::size_t V, class Points>
    static void count(const Points& points, std::size_t k, int) noexcept {
        for (std::size_t v = 0; v < V; ++v) points.store(L::integer_lanes::broadcast(7), v, k);
    }
};

TEST_CASE("facade/variants of one's own work") {
    CHECK_FALSE((constant_rung::name.empty() || constant_rung::summary.empty()));
    const auto p = julia::uniform_plane(julia::region<float>{}, 19, 13);
    CHECK(escape_counts<constant_rung>(p, {0, 0}, 10) ==
          std::vector<std::int32_t>(std::size_t{19} * 13, 7));
    const std::vector<std::complex<double>> points(33);
    CHECK(escape_counts<constant_rung, scalar>(points, points, 10) ==
          std::vector<std::int32_t>(33, 7));
}

} // namespace
} // namespace hpk::test
