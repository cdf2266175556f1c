// SPDX-License-Identifier: MIT
//
// Grids and views with spans, the standard library's algorithms and its views of ranges.

#include <algorithm>
#include <array>
#include <functional>
#include <numeric>
#include <ranges>
#include <span>
#include <type_traits>
#include <utility>
#include <vector>

#include <hpk/core/grid.hpp>

#include "catch.hpp"
#include "views.hpp"

namespace hpk::test {
namespace {

static_assert(std::ranges::contiguous_range<grid<int>>);
static_assert(std::ranges::contiguous_range<const grid<int, 3>>);
static_assert(std::ranges::sized_range<grid<int>> && std::ranges::common_range<grid<int>>);
static_assert(!std::ranges::borrowed_range<grid<int>> && !std::ranges::view<grid<int>>);
static_assert(std::ranges::forward_range<grid_view<int>> && std::ranges::view<grid_view<int>>);
static_assert(std::ranges::sized_range<const grid_view<const int, 3>>);
static_assert(std::ranges::common_range<grid_view<int>>);
static_assert(std::ranges::borrowed_range<grid_view<int>>);
static_assert(std::is_same_v<std::ranges::range_reference_t<grid_view<const int>>, const int&>);

grid<int> numbered(std::size_t rows, std::size_t columns) {
    grid<int> g(rows, columns);
    std::iota(g.begin(), g.end(), 0);
    return g;
}

TEST_CASE("ranges/a grid becomes a span") {
    auto g = numbered(3, 4);
    const std::span<int> cells = g;
    CHECK(cells.data() == g.data());
    CHECK(cells.size() == 12);
    cells[5] = -1;
    CHECK(g(1, 1) == -1);
    const std::span<const int> reads = std::as_const(g);
    CHECK(reads[11] == 11);
    CHECK(std::span(g.row(2), g.columns())[0] == 8);
    STATIC_REQUIRE_FALSE(std::is_convertible_v<const grid<int>&, std::span<int>>);
    STATIC_REQUIRE_FALSE(std::is_convertible_v<grid_view<int>, std::span<int>>); // may have gaps
}

TEST_CASE("ranges/a span is a line") {
    std::vector<double> cells{0, 1, 2, 3};
    const std::span s(cells);
    STATIC_REQUIRE(std::is_same_v<decltype(view_of(s)), grid_view<double, 1>>);
    STATIC_REQUIRE(std::is_same_v<decltype(grid_view(s)), grid_view<double, 1>>);
    STATIC_REQUIRE(std::is_same_v<decltype(view_of(std::span<const int, 3>(std::array<int, 3>()))),
                                  grid_view<const int, 1>>);
    STATIC_REQUIRE_FALSE(std::is_convertible_v<std::span<const int>, grid_view<int, 1>>);
    STATIC_REQUIRE_FALSE(std::is_convertible_v<std::span<int>, grid_view<int, 2>>);
    const grid_view<const double, 1> v = s.subspan(1);
    CHECK(v.data() == cells.data() + 1);
    CHECK(v.extent(0) == 3);
    view_of(s)(3) = 7;
    CHECK(cells[3] == 7);
}

/// Properties of both grids and views, with gaps or without.
template <class Cells>
void check_algorithms(Cells&& cells, int sum, int largest) {
    CHECK(std::accumulate(cells.begin(), cells.end(), 0) == sum);
    CHECK(*std::ranges::max_element(cells) == largest);
    CHECK(std::ranges::find(cells, largest) == std::next(cells.begin(), 5));
    CHECK(std::ranges::is_sorted(cells));
    CHECK(std::ranges::count_if(cells, [](int x) { return x > 0; }) ==
          std::ranges::distance(cells));

    std::ranges::transform(cells, cells.begin(), std::negate<>());
    CHECK(std::ranges::min(cells) == -largest);
    std::ranges::fill(cells, 1);
    CHECK(std::ranges::equal(cells, std::array{1, 1, 1, 1, 1, 1}));
    std::ranges::copy(std::array{2, 3, 4, 5, 6, 7}, cells.begin());
    CHECK(std::ranges::equal(cells, std::array{2, 3, 4, 5, 6, 7}));
}

TEST_CASE("ranges/algorithms") {
    auto g = numbered(2, 3);
    for (int& x : g) ++x;
    check_algorithms(g, 21, 6);

    auto large = numbered(4, 5);
    const grid_view<int> window(&large(1, 1), {2, 3}, 5); // 6 7 8, 11 12 13
    check_algorithms(window, 57, 13);
    CHECK(large(1, 3) == 4);
    CHECK(large(1, 4) == 9);
    CHECK(large(2, 1) == 5);
    CHECK(large(3, 1) == 16);

    // A temporary grid's cells die with it, a temporary view's do not.
    STATIC_REQUIRE(
        std::is_same_v<decltype(std::ranges::find(numbered(1, 1), 0)), std::ranges::dangling>);
    CHECK(*std::ranges::find(g.view(), 7) == 7);

    std::ranges::sort(g, std::ranges::greater());
    CHECK(std::ranges::equal(g, std::array{7, 6, 5, 4, 3, 2}));
}

TEST_CASE("ranges/views") {
#if HPK_TEST_HAS_VIEWS
    const auto check = [](auto&& cells, int even_sum, int odd_sum) {
        const auto sum = [](auto&& range) {
            int result = 0;
            for (const int x : range) result += x;
            return result;
        };
        const auto is_even = [](int x) { return x % 2 == 0; };
        CHECK(sum(cells | std::views::filter(is_even)) == even_sum);
        CHECK(sum(cells | std::views::transform([](int x) { return x % 2 * x; })) == odd_sum);
        auto middle = cells | std::views::drop(2) | std::views::take(2);
        CHECK(std::ranges::equal(
            middle, std::array{*std::next(cells.begin(), 2), *std::next(cells.begin(), 3)}));
    };
    auto g = numbered(4, 5);
    check(g, 90, 100);
    check(std::as_const(g), 90, 100);
    check(grid_view<int>(&g(1, 1), {2, 3}, 5), 26, 31);
    // Another view may be made of a temporary view.
    CHECK(std::ranges::equal(g.view() | std::views::take(2), std::array{0, 1}));
    CHECK(std::ranges::equal(numbered(1, 3) | std::views::reverse, std::array{2, 1, 0}));
#else
    WARN(no_views);
#endif
}

} // namespace
} // namespace hpk::test
