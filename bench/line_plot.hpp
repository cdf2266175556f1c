// SPDX-License-Identifier: MIT
#pragma once

#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>
#include <filesystem>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "../examples/picture/canvas.hpp"
#include "../examples/picture/colour.hpp"
#include "../examples/picture/lettering.hpp"
#include "../examples/picture/png.hpp"

namespace hpk::bench {

/// An axis of a plot. A logarithmic one gives every factor the same length.
struct axis {
    std::string title;
    double lowest, highest;
    bool logarithmic;
    std::vector<std::pair<double, std::string>> ticks;

    /// The position of a value along the axis, from 0 to 1.
    [[nodiscard]] double part(double value) const {
        const auto scaled = [this](double v) { return logarithmic ? std::log2(v) : v; };
        return (scaled(value) - scaled(lowest)) / (scaled(highest) - scaled(lowest));
    }
};

/// A line of a plot, and the name that is written at its end.
struct curve {
    std::string name;
    rgb colour;
    double width;
    std::vector<place> points;
};

/// Chooses the pens of lines: hpk's are bright and thick, the peers' muted.
class pens {
public:
    curve next(std::string name, bool is_peer) {
        static constexpr std::array<rgb, 7> muted{{{70, 70, 76},
                                                   {160, 125, 95},
                                                   {190, 155, 175},
                                                   {150, 170, 150},
                                                   {170, 170, 176},
                                                   {120, 150, 185},
                                                   {110, 110, 60}}};
        static constexpr std::array<rgb, 7> bright{{{86, 156, 120},
                                                    {206, 150, 40},
                                                    {30, 90, 190},
                                                    {140, 70, 160},
                                                    {0, 150, 170},
                                                    {200, 60, 50},
                                                    {110, 60, 20}}};
        if (is_peer) return {std::move(name), muted[peers_++ % muted.size()], 1.6, {}};
        return {std::move(name), bright[others_++ % bright.size()], 2.4, {}};
    }

private:
    std::size_t peers_ = 0, others_ = 0;
};

/// Draws lines over two axes.
class line_plot {
public:
    /// \param title letters and signs that letter_of knows
    line_plot(std::string_view title, axis x, axis y)
        : x_(std::move(x)), y_(std::move(y)), picture_(1000, 600, paper) {
        write_from(title, 32, 22, pen, 15);
        draw_axes();
    }

    /// Later lines are drawn over earlier ones.
    canvas draw(const std::vector<curve>& curves) && {
        for (const curve& c : curves) {
            std::vector<place> line;
            for (const place p : c.points) line.push_back(at(p));
            picture_.draw(line, c.width, c.colour);
        }
        write_names(curves);
        return std::move(picture_);
    }

private:
    static constexpr rgb paper{251, 249, 244}, pen{70, 70, 78};
    static constexpr double left = 84, right = 830, top = 78, bottom = 536;
    static constexpr double letter_height = 12;

    [[nodiscard]] place at(place p) const {
        return {left + (right - left) * x_.part(p.x), bottom - (bottom - top) * y_.part(p.y)};
    }

    /// Writes from x to the right, with the middle of the letters at y.
    void write_from(std::string_view text, double x, double y, rgb colour,
                    double height = letter_height) {
        write(picture_, text, {x + width_of(text, height) / 2, y - height / 2}, height, colour);
    }

    void draw_axes() {
        const rgb rule = blend(paper, pen, 0.15);
        for (const auto& [value, label] : y_.ticks) {
            const double y = std::floor(at({x_.lowest, value}).y) + 0.5; // the middle of a pixel
            const std::array<place, 2> line{{{left, y}, {right, y}}};
            picture_.draw(line, 1, rule);
            write_from(label, left - 12 - width_of(label, letter_height), y, pen);
        }
        for (const auto& [value, label] : x_.ticks) {
            const double x = at({value, y_.lowest}).x;
            const std::array<place, 2> line{{{x, bottom}, {x, bottom + 6}}};
            picture_.draw(line, 1.2, pen);
            write(picture_, label, {x, bottom + 14}, letter_height, pen);
        }
        const std::array<place, 3> axes{{{left, top - 8}, {left, bottom}, {right, bottom}}};
        picture_.draw(axes, 1.6, pen);
        write_from(y_.title, 32, top - 28, pen);
        write(picture_, x_.title, {(left + right) / 2, bottom + 40}, letter_height, pen);
    }

    /// Writes each name beside the end of its line, or as near as the other names allow.
    void write_names(const std::vector<curve>& curves) {
        constexpr double distance = letter_height + 6;
        std::vector<std::pair<double, const curve*>> names;
        names.reserve(curves.size());
        for (const curve& c : curves) names.emplace_back(at(c.points.back()).y, &c);
        std::ranges::sort(names, {}, &std::pair<double, const curve*>::first);
        // Names that are too near each other form groups with equal distances; groups grow until
        // they no longer overlap.
        struct group {
            double middle;
            std::size_t size;
            [[nodiscard]] double half() const { return distance * static_cast<double>(size) / 2; }
        };
        std::vector<group> groups;
        for (const auto& [y, c] : names) {
            groups.push_back({y, 1});
            while (groups.size() > 1) {
                group& above = groups[groups.size() - 2];
                const group& below = groups.back();
                if (below.middle - below.half() >= above.middle + above.half()) break;
                const auto a = static_cast<double>(above.size), b = static_cast<double>(below.size);
                above = {(above.middle * a + below.middle * b) / (a + b), above.size + below.size};
                groups.pop_back();
            }
        }
        auto next = names.begin();
        for (const group& g : groups) {
            double y = g.middle - g.half() + distance / 2;
            for (std::size_t k = 0; k < g.size; ++k, ++next, y += distance) {
                const curve& c = *next->second;
                const place end = at(c.points.back());
                const std::array<place, 2> leader{{{end.x + 4, end.y}, {right + 18, y}}};
                picture_.draw(leader, 1, blend(paper, c.colour, 0.5));
                write_from(c.name, right + 24, y, c.colour);
            }
        }
    }

    axis x_, y_;
    canvas picture_;
};

/// Writes a picture and returns the name of the file.
///
/// \throws std::runtime_error if it cannot be written
inline std::string write_canvas(const std::filesystem::path& directory, const std::string& name,
                                const canvas& picture) {
    auto file = (directory / name).replace_extension(colour_picture_format).string();
    write_picture(file, picture.pixels(), picture.columns());
    return file;
}

} // namespace hpk::bench
