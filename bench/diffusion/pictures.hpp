// SPDX-License-Identifier: MIT
#pragma once

#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <filesystem>
#include <string>
#include <vector>

#include <hpk/diffusion.hpp>

#include "../../examples/picture/canvas.hpp"
#include "../../examples/picture/colour.hpp"
#include "../../examples/picture/lettering.hpp"
#include "line_plot.hpp"

namespace hpk::bench::diffusion {

inline constexpr rgb paper{251, 249, 244};
inline constexpr rgb pen{70, 70, 78};
inline constexpr std::array<std::int64_t, 5> shown_steps{0, 500, 2000, 8000, 32000};

/// "t = 50" for 500 steps of 0.1.
inline std::string time_label(std::int64_t steps, double dt) {
    char text[32];
    std::snprintf(text, sizeof text, "t = %g", static_cast<double>(steps) * dt);
    return text;
}

/// Which shade is how much dye, from `top` down, and the numbers of the problem.
inline void draw_shades(canvas& picture, std::size_t top, double strongest,
                        const hpk::diffusion::parameters<double>& p) {
    constexpr std::size_t width = 320, height = 14;
    const std::size_t left = picture.columns() - width - 40;
    for (std::size_t i = 0; i < height; ++i)
        for (std::size_t j = 0; j < width; ++j)
            picture(top + i, left + j) = ink(static_cast<double>(j) / (width - 1));
    const auto below = static_cast<double>(top + height + 6);
    for (const double shade : {0.0, 0.5, 1.0}) { // shades grow with the square root of the amount
        char text[32];
        std::snprintf(text, sizeof text, "%g", shade * shade * strongest);
        write(picture, text, {static_cast<double>(left) + shade * (width - 1), below}, 11, pen);
    }
    char text[96];
    std::snprintf(text, sizeof text, "diffusion %g, steps of %g, cells of width 1, dye per cell",
                  p.D, p.dt);
    write(picture, text, {static_cast<double>(left) - 24 - width_of(text, 13) / 2, double(top)}, 13,
          pen);
}

/// The block of dye at five times, side by side. Each time is four times the one before, so that
/// the width of the cloud doubles.
inline canvas dye_times() {
    constexpr std::size_t size = 512, panel = 256, gap = 12, foot = 84;
    const hpk::diffusion::parameters<double> p;
    auto u = hpk::diffusion::dye_block<double>(size, size);
    const double strongest = *std::ranges::max_element(u);
    canvas picture(gap + shown_steps.size() * (panel + gap), gap + panel + foot, paper);
    hpk::diffusion::workspace memory;
    std::int64_t done = 0;
    for (std::size_t k = 0; k < shown_steps.size(); ++k) {
        hpk::diffusion::evolve(u, p, shown_steps[k] - done, hpk::diffusion::periodic{},
                               hpk::parallel{}, memory);
        done = shown_steps[k];
        const std::size_t left = gap + k * (panel + gap);
        for (std::size_t i = 0; i < panel; ++i) {
            for (std::size_t j = 0; j < panel; ++j) {
                const double mean = (u(2 * i, 2 * j) + u(2 * i, 2 * j + 1) + u(2 * i + 1, 2 * j) +
                                     u(2 * i + 1, 2 * j + 1)) /
                                    4;
                // The square root makes faint dye visible.
                picture(gap + i, left + j) = ink(std::sqrt(mean / strongest));
            }
        }
        // The line runs through the middle of pixels, so that the frame is one pixel wide.
        const double l = static_cast<double>(left) - 0.5, r = l + panel + 1;
        const double t = gap - 0.5, b = t + panel + 1;
        const std::array<place, 5> frame{{{l, t}, {r, t}, {r, b}, {l, b}, {l, t}}};
        picture.draw(frame, 1, blend(paper, pen, 0.6));
        write(picture, time_label(done, p.dt), {(l + r) / 2, b + 14}, 13, pen);
    }
    draw_shades(picture, gap + panel + 42, strongest, p);
    return picture;
}

/// A top hat in one dimension, spreading.
inline canvas top_hat() {
    constexpr std::size_t columns = 960, rows = 540, cells = 1000;
    constexpr double left = 64, right = columns - 36, top = 28, bottom = rows - 48;
    constexpr double highest = 1.05;
    canvas picture(columns, rows, paper);
    const auto at = [](double x, double value) {
        return place{left + (right - left) * x / cells, bottom - (bottom - top) * value / highest};
    };

    const rgb rule = blend(paper, pen, 0.15);
    for (int tick = 0; tick <= 4; ++tick) {
        const double value = tick / 4.0;
        place from = at(0, value), to = at(cells, value);
        from.y = to.y = std::floor(from.y) + 0.5; // the middle of a pixel
        const std::array<place, 2> line{from, to};
        picture.draw(line, 1, rule);
        char text[16];
        std::snprintf(text, sizeof text, "%g", value);
        write(picture, text, {left - 12 - width_of(text, 12) / 2, line[0].y - 6}, 12, pen);
    }
    for (int tick = 0; tick <= 5; ++tick) {
        const double x = static_cast<double>(cells) * tick / 5;
        const place foot = at(x, 0);
        const std::array<place, 2> line{foot, {foot.x, foot.y + 6}};
        picture.draw(line, 1.2, pen);
        write(picture, std::to_string(static_cast<int>(x)), {foot.x, foot.y + 14}, 12, pen);
    }

    const hpk::diffusion::parameters<double> p{.dt = 0.25};
    hpk::grid<double, 1> u(cells);
    std::fill(u.begin() + cells * 2 / 5, u.begin() + cells * 3 / 5, 1.0);
    std::int64_t done = 0;
    for (std::size_t k = 0; k < shown_steps.size(); ++k) {
        // `fused`, because it is compiled in a tenth of the time.
        hpk::diffusion::evolve<hpk::diffusion::fused>(u, p, shown_steps[k] - done,
                                                      hpk::diffusion::reflecting{});
        done = shown_steps[k];
        std::vector<place> curve;
        for (std::size_t j = 0; j < cells; ++j)
            curve.push_back(at(static_cast<double>(j) + 0.5, u(j)));
        const rgb colour = ink(1 - 0.16 * static_cast<double>(k));
        picture.draw(curve, 2.4, colour);
        // The legend.
        const double y = at(0, 1).y + 18 + 19 * static_cast<double>(k); // between two rules
        const std::array<place, 2> sample{{{right - 150, y}, {right - 110, y}}};
        picture.draw(sample, 2.4, colour);
        const std::string label = time_label(done, p.dt);
        write(picture, label, {right - 96 + width_of(label, 12) / 2, y - 6}, 12, pen);
    }
    const std::array<place, 3> axes{at(0, highest), at(0, 0), at(cells, 0)};
    picture.draw(axes, 1.6, pen);
    return picture;
}

/// Writes the pictures and returns the names of the files.
///
/// \throws std::runtime_error when a file cannot be written
inline std::vector<std::string> draw(const std::filesystem::path& directory) {
    return {write_canvas(directory, "dye_times", dye_times()),
            write_canvas(directory, "top_hat", top_hat())};
}

} // namespace hpk::bench::diffusion
