// SPDX-License-Identifier: MIT
#pragma once

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <string>
#include <utility>
#include <vector>

#include <hpk/random.hpp>

#include "line_plot.hpp"

namespace hpk::bench::random {

/// The error of pi over the number of darts, for several keys and engines, and the lines below
/// which half and 95 % of the errors should be: 0.6745 and 1.96 times sqrt(pi * (4 - pi) / darts).
/// Smaller errors than 1e-5 are drawn as that.
inline canvas errors_of_pi() {
    using namespace hpk::random;
    constexpr double pi = 3.14159265358979323846;
    constexpr int first = 4, last = 26;
    constexpr double least = 1e-5;
    std::vector<curve> curves;
    pens all_pens;
    const auto add = [&](std::string name, auto engine) {
        curve c = all_pens.next(std::move(name), false);
        std::int64_t darts = 0, inside = 0;
        for (int half_bits = 2 * first; half_bits <= 2 * last; ++half_bits) {
            const auto more = static_cast<std::int64_t>(std::exp2(0.5 * half_bits)) - darts;
            inside += count_in_quarter_circle(engine, more, hpk::parallel{});
            darts += more;
            const double error =
                std::fabs(4 * static_cast<double>(inside) / static_cast<double>(darts) - pi);
            c.points.push_back({static_cast<double>(darts), (std::max)(error, least)});
        }
        curves.push_back(std::move(c));
    };
    for (const auto& [name, factor] : {std::pair{"95 in 100", 1.96}, std::pair{"half", 0.6745}}) {
        curve c = all_pens.next(name, true);
        for (int bits = first; bits <= last; ++bits)
            c.points.push_back(
                {std::exp2(bits), factor * std::sqrt(pi * (4 - pi) / std::exp2(bits))});
        curves.push_back(std::move(c));
    }
    add("philox4x32", philox4x32(1));
    add("philox, key 2", philox4x32(2));
    add("xoshiro256pp", xoshiro256pp(1));
    add("mt19937", hpk::random::mt19937(1));
    axis x{"darts", std::exp2(first), std::exp2(last), true, {}};
    for (int bits = first + 2; bits <= last; bits += 5)
        x.ticks.emplace_back(std::exp2(bits), std::to_string(std::int64_t{1} << bits));
    axis y{"error of pi", least, 2, true, {}};
    for (int power = -5; power <= 0; ++power)
        y.ticks.emplace_back(std::pow(10.0, power), "1e" + std::to_string(power));
    return line_plot("errors of pi, and in theory half and 95 in 100 of them lie below the line", x,
                     y)
        .draw(curves);
}

inline std::vector<std::string> draw(const std::filesystem::path& directory) {
    return {write_canvas(directory, "pi_errors", errors_of_pi())};
}

} // namespace hpk::bench::random
