// SPDX-License-Identifier: MIT
#pragma once

#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>
#include <cstdint>

/// A colour in the sRGB encoding of screens.
struct rgb {
    std::uint8_t red = 0, green = 0, blue = 0;
};

/// From a (share 0) to b (share 1).
inline rgb blend(rgb a, rgb b, double share) {
    const auto channel = [share](std::uint8_t from, std::uint8_t to) {
        return static_cast<std::uint8_t>(std::lround(from + (to - from) * share));
    };
    return {channel(a.red, b.red), channel(a.green, b.green), channel(a.blue, b.blue)};
}

/// Ink on paper: from the paper (0) through light and deep blues to nearly black (1). Lightness
/// falls evenly, so the picture also works in grey.
inline rgb ink(double strength) {
    constexpr std::array<rgb, 8> scale{{{251, 249, 244},
                                        {211, 229, 236},
                                        {158, 203, 225},
                                        {104, 170, 211},
                                        {62, 131, 189},
                                        {44, 91, 157},
                                        {40, 54, 112},
                                        {28, 20, 60}}};
    const double place = std::clamp(strength, 0.0, 1.0) * (scale.size() - 1);
    const auto lower = std::min(static_cast<std::size_t>(place), scale.size() - 2);
    return blend(scale[lower], scale[lower + 1], place - static_cast<double>(lower));
}
