// SPDX-License-Identifier: MIT
//
// Cells come back from a GPU as they were, from and to grids and views of every kind.

#include <algorithm>
#include <array>
#include <cstddef>
#include <numeric>
#include <span>
#include <stdexcept>
#include <string>
#include <type_traits>
#include <utility>
#include <vector>

#include <hpk/cuda.hpp>

#include "catch.hpp"
#include "common.hpp"

namespace hpk::test {
namespace {

/// Different values in all cells.
template <class T, std::size_t Rank>
grid<T, Rank> numbered(const std::array<std::size_t, Rank>& extents) {
    grid<T, Rank> cells(extents);
    std::iota(cells.begin(), cells.end(), T(1));
    return cells;
}

template <class T, std::size_t Rank>
void check_copies(const std::array<std::size_t, Rank>& extents) {
    INFO(hpk::detail::shown(extents, " x "));
    const grid<T, Rank> start = numbered<T>(extents);
    const cuda::grid u(start);
    static_assert(std::is_same_v<decltype(u), const cuda::grid<T, Rank>>);
    CHECK(u.extents() == extents);
    CHECK(u.size() == start.size());
    CHECK(u.on_cpu() == start);

    // To a part of a larger grid, and from there.
    const std::size_t stride = extents[Rank - 1] + 5;
    std::vector<T> room(start.view().rows() * stride, T(-1));
    const grid_view<T, Rank> part(room.data(), extents, stride);
    u.copy_to(part);
    CHECK(part == start.view());
    CHECK(std::count(room.begin(), room.end(), T(-1)) ==
          static_cast<std::ptrdiff_t>(room.size() - start.size()));
    cuda::grid<T, Rank> v(extents);
    v.copy_from(part);
    CHECK(v.on_cpu() == start);
}

TEST_CASE("cuda/grids are copied to the GPU and back") {
    check_copies<double, 1>({100});
    check_copies<float, 2>({7, 9});
    check_copies<double, 2>({1, 3});
    check_copies<float, 3>({3, 4, 5});
    check_copies<int, 2>({4, 4});
    check_copies<double, 2>({0, 5});
    check_copies<double, 2>({5, 0});

    std::vector<double> line(50, 2.5);
    cuda::grid<double, 1> u{std::span(line)};
    line.assign(50, 0.0);
    u.copy_to(std::span(line));
    CHECK(line == std::vector<double>(50, 2.5));
}

TEST_CASE("cuda/grids move") {
    const auto start = numbered<double, 2>({6, 5});
    cuda::grid<double> a(start), b(std::move(a));
    CHECK(a.empty()); // NOLINT(bugprone-use-after-move)
    CHECK(b.on_cpu() == start);
    a = std::move(b);
    CHECK(a.on_cpu() == start);
    cuda::grid<double> c;
    CHECK(c.empty());
    swap(a, c);
    CHECK(c.on_cpu() == start);
    CHECK(a.on_cpu() == grid<double>());
}

TEST_CASE("cuda/errors are sentences") {
    const cuda::grid<double> u({3, 4});
    grid<double> cells(4, 3);
    CHECK(refusal([&] { u.copy_to(cells); }) ==
          "the cells on the CPU are 4 x 3 but those on the GPU are 3 x 4");
    CHECK(refusal<std::length_error>([] {
              cuda::grid<double>({std::size_t{1} << 40, std::size_t{1} << 40});
          }) == "a grid of 1099511627776 x 1099511627776 cells is larger than the address space");
    CHECK(refusal<cuda::error>([] { cuda::grid<double>({std::size_t{1} << 20, 1 << 27}); }) ==
          "cudaMalloc: out of memory");
    CHECK(cuda::grid<double>({2, 2}).size() == 4); // the error has passed

    CHECK(cuda::launched(0x7FFFFFFF) == 0x7FFFFFFF);
    CHECK(refusal<cuda::error>([] { (void)cuda::launched(std::ptrdiff_t{1} << 32); }) ==
          "a kernel: 4294967296 blocks, but CUDA launches at most 2147483647");
}

TEST_CASE("cuda/evolve refuses scratch grids that are others' too") {
    cuda::grid<double> u, v, w;
    using one = std::array<cuda::grid<double>*, 1>;
    using two = std::array<cuda::grid<double>*, 2>;
    CHECK(refusal([&] { cuda::detail::expect_scratch(one{&u}, one{&u}); }) ==
          "second is the grid u, but must be another");
    CHECK(refusal([&] { cuda::detail::expect_scratch(two{&u, &v}, two{&w, &u}); }) ==
          "second[1] is the grid u[0], but must be another");
    CHECK(refusal([&] { cuda::detail::expect_scratch(two{&u, &v}, two{&w, &w}); }) ==
          "second[1] is the grid second[0], but must be another");
    cuda::detail::expect_scratch(one{&u}, one{&v});
}

TEST_CASE("cuda/coefficients are not used after a move") {
    const std::array<std::size_t, 2> extents{3, 4};
    const auto rule = diffusion::rules::cells(numbered<double, 2>(extents));
    cuda::coefficients beside(rule, cuda::grid<double>(extents));
    const auto rows = [&](const auto& c) {
        (void)c.template rows<4>(extents, diffusion::periodic{});
    };
    rows(beside);
    const auto moved = std::move(beside);
    rows(moved);
    CHECK(refusal([&] { rows(beside); }) == // NOLINT(bugprone-use-after-move)
          "the coefficients were moved to another object");
}

} // namespace
} // namespace hpk::test
