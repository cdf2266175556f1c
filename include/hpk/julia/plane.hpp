// SPDX-License-Identifier: MIT
#pragma once

#include <algorithm>
#include <concepts>
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <span>
#include <string>
#include <vector>

#include "hpk/core/double_double.hpp"
#include "hpk/core/exact.hpp"
#include "hpk/core/expects.hpp"

namespace hpk::julia {

/// A rectangle of the complex plane.
template <std::floating_point T = double>
struct region {
    static_assert(
        sizeof(T) <= sizeof(double),
        "hpk::julia computes in float and double; views of more digits are made of a zoom");
    T left = T(-1.8);   ///< the least real part
    T right = T(1.8);   ///< the largest real part
    T bottom = T(-1.8); ///< the least imaginary part
    T top = T(1.8);     ///< the largest imaginary part
};

/// The types of coordinates: float, double, and double_double of hpk/core/double_double.hpp.
template <class T>
concept coordinate = std::floating_point<T> || std::same_as<T, double_double>;

/// The pixels of a picture: pixel (row i, column j) is the point x[j] + i·y[i], and row 0 is the
/// top.
template <coordinate T>
struct plane {
    std::vector<T> x; ///< the real part of each column
    std::vector<T> y; ///< the imaginary part of each row
};

/// A non-owning view of a plane's coordinates. A plane converts to it.
template <coordinate T>
struct plane_view {
    std::span<const T> x; ///< the real part of each column
    std::span<const T> y; ///< the imaginary part of each row

    /// A view of two arrays of coordinates, which must outlive the view.
    plane_view(std::span<const T> columns, std::span<const T> rows) noexcept
        : x(columns), y(rows) {}
    /// A view of a plane, which must outlive the view.
    plane_view(const plane<T>& owner) noexcept : x(owner.x), y(owner.y) {}

