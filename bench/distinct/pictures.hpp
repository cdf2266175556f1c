// SPDX-License-Identifier: MIT
#pragma once

#include <cmath>
#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

#include <hpk/distinct.hpp>

#include "../../examples/picture/progress.hpp"
#include "line_plot.hpp"

namespace hpk::bench::distinct {

/// The root of the mean square of the relative errors of each estimator, of many sketches under
/// different seeds, over the number of keys; and the standard error of the theory.
inline canvas errors_of_estimators() {
    using namespace hpk::distinct;
    constexpr int p = 12, sketches = 400;
    constexpr double m = 1 << p;
    std::vector<std::size_t> numbers;
    for (double n = 16; n <= 32 * m; n *= std::exp2(0.25))
        numbers.push_back(static_cast<std::size_t>(n));
    std::vector<double> of_improved(numbers.size()), of_2007 = of_improved, of_loglog = of_improved;
    progress_bar progress;
    for (int t = 0; t < sketches; ++t) {
        progress.show(t / double{sketches}, "measuring errors");
        hyperloglog<std::uint64_t> s(p, hpk::sketch_hash<std::uint64_t>(1 + std::uint64_t(t)));
        std::uint64_t key = 0;
        for (std::size_t k = 0; k < numbers.size(); ++k) {
            while (key < numbers[k]) s.add(key++);
            const auto square = [&](double estimate) {
                const double error = estimate / static_cast<double>(numbers[k]) - 1;
                return error * error / sketches;
            };
            of_improved[k] += square(s.estimate());
            of_2007[k] += square(s.estimate<hyperloglog_2007>());
            of_loglog[k] += square(s.estimate<loglog>());
        }
    }
    std::vector<curve> curves{{"theory", {150, 150, 158}, 1.6, {}},
                              {"loglog", {120, 160, 190}, 1.6, {}},
                              {"hll of 2007", {200, 110, 60}, 2, {}},
                              {"improved", {180, 30, 40}, 3, {}}};
    for (std::size_t k = 0; k < numbers.size(); ++k) {
        const auto add = [&](curve& c, double error) {
            if (error < 0.04) c.points.push_back({static_cast<double>(numbers[k]), 100 * error});
        };
        add(curves[0], hyperloglog<int>(p).standard_error());
        add(curves[1], std::sqrt(of_loglog[k]));
        add(curves[2], std::sqrt(of_2007[k]));
        add(curves[3], std::sqrt(of_improved[k]));
    }
    axis x{"different keys in a sketch of 4096 registers", 16, std::exp2(17), true, {}};
    for (int bits = 4; bits <= 16; bits += 2)
        x.ticks.emplace_back(std::exp2(bits), std::to_string(1 << bits));
    axis y{"error in per cent", 0, 4, false, {}};
    for (int percent = 0; percent <= 4; ++percent)
        y.ticks.emplace_back(percent, std::to_string(percent));
    return line_plot("errors of estimates of how many keys are different", x, y).draw(curves);
}

inline std::vector<std::string> draw(const std::filesystem::path& directory) {
    return {write_canvas(directory, "distinct_errors", errors_of_estimators())};
}

} // namespace hpk::bench::distinct
