// SPDX-License-Identifier: MIT
#pragma once

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <filesystem>
#include <random>
#include <string>
#include <type_traits>
#include <vector>

#include <hpk/reductions.hpp>

#include "line_plot.hpp"

namespace hpk::bench::reductions {

/// The relative error of the sum of n numbers in [0, 1) over n, in half epsilons (2^-53), for each
/// order: the largest of ten arrays. The least that is shown is half a unit, which is rounding
/// once.
inline canvas errors_of_sums() {
    using namespace hpk::reductions;
    using shown = type_list<in_order, pairwise, striped, compensated, extracted>;
    constexpr double least = 0.25;
    std::vector<curve> curves;
    pens all_pens;
    shown::for_each([&]<class V>(std::type_identity<V>) {
        curve c = all_pens.next(V::order == "exact" ? "exact" : std::string(V::name),
                                V::name == in_order::name);
        std::mt19937_64 bits(1);
        for (int power = 4; power <= 22; power += 2) {
            double largest = least;
            for (int trial = 0; trial < 10; ++trial) {
                std::vector<double> x(std::size_t{1} << power);
                for (double& value : x) value = static_cast<double>(bits() >> 11) * 0x1p-53;
                // The distance to the real sum: the exact sum of all numbers and the opposite of
                // what was found.
                const double found = sum<V>(x);
                x.push_back(-found);
                largest = std::max(largest, std::fabs(exact_sum(x)) / found * 0x1p53);
            }
            c.points.push_back({std::exp2(power), largest});
        }
        curves.push_back(std::move(c));
    });
    axis x{"numbers", 16, std::exp2(22), true, {}};
    for (int power = 4; power <= 22; power += 6)
        x.ticks.emplace_back(std::exp2(power), std::to_string(1 << power));
    axis y{"relative error in half epsilons", least, 4096, true, {}};
    for (int power = 0; power <= 12; power += 4)
        y.ticks.emplace_back(std::exp2(power), std::to_string(1 << power));
    return line_plot("errors of sums by their order, the largest of ten", x, y).draw(curves);
}

inline std::vector<std::string> draw(const std::filesystem::path& directory) {
    return {write_canvas(directory, "sum_errors", errors_of_sums())};
}

} // namespace hpk::bench::reductions
