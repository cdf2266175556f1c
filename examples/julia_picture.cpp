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

#include "picture/arguments.hpp"
#include "picture/colouring.hpp"
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

struct options {
    std::complex<double> c{-0.62772, -0.42193};
    int columns = 600, rows = 600;
    hpk::julia::region<double> region;
    int iterations = 300;
    bool detail = true;
    std::string out = std::string("julia.") + picture_format;
    bool help = false;
};

options parse(arguments a) {
    options o;
    while (a.next()) {
        if (a.option() == "--help") {
            o.help = true;
        } else if (a.option() == "--c") {
            double re = 0, im = 0;
            a.read(re, im);
            o.c = {re, im};
        } else if (a.option() == "--size") {
            a.read(o.columns, o.rows);
        } else if (a.option() == "--region") {
            a.read(o.region.left, o.region.right, o.region.bottom, o.region.top);
        } else if (a.option() == "--iterations") {
            a.read(o.iterations);
        } else if (a.option() == "--colouring") {
            const auto colouring = a.word();
            if (colouring != "linear" && colouring != "detail")
                a.refuse(colouring, "linear or detail");
            o.detail = colouring == "detail";
        } else if (a.option() == "--out") {
            o.out = a.word();
        } else {
            a.refuse();
        }
    }
    return o;
}

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
        const options o = parse({argc, argv});
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
