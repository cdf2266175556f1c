// SPDX-License-Identifier: MIT
//
// Compares one application of the stencil, and filters with any taps, with the oracle.

#include <algorithm>
#include <array>
#include <span>
#include <string>
#include <type_traits>
#include <vector>

#include <hpk/diffusion.hpp>

#include "diffusion/support.hpp"

namespace hpk::test {
namespace {

/// Calls call(boundary, oracle's surroundings) for each kind of edge.
template <class T, class Call>
void for_each_boundary(Call call) {
    call(diffusion::periodic{}, oracle::surroundings<T>{oracle::edge::periodic});
    call(diffusion::fixed<T>{T(0.3)}, oracle::surroundings<T>{oracle::edge::fixed, T(0.3)});
    call(diffusion::reflecting{}, oracle::surroundings<T>{oracle::edge::reflecting});
    call(diffusion::frozen{}, oracle::surroundings<T>{oracle::edge::frozen});
}

/// Calls apply(in, out, how) on views with gaps between their rows; the gaps must not change.
template <class Backend, class T, std::size_t Rank, class Apply>
void check_application(const oracle::cells<T>& u, const std::vector<T>& expected, Apply apply) {
    std::array<std::size_t, Rank> extents;
    std::copy_n(u.extents.begin(), Rank, extents.begin());
    const std::size_t columns = extents[Rank - 1];
    const std::size_t rows = u.values.size() / columns;
    const std::size_t stride = columns + 3;
    const auto check = [&](auto how) {
        std::vector<T> memory(rows * stride, T(-77));
        apply(grid_view<const T, Rank>(u.values.data(), extents),
              grid_view<T, Rank>(memory.data(), extents, stride), how);
        std::vector<T> values;
        for (std::size_t k = 0; k < memory.size(); ++k) {
            if (k % stride < columns)
                values.push_back(memory[k]);
            else if (memory[k] != T(-77))
                FAIL("a cell outside the grid has changed");
        }
        require_same(values, expected, [&] { return shape_of(u.extents); });
    };
    check(sequential{});
    // Once is enough, and keeps the build short.
    if constexpr (Rank == 2 && std::is_same_v<T, double>) check(parallel{2});
}

template <class T>
std::vector<std::vector<T>> all_taps() {
    return {{T(0.7)},
            {1, -2, 1},
            {T(0.1), T(0.7), T(0.2)},
            {T(-0.3), T(0.2), T(0.9), T(0.2), T(-0.3)},
            {T(-0.3), T(0.2), T(0.9), T(0.2), T(0.3)},
            {T(-0.3), T(0.2), T(0.9), T(-0.2), T(0.3)},
            {T(-0.5), 0, T(0.5)},
            {T(0.1), T(0.2), T(0.3), T(0.4), T(0.5), T(0.6), T(0.7), T(0.8), T(0.9)}};
}

template <class Backend, class T, std::size_t Rank>
void check_shapes(const std::vector<std::vector<std::size_t>>& all) {
    for (const auto& extents : all) {
        const auto u = noise<T>(extents);
        for_each_boundary<T>(
            [&]<class Boundary>(Boundary boundary, oracle::surroundings<T> outside) {
                INFO(shape_of(extents) << ", " << shown(outside));
                check_application<Backend, T, Rank>(
                    u, oracle::laplacian(u, outside), [&](auto in, auto out, auto how) {
                        diffusion::laplacian<Backend>(in, out, boundary, how);
                    });
                if constexpr (!std::is_same_v<Boundary, diffusion::frozen>) {
                    for (const auto& taps : all_taps<T>())
                        check_application<Backend, T, Rank>(
                            u, oracle::convolved<T>(u, taps, outside),
                            [&](auto in, auto out, auto how) {
                                diffusion::convolve<Backend>(in, taps, out, boundary, how);
                            });
                }
            });
    }
}

template <class Backend, class T>
void check_sheets() {
    std::vector<std::vector<std::size_t>> sheets{{40, 1}, {1, 40}, {3, 700}, {33, 17}};
    for (std::size_t rows = 1; rows <= 6; ++rows)
        for (std::size_t columns = 1; columns <= 9; ++columns) sheets.push_back({rows, columns});
    check_shapes<Backend, T, 2>(sheets);
}

TEST_CASE("stencil/laplacian and convolve") {
    SECTION("lines") {
        std::vector<std::vector<std::size_t>> lines;
        for (std::size_t n = 1; n <= 40; ++n) lines.push_back({n});
        lines.push_back({1000});
        check_shapes<native, double, 1>(lines);
    }
    SECTION("sheets") {
        check_sheets<native, double>();
    }
    SECTION("sheets in float") {
        check_sheets<native, float>();
    }
    SECTION("sheets without vectors") {
        check_sheets<scalar, float>();
    }
    SECTION("boxes") {
        check_shapes<native, double, 3>({{1, 1, 1}, {2, 1, 3}, {1, 7, 2}, {5, 4, 3}, {3, 6, 19}});
    }
}

/// The results of scipy 1.10.1 for a line of cells:
///
///     scipy.ndimage.correlate1d(line, taps, mode=mode, cval=0.3)
///
/// with the modes wrap, reflect and constant, and in each taps that are antisymmetric (two sets),
/// symmetric, and neither (two sets).
TEST_CASE("stencil/convolve has the bits of scipy.ndimage.correlate1d") {
    using enum oracle::edge;
    const std::vector<double> line{0.1, -0.7, 2.3, 1.9, -4.1, 0.05, 3.3, -0.6, 1.1};
    struct answer {
        std::vector<double> taps;
        oracle::edge edge;
        std::vector<double> values;
    };
    const std::vector<answer> answers{
        {{-0.3, 0.2, 0.7, -0.2, 0.3},
         periodic,
         {0x1.4cccccccccccdp+0, -0x1.6147ae147ae14p-1, -0x1.5c28f5c28f5bcp-3, 0x1.6ae147ae147aep+1,
          -0x1.1999999999999p+1, -0x1.18f5c28f5c28fp+1, 0x1.ffffffffffffep+1, 0x1.1eb851eb851e8p-5,
          -0x1.23d70a3d70a3dp-1}},
        {{-0.3, 0.2, 0.7, -0.2, 0.3},
         reflecting,
         {0x1.2147ae147ae14p+0, -0x1.8f5c28f5c28f5p-2, -0x1.5c28f5c28f5bcp-3, 0x1.6ae147ae147aep+1,
          -0x1.1999999999999p+1, -0x1.18f5c28f5c28fp+1, 0x1.ffffffffffffep+1, 0x1.570a3d70a3d70p-2,
          -0x1.7ae147ae147aep-1}},
        {{-0.3, 0.2, 0.7, -0.2, 0.3},
         fixed,
         {0x1.bd70a3d70a3d6p-1, -0x1.cccccccccccccp-2, -0x1.5c28f5c28f5bcp-3, 0x1.6ae147ae147aep+1,
          -0x1.1999999999999p+1, -0x1.18f5c28f5c28fp+1, 0x1.ffffffffffffep+1, 0x1.851eb851eb850p-4,
          -0x1.3d70a3d70a3d5p-2}},
        {{0.3, -0.2, 0.0, -0.7, 0.0, 0.2, -0.3},
         periodic,
         {0x1.dc28f5c28f5c2p-1, 0x1.b333333333332p+0, -0x1.1147ae147ae14p+1, -0x1.11eb851eb851ep+1,
          0x1.851eb851eb852p+1, -0x1.6666666666668p-3, -0x1.75c28f5c28f5ap-1, -0x1.2e147ae147ae0p-1,
          -0x1.1f5c28f5c28f6p+1}},
        {{0.3, -0.2, 0.0, -0.7, 0.0, 0.2, -0.3},
         reflecting,
         {0x1.4cccccccccccdp-1, 0x1.deb851eb851eap+0, -0x1.37ae147ae147ap+1, -0x1.11eb851eb851ep+1,
          0x1.851eb851eb852p+1, -0x1.6666666666668p-3, -0x1.07ae147ae147bp+0, -0x1.ae147ae147adfp-2,
          -0x1.4333333333334p+1}},
        {{0.3, -0.2, 0.0, -0.7, 0.0, 0.2, -0.3},
         fixed,
         {-0x1.3333333333332p-3, 0x1.10a3d70a3d70ap+1, -0x1.3000000000000p+1, -0x1.11eb851eb851ep+1,
          0x1.851eb851eb852p+1, -0x1.6666666666668p-3, -0x1.947ae147ae146p-1, -0x1.b333333333332p-1,
          -0x1.71eb851eb851fp+0}},
        {{0.3, 0.2, 0.7, 0.2, 0.3},
         periodic,
         {0x1.51eb851eb851ep-1, 0x1.c7ae147ae147ap-1, 0x1.4cccccccccccep-1, 0x1.8cccccccccccbp-1,
          -0x1.9999999999997p-1, 0x1.0f5c28f5c28f5p-2, 0x1.4ccccccccccccp+0, 0x1.028f5c28f5c2ap-1,
          0x1.7333333333332p+0}},
        {{0.3, 0.2, 0.7, 0.2, 0.3},
         reflecting,
         {0x1.b851eb851eb84p-2, 0x1.2e147ae147ae2p-1, 0x1.4cccccccccccep-1, 0x1.8cccccccccccbp-1,
          -0x1.9999999999997p-1, 0x1.0f5c28f5c28f5p-2, 0x1.4ccccccccccccp+0, 0x1.9c28f5c28f5c4p-1,
          0x1.ae147ae147ae2p+0}},
        {{0.3, 0.2, 0.7, 0.2, 0.3},
         fixed,
         {0x1.8a3d70a3d70a3p-1, 0x1.4ccccccccccccp-1, 0x1.4cccccccccccep-1, 0x1.8cccccccccccbp-1,
          -0x1.9999999999997p-1, 0x1.0f5c28f5c28f5p-2, 0x1.4ccccccccccccp+0, 0x1.2147ae147ae16p-1,
          0x1.ca3d70a3d70a3p+0}},
        {{-0.3, 0.2, 0.7, -0.2, 0.31},
         periodic,
         {0x1.52b020c49ba5ep+0, -0x1.578d4fdf3b645p-1, -0x1.b020c49ba5e34p-3, 0x1.6af1a9fbe76c8p+1,
          -0x1.15604189374bbp+1, -0x1.19ba5e353f7cfp+1, 0x1.00b4395810624p+2, 0x1.26e978d4fdf40p-5,
          -0x1.276c8b4395810p-1}},
        {{-0.3, 0.2, 0.7, -0.2, 0.31},
         reflecting,
         {0x1.272b020c49ba5p+0, -0x1.7be76c8b43957p-2, -0x1.b020c49ba5e34p-3, 0x1.6af1a9fbe76c8p+1,
          -0x1.15604189374bbp+1, -0x1.19ba5e353f7cfp+1, 0x1.00b4395810624p+2, 0x1.624dd2f1a9fbfp-2,
          -0x1.7df3b645a1caap-1}},
        {{-0.3, 0.2, 0.7, -0.2, 0.31},
         fixed,
         {0x1.c9374bc6a7efap-1, -0x1.b95810624dd2dp-2, -0x1.b020c49ba5e34p-3, 0x1.6af1a9fbe76c8p+1,
          -0x1.15604189374bbp+1, -0x1.19ba5e353f7cfp+1, 0x1.00b4395810624p+2, 0x1.916872b020c48p-4,
          -0x1.3a5e353f7ced7p-2}},
        {{0.25, 0.5, 0.75},
         periodic,
         {-0x1.9999999999996p-3, 0x1.6666666666666p+0, 0x1.3333333333332p+1, -0x1.8cccccccccccdp+0,
          -0x1.8999999999999p+0, 0x1.7999999999998p+0, 0x1.3666666666666p+0, 0x1.5999999999999p+0,
          0x1.e666666666668p-2}},
        {{0.25, 0.5, 0.75},
         reflecting,
         {-0x1.ccccccccccccbp-2, 0x1.6666666666666p+0, 0x1.3333333333332p+1, -0x1.8cccccccccccdp+0,
          -0x1.8999999999999p+0, 0x1.7999999999998p+0, 0x1.3666666666666p+0, 0x1.5999999999999p+0,
          0x1.399999999999ap+0}},
        {{0.25, 0.5, 0.75},
         fixed,
         {-0x1.9999999999998p-2, 0x1.6666666666666p+0, 0x1.3333333333332p+1, -0x1.8cccccccccccdp+0,
          -0x1.8999999999999p+0, 0x1.7999999999998p+0, 0x1.3666666666666p+0, 0x1.5999999999999p+0,
          0x1.4000000000000p-1}},
    };
    for (const answer& wanted : answers) {
        std::vector<double> out(line.size());
        for_each_boundary<double>([&](auto boundary, auto outside) {
            if constexpr (!std::is_same_v<decltype(boundary), diffusion::frozen>)
                if (outside.edge == wanted.edge)
                    diffusion::convolve(std::span(line), wanted.taps, std::span(out), boundary);
        });
        require_same<double>(out, wanted.values, [&] {
            return std::to_string(wanted.taps.size()) + " taps, edge " +
                   std::to_string(static_cast<int>(wanted.edge));
        });
        CHECK(out == wanted.values);
    }
}

TEST_CASE("stencil/natural calls") {
    grid<double> u(3, 3);
    u(1, 1) = 1;
    grid<double> out(3, 3);
    diffusion::laplacian(u, out);
    CHECK(out(1, 1) == -4);
    CHECK(out(0, 1) == 1);
    CHECK(out(0, 0) == 0);
    diffusion::convolve(u, std::array{1.0, 0.0, 0.0}, out);
    CHECK(out(1, 2) == 1); // the cell before it, along the row
    CHECK(out(2, 1) == 1);
    CHECK(out(1, 1) == 0);
    const std::vector<double> mean{0.25, 0.5, 0.25};
    diffusion::convolve(u, mean, out, diffusion::reflecting{}, parallel{2});
    CHECK(out(1, 1) == 1);
}

} // namespace
} // namespace hpk::test
