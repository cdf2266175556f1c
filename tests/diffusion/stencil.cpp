// SPDX-License-Identifier: MIT
//
// One application of the stencil, and filters with any taps, against the oracle.

#include <algorithm>
#include <array>
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

/// Calls apply(in, out, how) on views with gaps between their rows; what is in the gaps stays.
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
    // Once is enough, for the sake of short builds.
    if constexpr (Rank == 2 && std::is_same_v<T, double>) check(parallel{2});
}

template <class T>
std::vector<std::vector<T>> all_taps() {
    return {{T(0.7)},
            {1, -2, 1},
            {T(0.1), T(0.7), T(0.2)},
            {T(-0.3), T(0.2), T(0.9), T(0.2), T(-0.3)},
            {T(-0.3), T(0.2), T(0.9), T(0.2), T(0.3)},
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
