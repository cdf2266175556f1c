// SPDX-License-Identifier: MIT
//
// Any type with mdspan's interface is a grid. The mdspan here is defined in this file only; if the
// standard library has std::mdspan, that is tried, too.

#include <array>
#include <cstddef>
#include <numeric>
#include <stdexcept>
#include <string>
#include <version>
#if defined(__cpp_lib_mdspan)
#include <mdspan>
#endif

#include <hpk/core/grid.hpp>

#include "catch.hpp"

namespace foreign {

template <std::size_t Rank>
struct extents {
    explicit extents(std::array<std::size_t, Rank> lengths) : n(lengths) {}
    std::array<std::size_t, Rank> n;
};

template <std::size_t Rank>
struct strided {
    strided(extents<Rank> e, std::array<std::size_t, Rank> distances)
        : n(e.n), strides(distances) {}
    std::array<std::size_t, Rank> n, strides;
};

template <std::size_t Rank>
struct row_major {
    explicit row_major(extents<Rank> e) : n(e.n) {
        for (std::size_t axis = Rank, step = 1; axis-- > 0; step *= n[axis]) strides[axis] = step;
    }
    std::array<std::size_t, Rank> n, strides{};
};

template <std::size_t Rank>
struct column_major {
    explicit column_major(extents<Rank> e) : n(e.n) {
        for (std::size_t axis = 0, step = 1; axis < Rank; step *= n[axis++]) strides[axis] = step;
    }
    std::array<std::size_t, Rank> n, strides{};
};

template <class T, std::size_t Rank, template <std::size_t> class Mapping>
class mdspan {
public:
    using extents_type = extents<Rank>;
    using mapping_type = Mapping<Rank>;
    using element_type = T;
    using reference = T&;

    mdspan(T* data, mapping_type mapping) : data_(data), mapping_(mapping) {}
    static constexpr std::size_t rank() { return Rank; }
    static constexpr std::size_t rank_dynamic() { return Rank; }
    [[nodiscard]] std::size_t extent(std::size_t axis) const { return mapping_.n[axis]; }
    [[nodiscard]] std::size_t stride(std::size_t axis) const { return mapping_.strides[axis]; }
    [[nodiscard]] bool is_strided() const { return true; }
    [[nodiscard]] T* data_handle() const { return data_; }

private:
    T* data_;
    mapping_type mapping_;
};

/// Elements that are computed when they are read have no address.
struct scaled : mdspan<double, 2, row_major> {
    using mdspan::mdspan;
    using reference = double;
};

} // namespace foreign