    /// The number of pixels in a row.
    [[nodiscard]] std::size_t columns() const noexcept { return x.size(); }
    /// The number of rows.
    [[nodiscard]] std::size_t rows() const noexcept { return y.size(); }
    /// The number of pixels.
    [[nodiscard]] std::size_t size() const noexcept { return x.size() * y.size(); }
};

inline namespace HPK_ISA {
namespace detail {

template <std::floating_point T>
void expect_region(region<T> r) {
    const auto sides = [&] {
        using hpk::detail::shown;
        return "region {left " + shown(r.left) + ", right " + shown(r.right) + ", bottom " +
               shown(r.bottom) + ", top " + shown(r.top) + "}";
    };
    expects(is_finite(r.left) && is_finite(r.right) && is_finite(r.bottom) && is_finite(r.top) &&
                is_finite(pinned(r.right - r.left)) && is_finite(pinned(r.top - r.bottom)),
            [&] { return sides() + " must have finite sides"; });
    expects(r.left < r.right && r.bottom < r.top,
            [&] { return sides() + " must have left < right and bottom < top"; });
}

/// The region as the caller computed it. Without the pin the compiler could merge the caller's last
/// operation and the first one here.
template <std::floating_point T>
region<T> pinned_region(region<T> r) noexcept {
    return {pinned(r.left), pinned(r.right), pinned(r.bottom), pinned(r.top)};
}

inline void expect_positive(int value, const char* name) {
    expects(value >= 1, [&] {
        return std::string(name) + " is " + hpk::detail::shown(value) + " but must be at least 1";
    });
}

} // namespace detail

/// Computes the grid of the book's programs. The steps are (right - left)/width and (bottom -
/// top)/width; x starts at left and is incremented while x < right, and y starts at top and is
/// incremented while y > bottom. Repeated addition rounds, so there may be one column or row more
/// than `width`, and a symmetric region gives a plane that is only nearly symmetric. In a small
/// region far from 0 the rounding errors of all steps may have the same sign: in a square with a
/// side of 1e-13 at -0.75 + 0.1i, a width of 1000 would become 901 columns and 1030 rows.
///
/// \throws std::invalid_argument for an empty, reversed or infinite region, for width < 1, for
/// a width so large that a step would be lost to rounding, here or there, and where the columns or
/// rows would differ from width by more than 1 and a hundredth. Source: Gorelick and Ozsvald, High
/// Performance Python, 3rd ed., chapter 2.
template <std::floating_point T>
[[nodiscard]] plane<T> accumulated_plane(region<T> r, int width) {
    r = detail::pinned_region(r);
    detail::expect_region(r);
    detail::expect_positive(width, "width");
    const T x_step = quotient(pinned(r.right - r.left), static_cast<T>(width));
    const T y_step = quotient(pinned(r.bottom - r.top), static_cast<T>(width));
    const auto advances = [](T a, T b, T step) {
        const T largest = (std::max)((std::max)(a, -a), (std::max)(b, -b));
        return pinned(largest - (std::max)(step, -step)) < largest;
    };
    const auto expect_apart = [&](bool apart) {
        expects(apart, [&] {
            return "width is " + hpk::detail::shown(width) +
                   " but this region's coordinates cannot tell that many columns apart";
        });
    };
    expect_apart(advances(r.left, r.right, x_step) && advances(r.bottom, r.top, y_step));

    plane<T> result;
    // A step of half a last digit is kept or lost by the digit before it.
    const auto next = [&](T from, T step) {
        const T to = pinned(from + step);
        expect_apart(to != from);
        return to;
    };
    for (T x = r.left; x < r.right; x = next(x, x_step)) result.x.push_back(x);
    for (T y = r.top; y > r.bottom; y = next(y, y_step)) result.y.push_back(y);
    const auto is_near = [&](const std::vector<T>& coordinates) {
        const auto n = static_cast<std::int64_t>(coordinates.size());
        return std::abs(n - width) <= 1 + width / 100;
    };
    expects(is_near(result.x) && is_near(result.y), [&] {
        using hpk::detail::shown;
        return "width is " + shown(width) + " but rounding would make " + shown(result.x.size()) +
               " columns and " + shown(result.y.size()) + " rows of it in this region";
    });
    return result;
}

/// Computes pixel centres at equal distances. A region that is symmetric about an axis gives a
/// plane that is symmetric about it to the bit. Each coordinate is rounded by itself, so distances
/// are equal up to rounding.
///
/// \throws std::invalid_argument for an empty, reversed or infinite region, for columns < 1 or rows
/// < 1, and where neighbouring coordinates would round to the same number: there T has too few
/// digits for so small a region.
template <std::floating_point T>
[[nodiscard]] plane<T> uniform_plane(region<T> r, int columns, int rows) {
    r = detail::pinned_region(r);
    detail::expect_region(r);
    detail::expect_positive(columns, "columns");
    detail::expect_positive(rows, "rows");
    // The odd numerator 2k + 1 - n changes its sign, and nothing else, under k -> n - 1 - k.
    const auto centres = [](T from, T to, int n, const char* name) {
        const T middle = pinned(pinned(from * T(0.5)) + pinned(to * T(0.5)));
        const T length = pinned(to - from);
        std::vector<T> result(static_cast<std::size_t>(n));
        for (int k = 0; k < n; ++k) {
            const T numerator = static_cast<T>(2 * std::int64_t{k} + 1 - n);
            const T fraction = quotient(numerator, static_cast<T>(2 * std::int64_t{n}));
            result[static_cast<std::size_t>(k)] = pinned(middle + pinned(fraction * length));
        }
        expects(std::ranges::adjacent_find(result) == result.end(), [&] {
            const auto last = std::unique(result.begin(), result.end());
            return name + (" is " + hpk::detail::shown(n)) + " but only " +
                   hpk::detail::shown(last - result.begin()) +
                   " coordinates of this region are different numbers";
        });
        return result;
    };
    return {centres(r.left, r.right, columns, "columns"), centres(r.top, r.bottom, rows, "rows")};
}

} // namespace HPK_ISA
} // namespace hpk::julia
