// SPDX-License-Identifier: MIT

#include <stdexcept>
#include <string>
#include <vector>

#include <hpk/eigen.hpp>
#include <hpk/search.hpp>

#include "catch.hpp"
#include "common.hpp"

namespace hpk::test {
namespace {

TEST_CASE("eigen/vectors and row-major arrays are searched") {
    Eigen::VectorXd sorted(4);
    sorted << 1, 2, 3, 4;
    Eigen::VectorXi positions(4);
    search::upper_bound(sorted, sorted, positions);
    CHECK(positions == Eigen::VectorXi(Eigen::Vector4i(1, 2, 3, 4)));
    CHECK(search::closest(sorted, 2.9) == 2);
    CHECK(search::index<double>(sorted).contains(3));
    Eigen::Array<double, 3, 2, Eigen::RowMajor> keys;
    keys << 1.5, 100, 2.5, 200, 3.5, 300;
    CHECK(search::lower_bound(sorted, keys) == std::vector<std::size_t>{1, 4, 2, 4, 3, 4});
}

TEST_CASE("eigen/coefficients with gaps are not searched") {
    Eigen::Array<double, 3, 2, Eigen::RowMajor> keys;
    keys << 1.5, 100, 2.5, 200, 3.5, 300;
    const std::vector<double> sorted{1, 2, 3, 4};
    CHECK(refusal([&] { static_cast<void>(search::lower_bound(sorted, keys.col(0))); }) ==
          "an Eigen array with the outer stride 1 and the inner stride 2 cannot be seen as a grid: "
          "that needs rows of neighbouring cells");
    CHECK_FALSE(
        refusal([&] { static_cast<void>(search::lower_bound(sorted, keys.leftCols(1))); }).empty());
}

} // namespace
} // namespace hpk::test
