// SPDX-License-Identifier: MIT
#pragma once

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <limits>
#include <memory>
#include <string>
#include <vector>

#include "../../examples/picture/png.hpp"
#include "../../examples/picture/progress.hpp"
#include "clock.hpp"
#include "hash_table/allocated_bytes.hpp"
#include "hash_table/candidate.hpp"
#include "hash_table/entrants.hpp"
#include "hash_table/policies.hpp"
#include "line_plot.hpp"

namespace hpk::bench::hash_table {

/// Empty curves: the peers in muted colours, the policies in bright ones and thicker.
inline std::vector<curve> empty_curves(const std::vector<candidate>& tables) {
    constexpr rgb muted[] = {
        {70, 70, 76}, {160, 125, 95}, {190, 155, 175}, {150, 170, 150}, {170, 170, 176}};
    constexpr rgb bright[] = {{86, 156, 120}, {206, 150, 40}, {30, 90, 190}, {140, 70, 160}};
    std::vector<curve> curves;
    curves.reserve(tables.size());
    std::size_t peer = 0, policy = 0;
    for (const candidate& c : tables)
        curves.push_back(
            {c.name, c.peer ? muted[peer++ % 5] : bright[policy++ % 4], c.peer ? 1.6 : 2.4, {}});
    return curves;
}

/// The tables that are drawn.
inline std::vector<candidate> drawn_tables() {
    std::vector<candidate> all = peers();
    for (const candidate& c : policies())
        if (c.name != "compact") all.push_back(c);
    std::erase_if(all, [](const candidate& c) { return !is_plain(c); });
    return all;
}

/// The time of a look-up over the number of entries.
inline canvas lookup_times() {
    auto tables = drawn_tables();
    auto curves = empty_curves(tables);
    const std::size_t last = tables.size();
    for (const candidate& c : tables) // again, with bulk look-ups
        if (c.name == "tagged") curves.push_back({"tagged, bulk", {200, 60, 50}, 2.8, {}});

    progress_bar progress;
    std::vector<bool> too_slow(tables.size(), false);
    for (int bits = 4; bits <= 24; bits += bits < 20 ? 1 : 2) {
        const auto keys =
            std::make_shared<const key_set<std::uint64_t>>(random_keys(std::size_t{1} << bits));
        const auto n = static_cast<double>(keys->size());
        for (std::size_t k = 0; k < tables.size(); ++k) {
            progress.show((bits - 4) / 21.0, "timing look-ups: " + tables[k].name);
            if (too_slow[k]) continue;
            const auto table = tables[k].with_numbers(keys);
            const stopwatch watch;
            table->prepare(workload::find_mixed);
            const auto time = [&](workload w) {
                double best = std::numeric_limits<double>::infinity();
                for (int round = 0; round < 3; ++round) best = std::min(best, table->pass(w));
                return 1e9 * best / static_cast<double>(table->operations(w));
            };
            curves[k].points.push_back({n, time(workload::find_mixed)});
            if (tables[k].name == "tagged" && last < curves.size())
                curves[last].points.push_back({n, time(workload::find_many)});
            // The curve ends here, because the next point would take four times as long.
            too_slow[k] = watch.seconds() > 1.2;
        }
    }
    axis x{"entries", 16, std::exp2(24), true, {}};
    for (int bits = 4; bits <= 24; bits += 4)
        x.ticks.emplace_back(std::exp2(bits), std::to_string(1 << bits));
    axis y{"ns a look-up", 2, 256, true, {}};
    for (int bits = 1; bits <= 8; ++bits)
        y.ticks.emplace_back(std::exp2(bits), std::to_string(1 << bits));
    return line_plot(x, y).draw(curves);
}

/// The memory per entry over the number of entries, as a table grows.
inline canvas bytes_an_entry() {
    constexpr std::size_t most = std::size_t{1} << 20;
    const auto tables = drawn_tables();
    auto curves = empty_curves(tables);
    const auto keys = std::make_shared<const key_set<std::uint64_t>>(random_keys(most));
    std::vector<std::size_t> sizes;
    for (double size = 256; size <= most; size *= std::exp2(1.0 / 32))
        sizes.push_back(static_cast<std::size_t>(size));
    for (std::size_t k = 0; k < tables.size(); ++k) {
        const auto bytes = tables[k].with_numbers(keys)->bytes_an_entry(sizes);
        for (std::size_t s = 0; s < sizes.size(); ++s)
            curves[k].points.push_back({static_cast<double>(sizes[s]), bytes[s]});
    }
    axis x{"entries", 256, most, true, {}};
    for (int bits = 8; bits <= 20; bits += 2)
        x.ticks.emplace_back(std::exp2(bits), std::to_string(1 << bits));
    axis y{"bytes an entry", 0, 100, false, {}};
    for (int bytes = 0; bytes <= 100; bytes += 20)
        y.ticks.emplace_back(bytes, std::to_string(bytes));
    return line_plot(x, y).draw(curves);
}

/// Writes the pictures and returns the names of the files.
///
/// \throws std::runtime_error when a file cannot be written, or a table gives a wrong answer
inline std::vector<std::string> draw(const std::filesystem::path& directory) {
    const auto write_to = [&](const char* name, const canvas& picture) {
        auto file = (directory / name).replace_extension(colour_picture_format).string();
        write_picture(file, picture.pixels(), picture.columns());
        return file;
    };
    std::vector<std::string> files{write_to("table_lookups", lookup_times())};
    if (allocated_bytes() > 0) files.push_back(write_to("table_bytes", bytes_an_entry()));
    return files;
}

} // namespace hpk::bench::hash_table
