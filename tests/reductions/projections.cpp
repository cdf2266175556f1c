// SPDX-License-Identifier: MIT
//
// project_rows beside the same sums one by one.

#include <cstddef>
#include <cstdint>
#include <limits>
#include <string>
#include <type_traits>
#include <vector>

#include <hpk/core/grid.hpp>

#include "fenced.hpp"
#include "reductions/problem.hpp"

namespace hpk::test {
namespace {

using reductions::project_rows;

/// ((rows(i, 0) * weights(0, j) + rows(i, 1) * weights(1, j)) + …, each operation rounded.
template <class T>
T expected_projection(grid_view<const T, 2> rows, grid_view<const T, 2> weights, std::size_t i,
                      std::size_t j) {
    using one = lanes<T, scalar>;
    one sum{T(0)};
    for (std::size_t k = 0; k < rows.columns(); ++k) {
        const one term = one::load(&rows(i, k)) * one::load(&weights(k, j));
        sum = k == 0 ? term : sum + term;
    }
    return sum.value;
}

template <class B, class T>
void check_shape(pattern p, std::size_t n, std::size_t length, std::size_t columns,
                 std::size_t gap) {
    INFO(n << " rows of " << length << " by " << columns << " columns, gaps of " << gap);
    const std::size_t stride = length + gap;
    // The last row ends where memory that must not be touched begins.
    const std::size_t cells = n == 0 ? 0 : (n - 1) * stride + length;
    const fenced<T> all_rows(numbers_of<T>(p, cells, n + 1), fence::behind);
    const fenced<T> all_weights(numbers_of<T>(p, length * columns, 2), fence::behind);
    const fenced<T> results(std::vector<T>(n * columns), fence::behind);
    const grid_view<const T, 2> rows(all_rows.elements().data(), {n, length}, stride);
    const grid_view<const T, 2> weights(all_weights.elements().data(), {length, columns});
    const grid_view<T, 2> out(results.elements().data(), {n, columns});
    for (const int threads : {0, 2}) {
        for (T& cell : results.elements()) cell = T(7);
        if (threads == 0)
            project_rows<B>(rows, weights, out);
        else
            project_rows<B>(rows, weights, out, parallel{threads});
        for (std::size_t i = 0; i < n; ++i)
            for (std::size_t j = 0; j < columns; ++j)
                require_same_sum(out(i, j), expected_projection<T>(rows, weights, i, j));
    }
}

template <class B, class T>
void check_projections() {
    const subnormals_kept guard;
    for (const std::size_t n : {0U, 1U, 7U, 8U, 37U})
        for (const std::size_t length : {0U, 1U, 2U, 3U, 4U, 5U, 8U, 14U, 16U, 33U})
            for (const std::size_t columns : {1U, 2U, 3U, 4U, 7U})
                check_shape<B, T>(pattern::normal, n, length, columns, 0);
    for (const pattern p : all_patterns) check_shape<B, T>(p, 41, 14, 2, 3);
    check_shape<B, T>(pattern::normal, 5000, 14, 1, 0);
}

const deferred_registration register_projections([] {
    reduction_types::for_each([]<class T>(std::type_identity<T>) {
        for_each_backend<reductions::striped, T>([]<class B>() {
            void (*const body)() = &check_projections<B, T>;
            REGISTER_TEST_CASE(body, "project_rows/" + backend_name<B>() +
                                         (sizeof(T) == 4 ? "/f32" : "/f64"));
        });
    });
});

TEST_CASE("project_rows takes ranges and grids, and refuses shapes that do not match") {
    grid<double> rows(3, 2);
    for (std::size_t i = 0; i < 3; ++i) {
        rows(i, 0) = static_cast<double>(i);
        rows(i, 1) = 10;
    }
    const std::vector<double> weights{100, 1};
    std::vector<double> out(3);
    project_rows(rows, weights, out);
    CHECK(out == std::vector<double>{10, 110, 210});
    double in_c[3];
    project_rows(rows.view(), weights, in_c, parallel{});
    CHECK(in_c[2] == 210);

    grid<double> two(2, 2), both(3, 2);
    two(0, 0) = 100;
    two(1, 0) = 1;
    two(0, 1) = two(1, 1) = -1;
    project_rows(rows, two, both);
    CHECK(both(1, 0) == 110);
    CHECK(both(1, 1) == -11);

    const std::vector<double> three(3, 1.0);
    CHECK(refusal([&] { project_rows(rows, three, out); }) ==
          "a row has 2 elements but there are 3 weights");
    CHECK(refusal([&] { project_rows(two, weights, out); }) ==
          "there are 2 rows but the output has 3");
    CHECK(refusal([&] { project_rows(rows, two, out); }) ==
          "the weights have 2 columns but the output has 1");
    CHECK(refusal([&] { project_rows(rows, weights, out, parallel{-1}); }) ==
          "parallel.threads is -1 but must be 0 (all) or more");
    CHECK(out == std::vector<double>{10, 110, 210});
}

} // namespace
} // namespace hpk::test
