// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace hpk::test {

/// A row of reference/julia.csv.
struct julia_reference {
    bool is_f32;
    int width, max_iterations;
    double c_re, c_im;
    double left, right, bottom, top;
    std::size_t columns, rows;
    std::int64_t sum;
    std::uint32_t crc;
    std::string text; ///< the line of the file
};

std::vector<julia_reference> read_julia_references();

} // namespace hpk::test
