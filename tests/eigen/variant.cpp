// SPDX-License-Identifier: MIT
//
// Tests the variant in Eigen's expressions, and evolution of Eigen's arrays. The compiler chooses
// the variant's operations, so it is compared within a tolerance, with independent loops.

#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>
#include <string>
#include <type_traits>
#include <vector>

#include <hpk/eigen.hpp>

#include "catch.hpp"
#include "common.hpp"

namespace hpk::test {
namespace {

using namespace diffusion;

/// A grid of any number of axes after some steps, in long double: each cell by its indices.
template <boundary B>
std::vector<long double> expected(std::vector<long double> u, const std::vector<long>& extents,
                                  long double rate, int steps, B outside) {
    const std::size_t rank = extents.size();
    const auto indices = [&](std::size_t cell) {
        std::vector<long> index(rank);
        for (std::size_t a = rank; a-- > 0; cell /= static_cast<std::size_t>(extents[a]))
            index[a] = static_cast<long>(cell % static_cast<std::size_t>(extents[a]));
        return index;
    };
    const auto value = [&](const std::vector<long>& index) {
        long cell = 0;
        for (std::size_t a = 0; a < rank; ++a) {
            long i = index[a];
            const bool within = i >= 0 && i < extents[a];
            if constexpr (is_fixed<B>) {
                if (!within) return static_cast<long double>(outside.value);
            } else if constexpr (std::is_same_v<B, periodic>) {
                i = (i + extents[a]) % extents[a];
            } else {
                i = std::clamp(i, 0L, extents[a] - 1);
            }
            cell = cell * extents[a] + i;
        }
        return u[static_cast<std::size_t>(cell)];
    };
    for (int step = 0; step < steps; ++step) {
        std::vector<long double> next = u;
        for (std::size_t cell = 0; cell < u.size(); ++cell) {
            auto index = indices(cell);
            bool at_edge = false;
            long double sum = 0;
            for (std::size_t a = 0; a < rank; ++a) {
                at_edge = at_edge || index[a] == 0 || index[a] == extents[a] - 1;
                for (const int way : {-1, 1}) {
                    index[a] += way;
                    sum += value(index) - u[cell];
                    index[a] -= way;
                }
            }
            if (!std::is_same_v<B, frozen> || !at_edge) next[cell] += rate * sum;
        }
        u = next;
    }
    return u;
}

template <class T, std::size_t Rank, boundary B>
void check(std::array<std::size_t, Rank> extents, B outside) {
    constexpr int steps = 5;
    constexpr T dt = T(0.125), coefficient = T(0.75);
    const T tolerance = std::is_same_v<T, float> ? T(1e-5) : T(1e-12);

    // Rows of a larger block, whose other cells must stay.
    const std::size_t gap = extents[0] % 3;
    const std::size_t columns = extents[Rank - 1];
    const grid_view<T, Rank> shape(nullptr, extents, columns + gap);
    std::vector<T> before(shape.rows() * shape.row_stride());
    random_numbers random(shape.size());
    for (T& cell : before) cell = static_cast<T>(random.uniform(1, 2));
    const grid_view<const T, Rank> start(before.data(), extents, shape.row_stride());
    const auto answer = expected(std::vector<long double>(start.begin(), start.end()),
                                 std::vector<long>(extents.begin(), extents.end()),
                                 dt * coefficient, steps, outside);

    const auto check_on = [&](auto how) {
        std::vector<T> block = before;
        const grid_view<T, Rank> u(block.data(), extents, shape.row_stride());
        evolve<eigen>(u, {.dt = dt, .D = coefficient}, steps, outside, how);
        bool right = std::ranges::equal(u, answer, [&](T cell, long double wanted) {
            return std::abs(cell - static_cast<T>(wanted)) <= tolerance * std::abs(cell);
        });
        for (std::size_t i = 0; i < block.size(); ++i)
            right = right && (i % shape.row_stride() < columns || block[i] == before[i]);
        if (!right) FAIL("extents " << hpk::detail::shown(extents, " x ") << ", gaps of " << gap);
    };
    check_on(sequential{});
    for (int threads = 1; threads <= 4; ++threads) check_on(parallel{threads});
}

template <class T, boundary B>
void check_extents(B outside) {
    const auto each = [&](auto extents) { check<T>(extents, outside); };
    for (const std::size_t n : {1u, 2u, 3u, 4u, 5u, 6u, 7u, 8u, 17u, 64u, 333u})
        each(std::array<std::size_t, 1>{n});
    for (std::size_t rows = 1; rows <= 9; ++rows)
        for (std::size_t columns = 1; columns <= 9; ++columns)
            each(std::array<std::size_t, 2>{rows, columns});
    each(std::array<std::size_t, 2>{61, 67});
    for (std::size_t planes = 1; planes <= 4; ++planes)
        for (std::size_t rows = 1; rows <= 4; ++rows)
            for (const std::size_t columns : {1u, 2u, 3u, 4u, 9u})
                each(std::array<std::size_t, 3>{planes, rows, columns});
    each(std::array<std::size_t, 3>{11, 13, 17});
    SUCCEED();
}

TEST_CASE("eigen/the variant agrees with plain loops, f64") {
    check_extents<double>(periodic{});
    check_extents<double>(fixed{0.25});
    check_extents<double>(reflecting{});
    check_extents<double>(frozen{});
}

TEST_CASE("eigen/the variant agrees with plain loops, f32") {
    check_extents<float>(periodic{});
    check_extents<float>(fixed{0.25});
    check_extents<float>(reflecting{});
    check_extents<float>(frozen{});
}

TEST_CASE("eigen/no steps and no cells change nothing") {
    auto u = dye_block<double>(20, 30);
    const auto before = u;
    evolve<eigen>(u, {}, 0);
    CHECK(u == before);
    grid<double> empty(0, 3);
    evolve<eigen>(empty, {}, 3);
    CHECK(empty.empty());
}

/// Evolves `theirs` and a grid with the same cells; they must agree to the bit.
template <class Theirs>
void check_in_place(Theirs&& theirs) {
    const auto cells = view_of(theirs);
    using T = typename decltype(cells)::value_type;
    random_numbers random(7);
    for (T& cell : cells) cell = static_cast<T>(random.uniform(0, 1));
    grid<T, cells.rank> ours(cells.extents());
    std::copy(cells.begin(), cells.end(), ours.begin());

    evolve<buffered>(std::forward<Theirs>(theirs), {.dt = T(0.2)}, 7, reflecting{});
    evolve<buffered>(ours, {.dt = T(0.2)}, 7, reflecting{});
    CHECK(cells == ours.view());
}

TEST_CASE("eigen/arrays are evolved in place") {
    using array = Eigen::Array<double, Eigen::Dynamic, Eigen::Dynamic, Eigen::RowMajor>;
    array a(20, 30);
    const double* const place = a.data();
    check_in_place(a);
    CHECK(a.data() == place);

    // A block of it, and no other cell.
    a.setConstant(3);
    check_in_place(a.block(4, 5, 6, 7));
    CHECK((a == 3).count() == 20 * 30 - 6 * 7);

    Eigen::Matrix<float, 12, 8, Eigen::RowMajor> m;
    check_in_place(m);
    Eigen::VectorXd line(100);
    check_in_place(line);
    std::vector<double> cells(300);
    check_in_place(Eigen::Map<array>(cells.data(), 10, 30));
    Eigen::MatrixXd column_major(9, 11);
    check_in_place(column_major.transpose());
}

TEST_CASE("eigen/an array is shown as it evolves") {
    Eigen::Array<double, Eigen::Dynamic, Eigen::Dynamic, Eigen::RowMajor> a(16, 16);
    a.setZero();
    a(8, 8) = 1;
    std::vector<double> totals;
    const auto done = evolve_and_observe<eigen>(a, {}, 10, 4, [&](const auto& cells, std::int64_t) {
        totals.push_back(as_eigen(cells).sum());
    });
    CHECK(done == 10);
    REQUIRE(totals.size() == 3);
    for (const double total : totals) CHECK(std::abs(total - 1) < 1e-12);
}

} // namespace
} // namespace hpk::test
