// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <vector>

#include "hpk/core/exact.hpp"
#include "hpk/julia/deep/fixed_point.hpp"

namespace hpk::julia {
inline namespace HPK_ISA {

/// The orbit of 0 under z² + c for a c of many digits, with both parts of each point rounded to
/// double: max_iterations points after the first, or fewer, up to the first with |z| >= 2.
struct reference_orbit {
    std::vector<double> re, im;

    reference_orbit(const fixed_point& c_re, const fixed_point& c_im, std::size_t words,
                    int max_iterations) {
        fixed_point x(words), y(words);
        add(x, y);
        for (int n = 0; n < max_iterations; ++n) {
            const fixed_point x_y = x * y;
            x = (x + y) * (x - y) + c_re;
            y = x_y + x_y + c_im;
            add(x, y);
            if (!(pinned(re.back() * re.back()) + pinned(im.back() * im.back()) < 4)) break;
        }
    }

    /// The index of the last point.
    [[nodiscard]] std::size_t last() const noexcept { return re.size() - 1; }

private:
    void add(const fixed_point& x, const fixed_point& y) {
        re.push_back(static_cast<double>(x));
        im.push_back(static_cast<double>(y));
    }
};

} // namespace HPK_ISA
} // namespace hpk::julia
