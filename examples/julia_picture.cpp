// SPDX-License-Identifier: MIT
// A picture of any Julia set, computed band by band through views of one plane.
#include <algorithm>
#include <complex>
#include <cstdio>
#include <exception>
#include <span>
#include <stdexcept>
#include <string>
#include <vector>

#include <hpk/julia.hpp>

#include "picture/colouring.hpp"
#include "picture/options.hpp"
#include "picture/png.hpp"
#include "picture/progress.hpp"

namespace {

constexpr const char* usage =
    "usage: julia_picture [options]\n"
    "Draws the Julia set of z -> z^2 + c.\n"
    "  --c RE IM              the constant c (default: -0.62772 -0.42193)\n"
    "  --size W H             columns and rows of pixels (default: 600 600)\n"
    "  --region L R B T       the left, right, bottom and top of the picture\n"
    "                         (default: -1.8 1.8 -1.8 1.8)\n"
    "  --iterations N         how long an orbit is followed (default: 300)\n"
    "  --colouring linear     grey is the count\n"
    "  --colouring detail     a false greyscale that shows the exterior (default)\n"
    "  --out FILE             the picture (default: julia.png; julia.pgm without libpng)\n"
    "  --help                 this text\n";

void draw(const options& o) {
    const auto plane = hpk::julia::uniform_plane(o.region, o.columns, o.rows);
    const auto columns = plane.x.size(), rows = plane.y.size();
    std::vector<std::uint8_t> picture;
    picture.reserve(columns * rows);
    progress_bar progress;
    constexpr std::size_t band = 64;
    for (std::size_t top = 0; top < rows; top += band) {
        progress.show(double(top) / double(rows), o.out);
        const std::size_t height = std::min(band, rows - top);
        const hpk::julia::plane_view<double> part(plane.x, std::span(plane.y).subspan(top, height));
        const auto counts = hpk::julia::escape_counts(part, o.c, o.iterations, hpk::parallel{});
        const auto greys = o.detail ? detailed_greys(part, o.c, counts, o.iterations)
                                    : linear_greys(counts, o.iterations);
        picture.insert(picture.end(), greys.begin(), greys.end());
    }
    write_picture(o.out, picture, columns);
}

/// The top rung of the ladder and the second must agree on the picture.
bool check(const options& o) {
    const auto plane = hpk::julia::uniform_plane(o.region, o.columns, o.rows);
    return hpk::julia::escape_counts(plane, o.c, o.iterations) ==
           hpk::julia::escape_counts<hpk::julia::expanded>(plane, o.c, o.iterations);
}

} // namespace

int main(int argc, char** argv) {
    try {
        const options o = parse({argv + 1, argv + argc});
        if (o.help) return std::fputs(usage, stdout) < 0;
        draw(o);
        std::printf("%s\n", o.out.c_str());
        return argc > 1 || check(o) ? 0 : 1;
    } catch (const std::invalid_argument& e) {
        std::fprintf(stderr, "julia_picture: %s\n%s", e.what(), usage);
        return 2;
    } catch (const std::exception& e) {
        std::fprintf(stderr, "julia_picture: %s\n", e.what());
        return 1;
    }
}
