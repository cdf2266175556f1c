// SPDX-License-Identifier: MIT
#pragma once

#include <algorithm>
#include <cstddef>
#include <vector>

#include "hpk/core/backend.hpp"
#include "hpk/core/exact.hpp"
#include "hpk/core/lanes.hpp"
#include "hpk/julia/deep/fixed_point.hpp"

namespace hpk::julia {
inline namespace HPK_ISA {

/// The orbit of 0 under z² + c for a c of many digits, with both parts of each point rounded to
/// double: max_iterations points after the first, or fewer, up to the first with |z| >= 2 radius.
/// Orbits nearby that have not escaped at |z| >= radius then do not lose their distance from it.
struct reference_orbit {
    std::vector<double> re, im;

    /// `goes_on` is called from time to time; if it returns false, the orbit ends.
    template <class GoesOn>
    reference_orbit(const fixed_point& c_re, const fixed_point& c_im, std::size_t words,
                    int max_iterations, double radius, const GoesOn& goes_on) {
        constexpr double largest_square = 1 << 28; // of which fixed_point holds another sum
        constexpr int between = 256;               // calls of goes_on
        const double last_norm = 4 * pinned(radius * radius);
        fixed_point x(words), y(words);
        add(static_cast<double>(x), static_cast<double>(y));
        int n = 0;
        for (; n < max_iterations && norm() < (std::min)(last_norm, largest_square); ++n) {
            if (n % between == between - 1 && !goes_on()) return;
            const fixed_point x_y = x * y;
            x = (x + y) * (x - y) + c_re;
            y = x_y + x_y + c_im;
            add(static_cast<double>(x), static_cast<double>(y));
        }
        // So far out the digits of double are enough for the few steps to the end.
        using single = lanes<double, scalar>;
        const auto c_x = single::broadcast(static_cast<double>(c_re));
        const auto c_y = single::broadcast(static_cast<double>(c_im));
        for (; n < max_iterations && norm() < last_norm; ++n) {
            const auto a = single::broadcast(re.back()), b = single::broadcast(im.back());
            const auto a_b = a * b;
            add(((a + b) * (a - b) + c_x).value, (a_b + a_b + c_y).value);
        }
    }

    /// The index of the last point.
    [[nodiscard]] std::size_t last() const noexcept { return re.size() - 1; }

private:
    void add(double x, double y) {
        re.push_back(x);
        im.push_back(y);
    }
    /// |z|² of the last point.
    [[nodiscard]] double norm() const noexcept {
        return pinned(re.back() * re.back()) + pinned(im.back() * im.back());
    }
};

} // namespace HPK_ISA
} // namespace hpk::julia