namespace hpk::test {
namespace {

template <class T, std::size_t Rank>
using strided = foreign::mdspan<T, Rank, foreign::strided>;
template <class T, std::size_t Rank>
using row_major = foreign::mdspan<T, Rank, foreign::row_major>;
template <class T, std::size_t Rank>
using column_major = foreign::mdspan<T, Rank, foreign::column_major>;

template <std::size_t Rank>
strided<double, Rank> make(double* data, std::array<std::size_t, Rank> extents,
                           std::array<std::size_t, Rank> strides) {
    return {data, {foreign::extents<Rank>(extents), strides}};
}

TEST_CASE("mdspan/becomes a view of the same cells") {
    std::array<double, 200> cells{};
    std::iota(cells.begin(), cells.end(), 0.0);

    const auto m = make<2>(cells.data(), {3, 4}, {10, 1});
    STATIC_REQUIRE(std::is_same_v<decltype(grid_view(m)), grid_view<double, 2>>);
    const grid_view v(m);
    CHECK(v.data() == cells.data());
    CHECK(v.extents() == std::array<std::size_t, 2>{3, 4});
    CHECK(v.row_stride() == 10);
    CHECK(v(2, 3) == 23);
    const grid_view<const double> reads = m;
    CHECK(reads(1, 1) == 11);

    CHECK(view_of(make<3>(cells.data(), {2, 3, 4}, {30, 10, 1}))(1, 2, 3) == 53);
    CHECK(view_of(make<1>(cells.data(), {7}, {1}))(6) == 6);
    const row_major<const double, 3> gapless(cells.data(),
                                             foreign::row_major<3>(foreign::extents<3>({2, 3, 4})));
    STATIC_REQUIRE(std::is_same_v<decltype(view_of(gapless)), grid_view<const double, 3>>);
    CHECK(view_of(gapless).contiguous());

    STATIC_REQUIRE_FALSE(mdspan_like<foreign::scaled>);
    STATIC_REQUIRE_FALSE(mdspan_like<grid<double>>);
    STATIC_REQUIRE_FALSE(std::is_convertible_v<row_major<const double, 2>, grid_view<double>>);
}

TEST_CASE("mdspan/an axis of one cell may have any stride") {
    std::array<double, 200> cells{};
    std::iota(cells.begin(), cells.end(), 0.0);
    const auto check = [&](auto extents, auto strides) {
        const auto m = make(cells.data(), extents, strides);
        const auto v = view_of(m);
        CHECK(v.extents() == extents);
        CHECK(v.row_stride() >= v.columns());
        // The last cell is the same.
        double last = 0;
        for (std::size_t axis = 0; axis < extents.size(); ++axis)
            last += static_cast<double>((extents[axis] - 1) * strides[axis]);
        CHECK(v.row(v.rows() - 1)[v.columns() - 1] == last);
    };
    using two = std::array<std::size_t, 2>;
    using three = std::array<std::size_t, 3>;
    check(two{1, 5}, two{0, 1});
    check(two{5, 1}, two{3, 77});
    check(two{1, 1}, two{0, 0});
    check(three{1, 3, 4}, three{0, 10, 1});
    check(three{3, 1, 4}, three{10, 99, 1});
    check(three{1, 1, 4}, three{7, 99, 1});
    check(three{3, 4, 1}, three{40, 10, 5});
    check(three{1, 1, 1}, three{0, 0, 0});

    // Without cells no cell is misplaced.
    CHECK(view_of(make<2>(cells.data(), {0, 4}, {0, 0})).empty());
    CHECK(view_of(make<3>(cells.data(), {2, 0, 4}, {5, 6, 7})).empty());
}

TEST_CASE("mdspan/cells that lie otherwise are refused") {
    std::array<double, 200> cells{};
    const auto refuse = [&](auto m) { CHECK_THROWS_AS(view_of(m), std::invalid_argument); };
    refuse(make<2>(cells.data(), {3, 4}, {1, 3}));  // columns are contiguous, not rows
    refuse(make<2>(cells.data(), {3, 4}, {10, 2})); // every other cell
    refuse(make<2>(cells.data(), {3, 4}, {0, 1}));  // the same row again
    refuse(make<2>(cells.data(), {3, 4}, {3, 1}));  // rows overlap
    refuse(make<3>(cells.data(), {2, 3, 4}, {60, 10, 1}));
    refuse(make<3>(cells.data(), {2, 3, 4}, {10, 20, 1}));
    refuse(make<3>(cells.data(), {2, 3, 4}, {0, 10, 1}));
    refuse(make<1>(cells.data(), {4}, {2}));
    try {
        (void)view_of(make<2>(cells.data(), {3, 4}, {1, 3}));
    } catch (const std::invalid_argument& error) {
        CHECK(error.what() == std::string("an mdspan with the strides 1, 3 cannot be seen as a "
                                          "grid: that needs rows of neighbouring cells, at equal "
                                          "distances"));
    }
}

TEST_CASE("mdspan/a grid becomes one") {
    grid<double, 3> g(2, 3, 4);
    const auto m = to_mdspan<row_major<double, 3>>(g);
    CHECK(m.data_handle() == g.data());
    CHECK(m.extent(1) == 3);
    CHECK(view_of(m) == g.view());
    CHECK(to_mdspan<strided<const double, 3>>(std::as_const(g)).stride(0) == 12);

    const grid_view<double> gaps(g.data(), {3, 5}, 7);
    const auto s = to_mdspan<strided<double, 2>>(gaps);
    CHECK(s.stride(0) == 7);
    CHECK(s.stride(1) == 1);
    CHECK_THROWS_AS((to_mdspan<row_major<double, 2>>(gaps)), std::invalid_argument);
    CHECK_THROWS_AS((to_mdspan<column_major<double, 3>>(g)), std::invalid_argument);
    CHECK(to_mdspan<column_major<double, 1>>(grid_view<double, 1>(g.data(), {4})).extent(0) == 4);
}

#if defined(__cpp_lib_mdspan)
TEST_CASE("mdspan/the standard library's too") {
    grid<double> g(3, 4);
    using extents = std::dextents<std::size_t, 2>;
    const auto m = to_mdspan<std::mdspan<double, extents>>(g);
    CHECK(view_of(m).data() == g.data());
    const std::mdspan fixed_rows(g.data(), std::extents<int, 3, std::dynamic_extent>(4));
    CHECK(view_of(fixed_rows) == g.view());
    const grid_view<double> gaps(g.data(), {2, 3}, 5);
    const auto s = to_mdspan<std::mdspan<double, extents, std::layout_stride>>(gaps);
    CHECK(view_of(s).row_stride() == 5);
    using turned = std::mdspan<double, extents, std::layout_left>;
    CHECK_THROWS_AS(to_mdspan<turned>(g), std::invalid_argument);
    CHECK_THROWS_AS(view_of(turned(g.data(), 3, 4)), std::invalid_argument);
}
#endif

} // namespace
} // namespace hpk::test
