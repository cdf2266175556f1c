// SPDX-License-Identifier: MIT
#pragma once

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <span>
#include <utility>
#include <vector>

#include "colour.hpp"

/// A place on a canvas, in pixels: x to the right and y downwards from the top left corner.
struct place {
    double x = 0, y = 0;
};

/// A picture to draw on.
class canvas {
public:
    canvas(std::size_t columns, std::size_t rows, rgb paper)
        : columns_(columns), pixels_(columns * rows, paper) {}

    [[nodiscard]] std::size_t columns() const { return columns_; }
    [[nodiscard]] std::size_t rows() const { return pixels_.size() / columns_; }
    [[nodiscard]] std::span<const rgb> pixels() const { return pixels_; }
    rgb& operator()(std::size_t row, std::size_t column) {
        return pixels_[row * columns_ + column];
    }

    /// Draws an antialiased line from place to place, clipped to the canvas.
    void draw(std::span<const place> line, double width, rgb colour) {
        // A pixel gets the largest coverage by any of the pieces, so joints do not show.
        std::vector<double> coverage(pixels_.size());
        for (std::size_t k = 0; k + 1 < line.size(); ++k)
            cover(coverage, line[k], line[k + 1], width);
        for (std::size_t k = 0; k < pixels_.size(); ++k)
            if (coverage[k] > 0) pixels_[k] = blend(pixels_[k], colour, coverage[k]);
    }

private:
    void cover(std::vector<double>& coverage, place a, place b, double width) const {
        const double reach = width / 2 + 0.5;
        const auto [left, right] = range(a.x, b.x, reach, columns());
        const auto [top, bottom] = range(a.y, b.y, reach, rows());
        const double dx = b.x - a.x, dy = b.y - a.y;
        const double length2 = std::max(dx * dx + dy * dy, 1e-12);
        for (std::size_t i = top; i < bottom; ++i) {
            for (std::size_t j = left; j < right; ++j) {
                const double x = static_cast<double>(j) + 0.5 - a.x;
                const double y = static_cast<double>(i) + 0.5 - a.y;
                const double along = std::clamp((x * dx + y * dy) / length2, 0.0, 1.0);
                const double distance = std::hypot(x - along * dx, y - along * dy);
                double& c = coverage[i * columns_ + j];
                c = std::max(c, std::clamp(reach - distance, 0.0, 1.0));
            }
        }
    }

    /// The pixels between a and b and within `reach` of them, clipped to 0 … n-1.
    static std::pair<std::size_t, std::size_t> range(double a, double b, double reach,
                                                     std::size_t n) {
        const auto inside = [n](double x) {
            return static_cast<std::size_t>(std::clamp(x, 0.0, static_cast<double>(n)));
        };
        return {inside(std::floor(std::min(a, b) - reach)),
                inside(std::ceil(std::max(a, b) + reach))};
    }

    std::size_t columns_;
    std::vector<rgb> pixels_;
};
