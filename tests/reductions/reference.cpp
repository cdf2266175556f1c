// SPDX-License-Identifier: MIT
//
// Every row of reference/reductions.csv: sums by CPython, numpy, math.fsum and fractions.Fraction
// of numbers that are made as the script that made the rows makes them.

#include <cmath>
#include <cstdint>
#include <string>
#include <vector>

#include "reductions/problem.hpp"

namespace hpk::test {
namespace {

std::vector<double> numbers_of_row(const std::string& kind, std::size_t n, std::uint64_t seed) {
    const auto bits = [](std::uint64_t from, std::size_t k) {
        return detail::splitmix(from + (k + 1) * 0x9E3779B97F4A7C15);
    };
    std::vector<double> x(n);
    for (std::size_t k = 0; k < n; ++k) {
        const double u = static_cast<double>(bits(seed, k) >> 11) * 0x1p-53;
        const std::uint64_t w = bits(seed + 500000, k);
        if (kind == "unit") x[k] = u;
        if (kind == "signed") x[k] = u - 0.5;
        if (kind == "wide") x[k] = scaled(u - 0.5, static_cast<int>(w % 600) - 300);
        if (kind == "subnormal") x[k] = scaled(u - 0.5, -1030 - static_cast<int>(w % 30));
        if (kind == "squares") x[k] = static_cast<double>(k) * static_cast<double>(k);
        if (kind == "cancelling") x[k] = scaled(u - 0.5, static_cast<int>(w % 40));
    }
    if (kind == "cancelling") {
        for (std::size_t k = 0; k < n / 2; ++k) x[n - 1 - k] = -x[k];
        if (n > 2) x[n / 3] += 0x1p-60;
    }
    return x;
}

template <class T>
std::vector<T> as(const std::vector<double>& x) {
    const subnormals_kept guard;
    return std::vector<T>(x.begin(), x.end());
}

struct reference_rows {
    static constexpr const char* name = "reference";

    template <class V, class B, class T>
    static void check() {
        static const reference_table table = read_reference(
            "reductions.csv", "type,pattern,n,seed,in_order,pairwise,compensated,exact,exact_dot");
        const std::size_t column = V::order == reductions::in_order::order      ? 4
                                   : V::order == reductions::pairwise::order    ? 5
                                   : V::order == reductions::compensated::order ? 6
                                   : V::order == reductions::extracted::order   ? 7
                                                                                : 0;
        int checked = 0;
        for (std::size_t r = 0; r < table.rows.size(); ++r) {
            const auto& f = table.fields[r];
            if (f[0] != (sizeof(T) == 4 ? "f32" : "f64")) continue;
            INFO(table.rows[r]);
            const std::size_t n = std::stoull(f[2]);
            const std::uint64_t seed = std::stoull(f[3]);
            const auto x = as<T>(numbers_of_row(f[1], n, seed));
            const auto same = [&](T sum, const std::string& expected) {
                ++checked;
                REQUIRE(bits_of(sum) == std::stoull(expected, nullptr, 16));
            };
            if (column != 0 && f[column] != "-") {
                same(reductions::sum<V, B>(x), f[column]);
                same(reductions::sum<V, B>(x, parallel{2}), f[column]);
            }
            if (column == 7 && f[8] != "-")
                same(reductions::dot<V, B>(x, as<T>(numbers_of_row("signed", n, seed + 900000))),
                     f[8]);
        }
        if (column == 0)
            WARN("no outside program adds in the order of " << V::name);
        else
            CHECK(checked == (column == 6 && sizeof(T) == 4 ? 0
                              : column == 7                 ? (sizeof(T) == 4 ? 141 : 294)
                                                            : (sizeof(T) == 4 ? 102 : 216)));
    }
};
const check_reductions<reference_rows> register_reference_rows;

} // namespace
} // namespace hpk::test
