// SPDX-License-Identifier: MIT
#pragma once

/// \file
/// Planes about a point of many digits, for views that are too small for double.

#include <algorithm>
#include <cstddef>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include "hpk/core/double_double.hpp"
#include "hpk/core/exact.hpp"
#include "hpk/core/expects.hpp"
#include "hpk/julia/deep/fixed_point.hpp"
#include "hpk/julia/plane.hpp"

namespace hpk::julia {

/// A view: the point in the middle, in decimal text of any number of digits
/// ("-0.743643887037158704752191506114774"), and the distance from the left side to the right.
struct zoom {
    std::string re;   ///< the real part of the middle, from -4 to 4
    std::string im;   ///< its imaginary part
    double width = 4; ///< from 1e-290 to 1000
};

/// The pixels of a zoom: pixel (row i, column j) is the point (re + x[j]) + i·(im + y[i]), and row
/// 0 is the top.
struct deep_plane {
    std::string re;        ///< the real part of the middle, in decimal text
    std::string im;        ///< its imaginary part
    std::vector<double> x; ///< the distance of each column from the middle
    std::vector<double> y; ///< the distance of each row from the middle

    /// The number of pixels.
    [[nodiscard]] std::size_t size() const noexcept { return x.size() * y.size(); }
};

inline namespace HPK_ISA {
namespace detail {

/// The number that a decimal text says.
inline fixed_point number_of(const std::string& text, const char* name, std::size_t words) {
    fixed_point result(words);
    const bool is_number = result.read(text);
    const auto rounded = static_cast<double>(result);
    expects(is_number && rounded >= -4 && rounded <= 4, [&] {
        return std::string(name) + " is '" + text +
               "' but must be a decimal number between -4 and 4";
    });
    return result;
}

} // namespace detail

/// Computes pixel centres at equal distances about the middle of a view; pixels are squares.
///
/// \throws std::invalid_argument for text that is not a number ("-1.25", "5e-4": a sign or none,
/// digits, a point and digits or none, an exponent or none), for numbers beyond 4, a width out of
/// range, columns < 1 and rows < 1
[[nodiscard]] inline deep_plane uniform_plane(const zoom& view, int columns, int rows) {
    (void)detail::number_of(view.re, "re", fixed_point::most_words);
    (void)detail::number_of(view.im, "im", fixed_point::most_words);
    expects(is_finite(view.width) && view.width >= 1e-290 && view.width <= 1000, [&] {
        return "width is " + hpk::detail::shown(view.width) +
               " but must be between 1e-290 and 1000";
    });
    detail::expect_positive(columns, "columns");
    detail::expect_positive(rows, "rows");
    const double by_x = pinned(view.width / 2);
    const double by_y = quotient(pinned(by_x * rows), static_cast<double>(columns));
    plane<double> distances =
        uniform_plane(region<double>{-by_x, by_x, -by_y, by_y}, columns, rows);
    return {view.re, view.im, std::move(distances.x), std::move(distances.y)};
}

/// The same pixels with each coordinate rounded to double_double: a plane for any set and formula.
///
/// \throws std::invalid_argument for text that is not a number, for distances beyond 1e9, and where
/// neighbouring coordinates would round to the same number: 1000 columns do at a width of 1e-30 if
/// the middle has that many digits
[[nodiscard]] inline plane<double_double> to_double_double(const deep_plane& p) {
    constexpr std::size_t words = fixed_point::most_words;
    const auto rounded = [](const std::string& middle, std::span<const double> distances,
                            const char* name) {
        const fixed_point origin = detail::number_of(middle, name, words);
        std::vector<double_double> result;
        for (const double distance : distances) {
            expects(is_finite(distance) && distance >= -1e9 && distance <= 1e9, [&] {
                return "a distance is " + hpk::detail::shown(distance) +
                       " but must be between -1e9 and 1e9";
            });
            result.push_back(static_cast<double_double>(origin + fixed_point(distance, words)));
        }
        expects(std::ranges::adjacent_find(result) == result.end(), [&] {
            return std::string(name) + " = " + middle +
                   " has too many digits: pixels beside it are the same double_double";
        });
        return result;
    };
    return {rounded(p.re, p.x, "re"), rounded(p.im, p.y, "im")};
}

} // namespace HPK_ISA
} // namespace hpk::julia
