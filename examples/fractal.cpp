// SPDX-License-Identifier: MIT
// A picture of a Julia or Mandelbrot set of any of hpk's formulas, in smooth colours. Small views
// of the Mandelbrot set go by perturbation, those of other sets by double_double.
#include <algorithm>
#include <array>
#include <cmath>
#include <complex>
#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <stdexcept>
#include <string>
#include <type_traits>
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
    double re = -0.62772, im = -0.42193, width = 3.2;
    std::string x = "-0.65", y = "0";
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
    if (palette != "fire" && palette != "grey" && palette != "dusk")
        throw std::invalid_argument("--palette must be dusk, fire or grey, not " + palette);
    const colours& all = palette == "fire" ? fire : palette == "grey" ? grey : dusk;
    const double place = (turns - std::floor(turns)) * static_cast<double>(all.size());
    const auto lower = std::min(static_cast<std::size_t>(place), all.size() - 1);
    return blend(all[lower], all[(lower + 1) % all.size()], place - static_cast<double>(lower));
}

/// Calls f with the pixels around the centre: a plane of double, or of more digits for a view that
/// needs them. The burning ship floats with its imaginary axis downwards.
template <class Set, class F>
void with_pixels(const options& o, const Set&, F f) {
    if (double(o.columns) * double(o.rows) > 1e9)
        throw std::invalid_argument("--size is beyond a thousand million pixels");
    auto view = uniform_plane(zoom{o.x, o.y, o.width}, o.columns, o.rows);
    if (o.formula == "burning_ship") std::ranges::reverse(view.y);
    const bool is_small = o.width / o.columns < 1e-14;
    if constexpr (std::is_same_v<Set, mandelbrot_set<quadratic>>)
        if (is_small) return f(view);
    const auto exact = to_double_double(view);
    if (is_small) return f(exact);
    plane<double> rounded;
    for (const hpk::double_double x : exact.x) rounded.x.push_back(x.high);
    for (const hpk::double_double y : exact.y) rounded.y.push_back(y.high);
    f(rounded);
}

/// Some rows of a plane.
template <class Plane>
Plane part_of_plane(const Plane& p, std::size_t top, std::size_t rows) {
    Plane part = p;
    const auto first = p.y.begin() + static_cast<std::ptrdiff_t>(top);
    part.y.assign(first, first + static_cast<std::ptrdiff_t>(rows));
    return part;
}

/// Draws a set: band by band, then in colours that begin with the least count.
template <class Set>
std::vector<rgb> colours_of(const options& o, const Set& set) {
    const double pixel = o.width / o.columns;
    std::vector<double> smooth, distances;
    with_pixels(o, set, [&]<class Plane>(const Plane& pixels) {
        const std::size_t rows = pixels.y.size(), band = 32;
        const hpk::parallel how{o.threads};
        progress_bar progress;
        for (std::size_t top = 0; top < rows; top += band) {
            progress.show(double(top) / double(rows), o.out);
            const auto part = part_of_plane(pixels, top, std::min(band, rows - top));
            const auto counts = smooth_counts(part, set, o.iterations, how);
            smooth.insert(smooth.end(), counts.begin(), counts.end());
            std::vector<double> far(counts.size(), pixel);
            if constexpr (std::is_same_v<Plane, plane<double>> &&
                          requires(complex_lanes<hpk::lanes<double, hpk::scalar>> z) {
                              set.formula.derivative(z);
                          })
                distance_estimates(part, set, o.iterations, far, how);
            distances.insert(distances.end(), far.begin(), far.end());
        }
    });
    const double least = smooth.empty() ? 0 : *std::ranges::min_element(smooth);
    std::vector<rgb> picture(smooth.size());
    for (std::size_t k = 0; k < smooth.size(); ++k) {
        if (smooth[k] == o.iterations) continue; // black
        const auto colour = turning(o.palette, std::log2(smooth[k] - least + 4) / 2);
        const double light = std::min(1.0, std::sqrt(distances[k] / pixel));
        picture[k] = blend({}, colour, light);
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
    bool result = true;
    with_pixels(o, mandelbrot_set{}, [&](const auto& pixels) {
        const auto counts =
            escape_counts(pixels, mandelbrot{}, o.iterations, hpk::parallel{o.threads});
        const std::size_t columns = pixels.x.size(), rows = pixels.y.size();
        for (std::size_t k = 0; k < counts.size(); ++k)
            result =
                result && counts[k] == counts[(rows - 1 - k / columns) * columns + k % columns];
    });
    return result;
}

} // namespace

int main(int argc, char** argv) {
    options o;
    command_line command("fractal", "Draws a Julia or Mandelbrot set in smooth colours.");
    command.option("--set", "NAME", "julia or mandelbrot", o.set);
    command.option("--formula", "NAME",
                   "quadratic, power3 to power8, burning_ship (upside down) or tricorn", o.formula);
    command.option("--c", "RE IM", "the constant c of a Julia set", o.re, o.im);
    command.option("--centre", "X Y", "the point in the middle, with any number of digits", o.x,
                   o.y);
    command.option("--width", "W", "from the left side to the right, down to 1e-290", o.width);
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
