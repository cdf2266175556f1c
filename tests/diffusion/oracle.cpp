// SPDX-License-Identifier: MIT
//
// Compares the oracle itself with results computed outside the project.

#include "oracle/diffusion.hpp"

#include <map>

#include "diffusion/reference.hpp"
#include "diffusion/support.hpp"

namespace hpk::test {
namespace {

template <class T>
void check_rows(std::size_t least) {
    const auto rows = read_diffusion_references<T>();
    CHECK(rows.size() >= least);
    for (const auto& r : rows) {
        INFO(r.text);
        CHECK(checksum(oracle::diffused(r.order, r.start, r.outside, r.dt, r.D, r.steps)) == r.crc);
    }
}

TEST_CASE("oracle/every row of diffusion.csv") {
    check_rows<float>(16);
    check_rows<double>(134);
}

/// Tests that compare bits are meaningful only if the orders of operations give different bits.
TEST_CASE("oracle/operation orders differ") {
    const auto p = crooked_parameters<double>();
    for (const auto& extents : {std::vector<std::size_t>{50}, {9, 11}, {5, 6, 7}}) {
        std::map<std::uint32_t, int> checksums;
        for (const auto order :
             {oracle::program::python, oracle::program::numpy_roll, oracle::program::numpy_in_place,
              oracle::program::numexpr, oracle::program::scipy, oracle::program::c})
            ++checksums[checksum(oracle::diffused(order, noise<double>(extents),
                                                  {oracle::edge::periodic}, p.dt, p.D, 3))];
        INFO(shape_of(extents));
        // With one axis, numpy_roll, scipy and c are the same.
        CHECK(checksums.size() == (extents.size() == 1 ? 4 : 6));
    }
}

/// A convolution with the taps of the second difference is scipy's Laplacian.
TEST_CASE("oracle/convolution and step agree") {
    const std::vector<double> taps{1, -2, 1};
    for (const auto& outside : all_surroundings<double>()) {
        if (outside.edge == oracle::edge::frozen) continue;
        for (const auto& extents : {std::vector<std::size_t>{20}, {1, 7}, {6, 5}, {3, 4, 5}}) {
            const auto u = noise<double>(extents);
            auto stepped = oracle::convolved<double>(u, taps, outside);
            for (std::size_t k = 0; k < stepped.size(); ++k)
                stepped[k] = stepped[k] * 0.125 + u.values[k]; // exact product: no flag matters
            require_same(stepped,
                         oracle::diffused(oracle::program::scipy, u, outside, 0.25, 0.5, 1),
                         [&] { return shape_of(extents) + " " + shown(outside); });
        }
    }
}

} // namespace
} // namespace hpk::test
