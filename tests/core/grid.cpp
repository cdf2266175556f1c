// SPDX-License-Identifier: MIT

#include <algorithm>
#include <cstdint>
#include <limits>
#include <numeric>
#include <sstream>
#include <string>
#include <type_traits>
#include <utility>
#include <vector>

#include <hpk/core/grid.hpp>

#include "catch.hpp"

namespace hpk::test {
namespace {

/// A grid whose cells are numbered in the order of memory.
template <class T, std::size_t Rank>
grid<T, Rank> numbered(std::array<std::size_t, Rank> extents) {
    grid<T, Rank> g(extents);
    std::iota(g.begin(), g.end(), T(0));
    return g;
}

template <class Grid>
std::string printed(const Grid& g) {
    std::ostringstream out;
    out << g;
    return out.str();
}

template <class T>
void check_new_grids() {
    const auto check = [](const auto& g, std::size_t size) {
        CHECK(g.size() == size);
        CHECK(g.empty() == (size == 0));
        CHECK(std::ranges::count(g, T(0)) == static_cast<std::ptrdiff_t>(size));
        CHECK(reinterpret_cast<std::uintptr_t>(g.data()) % 64 == 0);
    };
    for (const std::size_t n : {0u, 1u, 2u, 3u, 7u, 64u, 1000u}) {
        check(grid<T, 1>(n), n);
        check(grid<T>(n, 3), 3 * n);
        check(grid<T>(5, n), 5 * n);
        check(grid<T, 3>(2, n, 3), 6 * n);
    }
    check(grid<T>(), 0);
}

TEST_CASE("grid/new cells are zero and aligned") {
    check_new_grids<float>();
    check_new_grids<double>();
    check_new_grids<int>();
}

TEST_CASE("grid/cells are row-major without gaps") {
    const auto line = numbered<int, 1>({5});
    CHECK(line.extent(0) == 5);
    CHECK(line.rows() == 1);
    CHECK(line.columns() == 5);
    CHECK(line(3) == 3);

    auto sheet = numbered<int, 2>({3, 4});
    CHECK(sheet.extents() == std::array<std::size_t, 2>{3, 4});
    CHECK(sheet.rows() == 3);
    CHECK(sheet.columns() == 4);
    for (int i = 0; i < 3; ++i)
        for (int j = 0; j < 4; ++j) CHECK(sheet(i, j) == 4 * i + j);
    CHECK(sheet.row(2) == &sheet(2, 0));
    CHECK(std::as_const(sheet).row(1) == &std::as_const(sheet)(1, 0));
    sheet(1, 2) = -1;
    CHECK(sheet.data()[6] == -1);

    const auto box = numbered<int, 3>({2, 3, 4});
    CHECK(box.rows() == 6);
    CHECK(box.columns() == 4);
    for (int i = 0; i < 2; ++i)
        for (int j = 0; j < 3; ++j)
            for (int k = 0; k < 4; ++k) CHECK(box(i, j, k) == (i * 3 + j) * 4 + k);
    CHECK(box.row(4) == &box(1, 1, 0));
}

TEST_CASE("grid/copies are deep, moved-from grids are empty") {
    auto a = numbered<double, 2>({3, 4});
    auto copy = a;
    CHECK(copy == a);
    copy(0, 0) = 7;
    CHECK(a(0, 0) == 0);
    CHECK_FALSE(copy == a);
    copy = a;
    CHECK(copy == a);
    copy = *&copy;
    CHECK(copy == a);

    const double* const cells = a.data();
    grid<double> moved(std::move(a));
    CHECK(moved.data() == cells);
    CHECK(moved == copy);
    CHECK(a == grid<double>()); // NOLINT(bugprone-use-after-move): what this is about
    CHECK(a.extents() == std::array<std::size_t, 2>{0, 0});

    a = std::move(moved);
    CHECK(a.data() == cells);
    CHECK(moved.empty()); // NOLINT(bugprone-use-after-move)
    moved = grid<double>(1, 2);
    CHECK(moved.size() == 2);

    swap(a, moved);
    CHECK(moved.data() == cells);
    CHECK(a.extents() == std::array<std::size_t, 2>{1, 2});
    STATIC_REQUIRE(std::is_nothrow_move_constructible_v<grid<double>>);
    STATIC_REQUIRE(std::is_nothrow_move_assignable_v<grid<double>>);
    STATIC_REQUIRE(std::is_nothrow_swappable_v<grid<double>>);
}

TEST_CASE("grid/equality looks at extents and cells") {
    const auto a = numbered<int, 2>({3, 4});
    CHECK(a == numbered<int, 2>({3, 4}));
    CHECK(a != numbered<int, 2>({4, 3}));
    CHECK(grid<int>(0, 3) != grid<int>(3, 0));
    for (std::size_t i = 0; i < a.size(); ++i) {
        auto b = a;
        b.data()[i] = -1;
        CHECK(a != b);
        CHECK(a.view() != b.view());
    }
}

TEST_CASE("grid/too many cells are refused") {
    constexpr std::size_t most = std::numeric_limits<std::size_t>::max();
    const auto refused = [](auto make) {
        try {
            make();
        } catch (const std::length_error& error) {
            return std::string(error.what());
        }
        return std::string("accepted");
    };
    CHECK(refused([] { return grid<double>(std::size_t{1} << 32, std::size_t{1} << 32); }) ==
          "a grid of 4294967296 x 4294967296 cells is larger than the address space");
    CHECK(refused([] { return grid<double, 1>(most / 16 + 1); }) != "accepted");
    CHECK(refused([] { return grid<double, 3>(most, most, most); }) != "accepted");
    CHECK(refused([] { return grid<double>(-1, 3); }) != "accepted");
    CHECK(refused([] { return grid<double>(most, 0); }) != "accepted");
    CHECK(refused([] { return grid<double>(0, 0); }) == "accepted");
    CHECK(refused([] { return grid<double>(0, most / 16); }) == "accepted");
}

TEST_CASE("grid/views look at the grid's cells") {
    auto g = numbered<float, 3>({2, 3, 4});
    const auto& constant = g;
    const grid_view<float, 3> v = g;
    const grid_view<const float, 3> reads = g;
    const grid_view<const float, 3> reads_too = v;
    CHECK(v.data() == g.data());
    CHECK(reads.data() == g.data());
    CHECK(reads_too.data() == g.data());
    CHECK(v.extents() == g.extents());
    CHECK(v.contiguous());
    CHECK(v.strides() == std::array<std::size_t, 3>{12, 4, 1});
    v(1, 2, 3) = -1;
    CHECK(constant(1, 2, 3) == -1);
    CHECK(reads(1, 2, 3) == -1);

    // Constness is kept, and only the right cells and rank convert.
    STATIC_REQUIRE(std::is_same_v<decltype(grid_view(g)), grid_view<float, 3>>);
    STATIC_REQUIRE(std::is_same_v<decltype(grid_view(constant)), grid_view<const float, 3>>);
    STATIC_REQUIRE(std::is_same_v<decltype(view_of(g)), grid_view<float, 3>>);
    STATIC_REQUIRE(std::is_same_v<decltype(view_of(grid<int>())), grid_view<const int, 2>>);
    STATIC_REQUIRE(std::is_same_v<decltype(view_of(v)), grid_view<float, 3>>);
    STATIC_REQUIRE_FALSE(std::is_convertible_v<const grid<float>&, grid_view<float>>);
    STATIC_REQUIRE_FALSE(std::is_convertible_v<grid<float>, grid_view<float>>);
    STATIC_REQUIRE_FALSE(std::is_convertible_v<grid_view<const float>, grid_view<float>>);
    STATIC_REQUIRE_FALSE(std::is_convertible_v<grid<float>&, grid_view<float, 3>>);
    STATIC_REQUIRE_FALSE(std::is_convertible_v<grid<float>&, grid_view<double>>);
    STATIC_REQUIRE_FALSE(grid_like<std::vector<float>&>);
    STATIC_REQUIRE(std::is_trivially_copyable_v<grid_view<float>>);
    STATIC_REQUIRE(std::forward_iterator<grid_view<float>::iterator>);
}

TEST_CASE("grid/views may have gaps between rows") {
    auto g = numbered<int, 2>({6, 7});
    const grid_view<int> window(&g(1, 2), {3, 4}, g.columns());
    CHECK_FALSE(window.contiguous());
    CHECK(window(0, 0) == 9);
    CHECK(window(2, 3) == 26);
    CHECK(window.row(2) == &g(3, 2));
    CHECK(std::vector<int>(window.begin(), window.end()) ==
          std::vector<int>{9, 10, 11, 12, 16, 17, 18, 19, 23, 24, 25, 26});

    const auto copy = numbered<int, 2>({3, 4});
    std::ranges::copy(copy, window.begin());
    CHECK(window == copy.view());
    CHECK(g(0, 6) == 6);
    CHECK(g(1, 1) == 8);
    CHECK(g(1, 6) == 13);
    CHECK(g(3, 5) == 11);
    CHECK(g(4, 2) == 30);

    // Planes follow at the same distance.
    const grid_view<int, 3> planes(g.data(), {2, 3, 5}, 7);
    CHECK(planes.strides() == std::array<std::size_t, 3>{21, 7, 1});
    CHECK(&planes(1, 2, 4) == &g(5, 4));
    CHECK(std::distance(planes.begin(), planes.end()) == 30);

    CHECK(grid_view<int>(g.data(), {1, 4}, 7).contiguous());
    CHECK(grid_view<int>(g.data(), {6, 7}, 7) == g.view());
    for (const auto& empty : {grid_view<int>(), grid_view<int>(g.data(), {0, 5}, 7),
                              grid_view<int>(g.data(), {5, 0}, 7)}) {
        CHECK(empty.empty());
        CHECK(empty.begin() == empty.end());
    }

    grid_view<int> a = g, b = window;
    swap(a, b);
    CHECK(a.data() == window.data());
    CHECK(b.extents() == g.extents());
}

TEST_CASE("grid/printing follows numpy") {
    CHECK(printed(numbered<int, 1>({3})) == "[0 1 2]");
    CHECK(printed(numbered<int, 2>({2, 6})) == "[[ 0  1  2  3  4  5]\n"
                                               " [ 6  7  8  9 10 11]]");
    CHECK(printed(numbered<int, 3>({2, 2, 2})) == "[[[0 1]\n"
                                                  "  [2 3]]\n"
                                                  "\n"
                                                  " [[4 5]\n"
                                                  "  [6 7]]]");
    CHECK(printed(grid<double>()) == "[]");
    CHECK(printed(grid<double>(3, 0)) == "[]");

    const auto g = numbered<int, 2>({6, 7});
    CHECK(printed(grid_view<const int>(&g(1, 2), {2, 2}, 7)) == "[[ 9 10]\n"
                                                                " [16 17]]");
    CHECK(printed(numbered<int, 1>({1000})).find("...") == std::string::npos);
    CHECK(printed(numbered<int, 1>({1001})) == "[   0    1    2 ...  998  999 1000]");
    CHECK(printed(numbered<int, 2>({200, 6})) == "[[   0    1    2    3    4    5]\n"
                                                 " [   6    7    8    9   10   11]\n"
                                                 " [  12   13   14   15   16   17]\n"
                                                 " ...\n"
                                                 " [1182 1183 1184 1185 1186 1187]\n"
                                                 " [1188 1189 1190 1191 1192 1193]\n"
                                                 " [1194 1195 1196 1197 1198 1199]]");

    // The stream's format applies to each cell; its width, as usual, applies to one output only.
    grid<double> d(1, 2);
    d(0, 0) = 0.25;
    d(0, 1) = -1.5;
    std::ostringstream out;
    out.precision(3);
    out.width(9);
    out << std::fixed << d << 1.0;
    CHECK(out.str() == "[[ 0.250 -1.500]]1.000");
}

} // namespace
} // namespace hpk::test
