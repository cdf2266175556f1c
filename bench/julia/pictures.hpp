// SPDX-License-Identifier: MIT
#pragma once

#include <complex>
#include <filesystem>
#include <string>
#include <vector>

#include <hpk/julia.hpp>

#include "../../examples/picture/colouring.hpp"
#include "../../examples/picture/png.hpp"

namespace hpk::bench::julia {

/// Writes the classic picture in both colourings and returns the names of the files.
///
/// \throws std::runtime_error when a file cannot be written
inline std::vector<std::string> draw(const std::filesystem::path& directory) {
    constexpr std::complex<double> c(-0.62772, -0.42193);
    constexpr int max_iterations = 300;
    const auto plane = hpk::julia::accumulated_plane(hpk::julia::region<double>{}, 1000);
    const auto counts = hpk::julia::escape_counts(plane, c, max_iterations);
    const auto write = [&](const char* name, const std::vector<std::uint8_t>& greys) {
        auto file = (directory / name).replace_extension(picture_format).string();
        write_picture(file, greys, plane.x.size());
        return file;
    };
    return {write("julia_detail", detailed_greys(plane, c, counts, max_iterations)),
            write("julia_linear", linear_greys(counts, max_iterations))};
}

} // namespace hpk::bench::julia
