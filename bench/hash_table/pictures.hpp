// SPDX-License-Identifier: MIT
#pragma once

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
    constexpr std::size_t most = std::size_t{1} << 20;
    const auto keys = std::make_shared<key_source<std::uint64_t>>([] { return random_keys(most); });
    std::vector<std::size_t> sizes;
    for (double size = 256; size <= most; size *= std::exp2(1.0 / 32))
        sizes.push_back(static_cast<std::size_t>(size));
    std::vector<curve> curves;
    pens choose;
    const auto add_curves = [&](const std::vector<table_type>& types) {
        for (const table_type& type : types) {
            if (type.huge_pages) continue;
            curve& c = curves.emplace_back(choose.next(type.name, type.peer));
            const auto bytes = type.with_numbers(keys)->bytes_per_entry(sizes);
            for (std::size_t s = 0; s < sizes.size(); ++s)
                c.points.push_back({static_cast<double>(sizes[s]), bytes[s]});
        }
    };
    add_curves(peers());
    add_curves(policies());
    axis x{"entries", 256, most, true, {}};
    for (int bits = 8; bits <= 20; bits += 2)
        x.ticks.emplace_back(std::exp2(bits), std::to_string(1 << bits));
    axis y{"bytes per entry", 0, 100, false, {}};
    for (int bytes = 0; bytes <= 100; bytes += 20)
        y.ticks.emplace_back(bytes, std::to_string(bytes));
    return line_plot(x, y).draw(curves);
}

/// Writes the picture and returns the name of the file, if memory can be measured.
///
/// \throws std::runtime_error when a file cannot be written, or a table gives a wrong answer
inline std::vector<std::string> draw(const std::filesystem::path& directory) {
    if (allocated_bytes() == 0) return {};
    return {write_canvas(directory, "table_bytes", bytes_per_entry())};
}

} // namespace hpk::bench::hash_table
