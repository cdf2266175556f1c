// SPDX-License-Identifier: MIT
// A picture of any Julia set, computed band by band through views of one plane.
#include <algorithm>
#include <complex>
#include <cstdint>
#include <cstdio>
#include <span>
#include <stdexcept>
#include <string>
#include <vector>

#include <hpk/julia.hpp>

#include "picture/colouring.hpp"
#include "picture/command_line.hpp"
#include "picture/png.hpp"
#include "picture/progress.hpp"

namespace {

struct options {
    double re = -0.62772, im = -0.42193;
    int columns = 600, rows = 600, iterations = 300;
    hpk::julia::region<double> region;
    std::string colouring = "detail", out = std::string("julia.") + picture_format;
};

void draw(const options& o) {
    if (o.colouring != "linear" && o.colouring != "detail")
        throw std::invalid_argument("--colouring is linear or detail, not '" + o.colouring + "'");
    if (double(o.columns) * double(o.rows) > 1e9)
        throw std::invalid_argument("--size is beyond a thousand million pixels");
    const auto plane = hpk::julia::uniform_plane(o.region, o.columns, o.rows);
    const auto columns = plane.x.size(), rows = plane.y.size();
    const std::complex<double> c(o.re, o.im);
    std::vector<std::uint8_t> picture;
    progress_bar progress;
    constexpr std::size_t band = 64;
    for (std::size_t top = 0; top < rows; top += band) {
        progress.show(double(top) / double(rows), o.out);
        const std::size_t height = std::min(band, rows - top);
        const hpk::julia::plane_view<double> part(plane.x, std::span(plane.y).subspan(top, height));
        const auto counts = hpk::julia::escape_counts(part, c, o.iterations, hpk::parallel{});
        const auto greys = o.colouring == "detail" ? detailed_greys(part, c, counts, o.iterations)
                                                   : linear_greys(counts, o.iterations);
        picture.insert(picture.end(), greys.begin(), greys.end());
    }
    write_picture(o.out, picture, columns);
}

/// The top rung of the ladder and the second must agree on the picture.
bool check(const options& o) {
    const auto plane = hpk::julia::uniform_plane(o.region, o.columns, o.rows);
    const std::complex<double> c(o.re, o.im);
    return hpk::julia::escape_counts(plane, c, o.iterations) ==
           hpk::julia::escape_counts<hpk::julia::expanded>(plane, c, o.iterations);
}

} // namespace

int main(int argc, char** argv) {
    options o;
    auto& r = o.region;
    command_line command("julia_picture", "Draws the Julia set of z -> z^2 + c.");
    command.option("--c", "RE IM", "the constant c", o.re, o.im);
    command.option("--size", "W H", "columns and rows of pixels", o.columns, o.rows);
    command.option("--region", "L R B T", "where it ends left, right, below and above", r.left,
                   r.right, r.bottom, r.top);
    command.option("--iterations", "N", "how long an orbit is followed", o.iterations);
    command.option("--colouring", "HOW", "detail shows the exterior; linear: grey is the count",
                   o.colouring);
    command.option("--out", "FILE", "the picture", o.out);
    return command.run(argc, argv, [&] {
        draw(o);
        std::printf("%s\n", o.out.c_str());
        return argc > 1 || check(o);
    });
}
