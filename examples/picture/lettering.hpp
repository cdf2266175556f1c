// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <string_view>
#include <vector>

#include "canvas.hpp"

/// A letter as lines on a field that is 6 units high. A line is encoded as its points: a digit for
/// x and a letter for y, from a at the top to m at the bottom, and on to q for descenders, both in
/// half units. A space begins a new line.
struct letter {
    double width = 0;
    std::string_view lines;
};

/// The letter of a character: digits, letters and some signs; a space for any other character.
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
    constexpr letter letters[] = {{3, "6e6m 6g4e2e0g0k2m4m6k"},
                                  {3, "0a0m 0g2e4e6g6k4m2m0k"},
                                  {3, "6g4e2e0g0k2m4m6k"},
                                  {3, "6a6m 6g4e2e0g0k2m4m6k"},
                                  {3, "0i6i6g4e2e0g0k2m4m6l"},
                                  {2.5, "5a4a2c2m 0e5e"},
                                  {3, "6e6o4q2q0p 6g4e2e0g0k2m4m6k"},
                                  {3, "0a0m 0g2e4e6g6m"},
                                  {0.5, "0e0m 0a0b"},
                                  {1.5, "3e3o2q0q 3a3b"},
                                  {2.5, "0a0m 5e0j 2h5m"},
                                  {0.5, "0a0m"},
                                  {4, "0e0m 0g2e3e4g4m 4g6e7e8g8m"},
                                  {3, "0e0m 0g2e4e6g6m"},
                                  {3, "2e0g0k2m4m6k6g4e2e"},
                                  {3, "0e0q 0g2e4e6g6k4m2m0k"},
                                  {3, "6e6q 6g4e2e0g0k2m4m6k"},
                                  {2, "0e0m 0h2e4e"},
                                  {3, "6f4e1e0f0g1i5i6j6k5m2m0l"},
                                  {2.5, "2b2j3l5l 0e5e"},
                                  {3, "0e0k2m4m6k 6e6m"},
                                  {3, "0e3m6e"},
                                  {4, "0e2m4f6m8e"},
                                  {3, "0e6m 6e0m"},
                                  {3, "0e3m 6e2q0q"},
                                  {3, "0e6e0m6m"}};
    if (c >= 'a' && c <= 'z') return letters[c - 'a'];
    constexpr letter capitals[] = {{4, "0m4a8m 1i7i"},
                                   {4, "0g0a5a7b7f5g0g0m5m8l8h5g"},
                                   {4, "8c6a2a0c0k2m6m8k"},
                                   {4, "0a0m4m8j8d4a0a"},
                                   {3.5, "7a0a0m7m 0g5g"},
                                   {3.5, "7a0a0m 0g5g"},
                                   {4, "8c6a2a0c0k2m6m8k8g5g"},
                                   {4, "0a0m 8a8m 0g8g"},
                                   {0.5, "0a0m"},
                                   {2.5, "5a5k3m1m0k"},
                                   {3.5, "0a0m 7a0h 2f7m"},
                                   {3, "0a0m6m"},
                                   {4, "0m0a4h8a8m"},
                                   {4, "0m0a8m8a"},
                                   {4, "2a0c0k2m6m8k8c6a2a"},
                                   {3.5, "0m0a5a7b7f5g0g"},
                                   {4, "2a0c0k2m6m8k8c6a2a 5j8m"},
                                   {3.5, "0m0a5a7b7f5g0g 4g7m"},
                                   {3.5, "7c5a2a0b0e2f5g7h7k5m2m0k"},
                                   {4, "0a8a 4a4m"},
                                   {4, "0a0k2m6m8k8a"},
                                   {4, "0a4m8a"},
                                   {4, "0a2m4e6m8a"},
                                   {4, "0a8m 8a0m"},
                                   {4, "0a4g8a 4g4m"},
                                   {4, "0a8a0m8m"}};
    if (c >= 'A' && c <= 'Z') return capitals[c - 'A'];
    if (c == '^') return {2, "0c2a4c"};
    if (c == '(') return {1, "2a0c0k2m"};
    if (c == ')') return {1, "0a2c2k0m"};
    if (c == ':') return {0.5, "0f0g 0l0m"};
    if (c == '/') return {2.5, "0m5a"};
    if (c == '.') return {0.5, "0l0m"};
    if (c == ',') return {0.5, "1l0o"};
    if (c == '-') return {3, "1i5i"};
    if (c == '=') return {3.5, "0f7f 0j7j"};
    if (c == '_') return {3, "0n6n"};
    return {1.5, {}};
}

inline constexpr double letter_gap = 1.4; // in units

/// The width of a text drawn by `write`.
inline double width_of(std::string_view text, double height) {
    double units = 0;
    for (const char c : text) units += letter_of(c).width + letter_gap;
    return (units - letter_gap) * height / 6;
}

/// Writes a text, the middle of the text's top edge at `top`.
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
