// SPDX-License-Identifier: MIT
//
// Eigen's arrays are grids and grids are Eigen's arrays, without a copy.

#include <array>
#include <cstddef>
#include <numeric>
#include <string>
#include <type_traits>
#include <utility>

#include <hpk/eigen.hpp>

#include "catch.hpp"
#include "common.hpp"

namespace hpk::test {
namespace {

using Eigen::Dynamic;
template <class T>
using array = Eigen::Array<T, Dynamic, Dynamic, Eigen::RowMajor>;
template <class T>
using matrix = Eigen::Matrix<T, Dynamic, Dynamic, Eigen::RowMajor>;
template <class T>
using strided = Eigen::Map<array<T>, Eigen::Unaligned, Eigen::OuterStride<>>;

/// Coefficients that are numbered row by row.
template <class Array>
Array numbered(Eigen::Index rows, Eigen::Index columns) {
    Array a(rows, columns);
    for (Eigen::Index i = 0; i < rows; ++i)
        for (Eigen::Index j = 0; j < columns; ++j)
            a(i, j) = static_cast<typename Array::Scalar>(i * columns + j);
    return a;
}

template <class X, class View>
inline constexpr bool seen_as_exactly = std::is_same_v<decltype(view_of(std::declval<X>())), View>;

TEST_CASE("eigen/arrays and matrices are seen as grids") {
    auto a = numbered<array<double>>(3, 4);
    const grid_view<double> v = a;
    CHECK(v.data() == a.data());
    CHECK(v.extents() == std::array<std::size_t, 2>{3, 4});
    CHECK(v.contiguous());
    v(2, 1) = -1;
    CHECK(a(2, 1) == -1);

    auto m = numbered<matrix<float>>(3, 4);
    CHECK(view_of(m)(2, 3) == 11);
    Eigen::Matrix<float, 2, 3, Eigen::RowMajor> small;
    small << 1, 2, 3, 4, 5, 6;
    CHECK(view_of(small)(1, 2) == 6);
    CHECK(view_of(array<double>(0, 5)).empty());
    CHECK(view_of(array<double>()).empty());

    STATIC_REQUIRE(seen_as_exactly<array<double>&, grid_view<double>>);
    STATIC_REQUIRE(seen_as_exactly<const array<double>&, grid_view<const double>>);
    STATIC_REQUIRE(seen_as_exactly<array<double>, grid_view<const double>>);
    STATIC_REQUIRE(std::is_same_v<decltype(grid_view(m)), grid_view<float>>);
    STATIC_REQUIRE_FALSE(std::is_convertible_v<const array<double>&, grid_view<double>>);
    STATIC_REQUIRE_FALSE(std::is_convertible_v<array<double>&, grid_view<float>>);
    STATIC_REQUIRE_FALSE(grid_like<decltype(a + a)>); // an expression has no cells
}

TEST_CASE("eigen/vectors are seen as lines") {
    Eigen::VectorXd column = Eigen::VectorXd::LinSpaced(5, 0, 4);
    const Eigen::Array<double, 1, Dynamic> row = column.transpose();
    CHECK(view_of(column).extents() == std::array<std::size_t, 1>{5});
    CHECK(view_of(column)(3) == 3);
    CHECK(view_of(row)(4) == 4);
    CHECK(view_of(column.segment(1, 3))(2) == 3);
    STATIC_REQUIRE(seen_as_exactly<Eigen::VectorXd&, grid_view<double, 1>>);
    STATIC_REQUIRE(seen_as_exactly<decltype(row), grid_view<const double, 1>>);

    auto a = numbered<array<double>>(3, 4);
    CHECK(view_of(a.row(1))(2) == 6);
    CHECK(refusal([&] { (void)view_of(a.col(1)); }) ==
          "an Eigen array with the outer stride 1 and the inner stride 4 cannot be seen as a grid: "
          "that needs rows of neighbouring cells");
    CHECK(view_of(a.col(1).head(1))(0) == 1); // the only cell has no neighbours
}

TEST_CASE("eigen/maps, references, blocks and transposes are seen as grids") {
    std::array<double, 60> cells{};
    std::iota(cells.begin(), cells.end(), 0.0);
    const grid_view<double> v = strided<double>(cells.data(), 4, 5, Eigen::OuterStride<>(11));
    CHECK(v.data() == cells.data());
    CHECK(v.row_stride() == 11);
    CHECK(v(3, 4) == 37);
    STATIC_REQUIRE(seen_as_exactly<strided<double>&, grid_view<double>>);
    STATIC_REQUIRE(seen_as_exactly<const strided<double>&, grid_view<const double>>);
    STATIC_REQUIRE(seen_as_exactly<Eigen::Map<const array<double>>, grid_view<const double>>);

    auto a = numbered<array<double>>(6, 7);
    const auto block = view_of(a.block(1, 2, 3, 4));
    STATIC_REQUIRE(std::is_same_v<decltype(block), const grid_view<double>>);
    CHECK(block.row_stride() == 7);
    CHECK(&block(2, 3) == &a(3, 5));
    const Eigen::Ref<array<double>> reference(a);
    CHECK(view_of(reference).data() == a.data());
    CHECK(view_of(std::as_const(a).middleRows(2, 2))(0, 1) == 15);

    // A single row may be followed by anything.
    CHECK(view_of(a.block(5, 2, 1, 3)).contiguous());
    CHECK(view_of(strided<double>(cells.data(), 1, 5, Eigen::OuterStride<>(0)))(0, 4) == 4);
    // Overlapping rows are not a grid.
    CHECK_FALSE(refusal([&] {
                    (void)view_of(strided<double>(cells.data(), 4, 5, Eigen::OuterStride<>(3)));
                }).empty());

    // A column-major array is row-major with its axes swapped.
    Eigen::MatrixXd turned = numbered<matrix<double>>(3, 4);
    const auto t = view_of(turned.transpose());
    CHECK(t.extents() == std::array<std::size_t, 2>{4, 3});
    CHECK(&t(3, 1) == &turned(1, 3));
}

TEST_CASE("eigen/grids are seen as arrays") {
    grid<double> g(3, 4);
    std::iota(g.begin(), g.end(), 0.0);
    auto a = as_eigen(g);
    CHECK(a.rows() == 3);
    CHECK(a.cols() == 4);
    CHECK(a.data() == g.data());
    CHECK(a.sum() == 66);
    a *= 2;
    CHECK(g(2, 3) == 22);
    CHECK(view_of(a) == g.view());

    const grid_view<double> window(&g(0, 1), {3, 2}, 4);
    as_eigen(window).setZero();
    CHECK(g(1, 0) == 8);
    CHECK(g(1, 1) == 0);
    CHECK(g(1, 2) == 0);
    CHECK(g(1, 3) == 14);

    grid<float, 1> line(5);
    as_eigen(line)[2] = 1;
    CHECK(line(2) == 1);
    STATIC_REQUIRE(decltype(as_eigen(line))::IsVectorAtCompileTime);

    grid<int, 3> box(2, 3, 4);
    as_eigen(box)(4, 3) = 1;
    CHECK(box(1, 1, 3) == 1);

    const auto& constant = g;
    STATIC_REQUIRE(std::is_same_v<decltype(as_eigen(constant).data()), const double*>);
    STATIC_REQUIRE_FALSE(static_cast<bool>(
        static_cast<unsigned>(decltype(as_eigen(constant))::Flags) & Eigen::LvalueBit));
}

} // namespace
} // namespace hpk::test
