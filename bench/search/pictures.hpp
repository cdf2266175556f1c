// SPDX-License-Identifier: MIT
#pragma once

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <filesystem>
#include <limits>
#include <memory>
#include <stdexcept>
#include <string>
#include <vector>

#include "../../examples/picture/png.hpp"
#include "line_plot.hpp"
#include "search/problem.hpp"
#include "timing.hpp"

namespace hpk::bench::search {

/// The time per key over the size of the array.
inline canvas times_per_key() {
    std::vector<curve> curves{
        {"std", {150, 150, 158}, 1.6, {}},       {"searchsorted", {120, 160, 190}, 1.6, {}},
        {"eytzinger", {110, 170, 120}, 1.6, {}}, {"branchless", {190, 150, 90}, 1.6, {}},
        {"interleaved", {200, 110, 60}, 2, {}},  {"index", {180, 30, 40}, 3, {}}};
    progress_bar progress;
    for (int bits = 8; bits <= 24; ++bits) {
        progress.show((bits - 8) / 17.0, "timing searches");
        const auto p = std::make_shared<problem>((std::size_t{1} << bits) - 3);
        std::vector<entrant> all = peers(p);
        all.push_back(contestant<hpk::search::branchless, scalar>(p));
        all.push_back(contestant<hpk::search::interleaved, scalar>(p));
        all.push_back(with_index(p));
        std::vector<double> best(all.size(), std::numeric_limits<double>::infinity());
        for (const entrant& e : all)
            if (!e.verify().failure.empty()) throw std::runtime_error(e.name() + " is wrong");
        for (int round = 0; round < 3; ++round)
            for (std::size_t k = 0; k < all.size(); ++k)
                best[k] = std::min(best[k], seconds_a_pass(all[k]));
        for (std::size_t k = 0; k < all.size(); ++k)
            curves[k].points.push_back(
                {std::exp2(bits), 1e9 * best[k] / double(problem::number_of_keys)});
    }
    axis x{"elements of 4 bytes", 256, std::exp2(24), true, {}};
    for (int bits = 8; bits <= 24; bits += 4)
        x.ticks.emplace_back(std::exp2(bits), std::to_string(1 << bits));
    axis y{"ns per key", 1, 1024, true, {}};
    for (int bits = 0; bits <= 10; bits += 2)
        y.ticks.emplace_back(std::exp2(bits), std::to_string(1 << bits));
    return line_plot(x, y).draw(curves);
}

/// Writes the picture and returns the name of the file.
///
/// \throws std::runtime_error when a file cannot be written, or a position is wrong
inline std::vector<std::string> draw(const std::filesystem::path& directory) {
    auto file = (directory / "search_times").replace_extension(colour_picture_format).string();
    const canvas picture = times_per_key();
    write_picture(file, picture.pixels(), picture.columns());
    return {file};
}

} // namespace hpk::bench::search
