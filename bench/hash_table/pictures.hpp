// SPDX-License-Identifier: MIT
#pragma once

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <memory>
#include <string>
#include <vector>

#include "hash_table/memory.hpp"
#include "hash_table/policies.hpp"
#include "hash_table/table.hpp"
#include "line_plot.hpp"

namespace hpk::bench::hash_table {

/// The memory per entry over the number of entries, as a table grows.
inline canvas bytes_per_entry() {
    constexpr std::size_t least = std::size_t{1} << 16, most = std::size_t{1} << 19;
    const auto keys = std::make_shared<key_source<std::uint64_t>>([] { return random_keys(most); });
    std::vector<std::size_t> sizes;
    for (double size = least; size <= most; size *= std::exp2(1.0 / 64))
        sizes.push_back(static_cast<std::size_t>(size));
    std::vector<curve> curves;
    pens choose;
    const auto is_near = [](place a, place b) { return std::abs(a.y - b.y) < 1; };
    const auto add_curves = [&](const std::vector<table_type>& types) {
        for (const table_type& type : types) {
            // These have the memory of another.
            if (type.huge_pages || type.name.ends_with("_own_hash")) continue;
            curve c = choose.next(type.name, type.peer);
            const auto bytes = type.with_numbers(keys)->bytes_per_entry(sizes);
            for (std::size_t s = 0; s < sizes.size(); ++s)
                c.points.push_back({static_cast<double>(sizes[s]), bytes[s]});
            const auto same = std::ranges::find_if(curves, [&](const curve& other) {
                return std::ranges::equal(c.points, other.points, is_near);
            });
            if (same == curves.end())
                curves.push_back(std::move(c));
            else // one line with both names, in hpk's colour if one is hpk's
                *same = {same->name + ", " + c.name, c.colour, c.width, std::move(c.points)};
        }
    };
    add_curves(peers());
    add_curves(policies());
    axis x{"entries", least, most, true, {}};
    for (int bits = 16; bits <= 19; ++bits)
        x.ticks.emplace_back(std::exp2(bits), std::to_string(1 << bits));
    axis y{"bytes per entry", 0, 100, false, {}};
    for (int bytes = 0; bytes <= 100; bytes += 20)
        y.ticks.emplace_back(bytes, std::to_string(bytes));
    return line_plot("memory of tables of 8-byte keys and values as they grow", x, y).draw(curves);
}

/// Writes the picture and returns the name of the file, if memory can be measured.
///
/// \throws std::runtime_error when a file cannot be written, or a table gives a wrong answer
inline std::vector<std::string> draw(const std::filesystem::path& directory) {
    if (allocated_bytes() == 0) return {};
    return {write_canvas(directory, "table_bytes", bytes_per_entry())};
}

} // namespace hpk::bench::hash_table
