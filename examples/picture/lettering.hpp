// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <string_view>
#include <vector>

#include "canvas.hpp"

/// A letter as lines on a field that is 6 units high. A line is written as its points, one after
/// the other: a digit for x and a letter, from a at the top to m at the bottom, for y, both in half
/// units. A space begins a new line.
struct letter {
    double width = 0;
    std::string_view lines;
};

/// The few letters that a plot of numbers needs; a space for any other.
inline letter letter_of(char c) {
    constexpr letter digits[] = {{4, "4a6b8e8i6l4m2l0i0e2b4a"},
                                 {2, "0d4a4m"},
                                 {4, "0d1b4a7b8d6g0m8m"},
                                 {4, "0c2a4a7b7d6f4g 4g7h8j7l4m2m0k"},
                                 {4, "6m6a0i8i"},
                                 {4, "7a1a1f4e7f8i7l4m2m0k"},
                                 {4, "7b5a2b0e0i1l4m7l8i7g4f1g0i"},
                                 {4, "0a8a3m"},
                                 {4, "4g1f0d1b4a7b8d7f4g1h0j1l4m7l8j7h4g"},
                                 {4, "1l3m6l8i8e7b4a1b0e1g4h7g8e"}};
    if (c >= '0' && c <= '9') return digits[c - '0'];
    if (c == '.') return {0.5, "0l0m"};
    if (c == '=') return {3.5, "0f7f 0j7j"};
    if (c == 't') return {2.5, "2b2j3l5l 0e5e"};
    return {1.5, {}};
}

inline constexpr double letter_gap = 1.4; // in units

/// How wide `write` would write.
inline double width_of(std::string_view text, double height) {
    double units = 0;
    for (const char c : text) units += letter_of(c).width + letter_gap;
    return (units - letter_gap) * height / 6;
}

/// Writes digits and the like, the middle of the text's top edge at `top`.
inline void write(canvas& to, std::string_view text, place top, double height, rgb colour) {
    const double unit = height / 6;
    double left = top.x - width_of(text, height) / 2;
    for (const char c : text) {
        const letter shape = letter_of(c);
        std::vector<place> line;
        const auto finish = [&] {
            to.draw(line, height / 8, colour);
            line.clear();
        };
        for (std::size_t k = 0; k < shape.lines.size(); k += 2) {
            if (shape.lines[k] == ' ') {
                finish();
                ++k;
            }
            line.push_back({left + (shape.lines[k] - '0') * unit / 2,
                            top.y + (shape.lines[k + 1] - 'a') * unit / 2});
        }
        finish();
        left += (shape.width + letter_gap) * unit;
    }
}
