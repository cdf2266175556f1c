// SPDX-License-Identifier: MIT

#include "maps/rungs.hpp"

#include <algorithm>
#include <cmath>
#include <deque>
#include <limits>
#include <tuple>

#include <hpk/core/grid.hpp>

namespace hpk::test {
namespace {

const check_maps<arithmetic> register_arithmetic;

/// The same function of lanes, one element at a time.
template <class T, class F, class... Inputs>
std::vector<T> one_by_one(const F& f, const Inputs&... x) {
    std::vector<T> results;
    for (std::size_t k = 0; k < std::get<0>(std::tie(x...)).size(); ++k)
        results.push_back(f(lanes<T, scalar>{x[k]}...).value);
    return results;
}

struct functions {
    static constexpr const char* name = "functions";

    template <class V, class B, class T>
    static void check() {
        const auto labels = some_numbers<T>(3000, 0, 1, 1), p = some_numbers<T>(3000, 0, 1, 2);
        const auto expected = one_by_one<T>(cross_entropy_map, labels, p);
        std::vector<T> results(p.size());
        maps::map<V, B>(results, cross_entropy_map, labels, p);
        require_same(results, expected);
        for (std::size_t k = 0; k < p.size(); ++k) {
            const double value =
                oracle::cross_entropy(static_cast<double>(labels[k]), static_cast<double>(p[k]));
            const double error = std::abs(static_cast<double>(results[k]) - value);
            REQUIRE(error <=
                    4 * static_cast<double>(std::numeric_limits<T>::epsilon()) * (1 + value));
        }
        const auto all = [](auto x, auto y) {
            const auto e = exp(y) + expm1(x);
            auto t = sin(x) * cos(y);
            t = t + log1p(y) / e;
            const auto copy = t;
            return copy - t * x;
        };
        maps::map<V, B>(results, all, labels, p);
        require_same(results, one_by_one<T>(all, labels, p));
        const auto itself = [](auto x) { return x; };
        maps::map<V, B>(results, itself, p);
        require_same(results, p);
    }
};
const check_maps<functions> register_functions;

const check_maps<special_values> register_special_values;

/// Ranges of all kinds, among them the output itself.
struct ranges {
    static constexpr const char* name = "ranges";

    template <class V, class B, class T>
    static void check() {
        constexpr std::size_t rows = 90, columns = 101;
        const auto x = some_numbers<T>(rows * columns, -2, 2, 1);
        const auto y = some_numbers<T>(rows * columns, 0, 1, 2);
        const auto expected = one_by_one<T>(fraction_map, x, y);
        const std::deque<T> pieces(x.begin(), x.end());
        grid<T> wide(rows, columns + 3);
        const grid_view<T> gaps(wide.data(), {rows, columns}, columns + 3);
        std::copy(y.begin(), y.end(), gaps.begin());
        for (const int threads : {1, 2}) {
            grid<T> results(rows, columns + 3);
            std::fill(results.begin(), results.end(), T(77));
            const grid_view<T> part(results.data(), {rows, columns}, columns + 3);
            maps::map<V, B>(part, fraction_map, parallel{threads}, pieces, gaps);
            require_same(part, expected);
            REQUIRE(results(0, columns) == 77);
            REQUIRE(results(rows - 1, columns + 2) == 77);

            std::vector<T> in_place = x;
            maps::map<V, B>(in_place, fraction_map, parallel{threads}, in_place, y);
            require_same(in_place, expected);
        }
        maps::map<V, B>(gaps, fraction_map, x, gaps);
        require_same(gaps, expected);
    }
};
const check_maps<ranges> register_ranges;

} // namespace
} // namespace hpk::test
