// SPDX-License-Identifier: MIT
// A picture of a Julia or Mandelbrot set of any of hpk's formulas, in smooth colours.
#include <algorithm>
#include <array>
#include <cmath>
#include <complex>
#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <span>
#include <stdexcept>
#include <string>
#include <vector>

#include <hpk/julia.hpp>

#include "picture/colour.hpp"
#include "picture/command_line.hpp"
#include "picture/png.hpp"
#include "picture/progress.hpp"

namespace {

using namespace hpk::julia;

struct options {
    std::string set = "mandelbrot", formula = "quadratic", palette = "dusk";
    double re = -0.62772, im = -0.42193, x = -0.65, y = 0, width = 3.2;
    int columns = 640, rows = 480, iterations = 1000, threads = 2;
    std::string out = std::string("fractal.") + colour_picture_format;
};

/// Colours that return to the first, for any number of turns.
rgb turning(const std::string& palette, double turns) {
    using colours = std::array<rgb, 5>;
    const colours dusk{{{8, 12, 60}, {30, 90, 170}, {235, 245, 255}, {255, 170, 30}, {90, 20, 40}}};
    const colours fire{{{20, 0, 0}, {140, 10, 10}, {240, 110, 20}, {255, 240, 170}, {120, 60, 30}}};
    const colours grey{
        {{30, 30, 30}, {110, 110, 110}, {240, 240, 240}, {160, 160, 160}, {70, 70, 70}}};
    const colours& all = palette == "fire" ? fire : palette == "grey" ? grey : dusk;
    const double place = (turns - std::floor(turns)) * static_cast<double>(all.size());
    const auto lower = std::min(static_cast<std::size_t>(place), all.size() - 1);
    return blend(all[lower], all[(lower + 1) % all.size()], place - static_cast<double>(lower));
}

/// The pixels around the centre. The burning ship floats with its imaginary axis downwards.
plane<double> pixels_of(const options& o) {
    if (!(o.width > 0)) throw std::invalid_argument("--width must be positive");
    if (double(o.columns) * double(o.rows) > 1e9)
        throw std::invalid_argument("--size is beyond a thousand million pixels");
    const double by_x = o.width / 2, by_y = by_x * o.rows / std::max(o.columns, 1);
    auto pixels = uniform_plane(region<double>{o.x - by_x, o.x + by_x, o.y - by_y, o.y + by_y},
                                o.columns, o.rows);
    if (o.formula == "burning_ship") std::ranges::reverse(pixels.y);
    return pixels;
}

/// Draws a set band by band.
template <class Set>
std::vector<rgb> colours_of(const options& o, const Set& set) {
    const auto pixels = pixels_of(o);
    const std::size_t columns = pixels.x.size(), rows = pixels.y.size(), band = 32;
    const double pixel = o.width / o.columns;
    std::vector<rgb> picture(columns * rows);
    progress_bar progress;
    for (std::size_t top = 0; top < rows; top += band) {
        progress.show(double(top) / double(rows), o.out);
        const plane_view<double> part(pixels.x,
                                      std::span(pixels.y).subspan(top, std::min(band, rows - top)));
        const hpk::parallel how{o.threads};
        const auto smooth = smooth_counts(part, set, o.iterations, how);
        std::vector<double> distances(smooth.size(), pixel);
        if constexpr (requires {
                          set.formula.derivative(complex_lanes<hpk::lanes<double, hpk::scalar>>{});
                      })
            distance_estimates(part, set, o.iterations, distances, how);
        for (std::size_t k = 0; k < smooth.size(); ++k) {
            if (smooth[k] == o.iterations) continue; // black
            const auto colour = turning(o.palette, std::log2(std::max(smooth[k], 0.0) + 4) / 2);
            const double light = std::min(1.0, std::sqrt(distances[k] / pixel));
            picture[top * columns + k] = blend({}, colour, light);
        }
    }
    return picture;
}

/// Calls f with the set that the options name.
template <class F>
auto with_set(const options& o, F f) {
    constexpr double radius = 256;
    const auto with_formula = [&](auto formula) {
        if (o.set == "mandelbrot") return f(mandelbrot_set{formula, radius});
        if (o.set == "julia") return f(julia_set{{o.re, o.im}, formula, radius});
        throw std::invalid_argument("--set is julia or mandelbrot, not '" + o.set + "'");
    };
    if (o.formula == "quadratic") return with_formula(quadratic{});
    if (o.formula == "power3") return with_formula(power<3>{});
    if (o.formula == "power4") return with_formula(power<4>{});
    if (o.formula == "power5") return with_formula(power<5>{});
    if (o.formula == "power6") return with_formula(power<6>{});
    if (o.formula == "power7") return with_formula(power<7>{});
    if (o.formula == "power8") return with_formula(power<8>{});
    if (o.formula == "burning_ship") return with_formula(burning_ship{});
    if (o.formula == "tricorn") return with_formula(tricorn{});
    throw std::invalid_argument("--formula does not know '" + o.formula + "'");
}

/// The whole set mirrors itself in the real axis, to the bit.
bool is_symmetric(const options& o) {
    const auto pixels = pixels_of(o);
    const auto counts = escape_counts(pixels, mandelbrot{}, o.iterations, hpk::parallel{o.threads});
    for (std::size_t i = 0; i < pixels.y.size(); ++i)
        for (std::size_t j = 0; j < pixels.x.size(); ++j)
            if (counts[i * pixels.x.size() + j] !=
                counts[(pixels.y.size() - 1 - i) * pixels.x.size() + j])
                return false;
    return true;
}

} // namespace

int main(int argc, char** argv) {
    options o;
    command_line command("fractal", "Draws a Julia or Mandelbrot set in smooth colours.");
    command.option("--set", "NAME", "julia or mandelbrot", o.set);
    command.option("--formula", "NAME",
                   "quadratic, power3 to power8, burning_ship (upside down) or tricorn", o.formula);
    command.option("--c", "RE IM", "the constant c of a Julia set", o.re, o.im);
    command.option("--centre", "X Y", "the point in the middle", o.x, o.y);
    command.option("--width", "W", "from the left side to the right", o.width);
    command.option("--size", "W H", "columns and rows of pixels", o.columns, o.rows);
    command.option("--iterations", "N", "how long an orbit is followed", o.iterations);
    command.option("--palette", "NAME", "dusk, fire or grey", o.palette);
    command.option("--threads", "N", "0 for every core", o.threads);
    command.option("--out", "FILE", "the picture", o.out);
    return command.run(argc, argv, [&] {
        const auto picture = with_set(o, [&](const auto& set) { return colours_of(o, set); });
        write_picture(o.out, picture, static_cast<std::size_t>(o.columns));
        std::printf("%s\n", o.out.c_str());
        return argc > 1 || is_symmetric(o);
    });
}
