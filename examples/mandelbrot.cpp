// SPDX-License-Identifier: MIT
// A Mandelbrot set is a plane whose pixels are c: mandelbrot{} stands in the place of c.
#include <complex>
#include <cstdio>
#include <vector>

#include <hpk/julia.hpp>

int main() {
    using point = std::complex<double>;
    constexpr int columns = 72, rows = 31, max_iterations = 1000;

    // The rows of a uniform plane of a symmetric region mirror one another to the bit.
    const auto plane = hpk::julia::uniform_plane<double>(
        {.left = -2.1, .right = 0.7, .bottom = -1.25, .top = 1.25}, columns, rows);
    const auto counts =
        hpk::julia::escape_counts(plane, hpk::julia::mandelbrot{}, max_iterations, hpk::parallel{});

    bool symmetric = true;
    for (std::size_t i = 0; i < rows; ++i) {
        for (std::size_t j = 0; j < columns; ++j) {
            const int count = counts[i * columns + j];
            std::putchar(count == max_iterations ? '#' : count > 12 ? '+' : count > 5 ? '.' : ' ');
            symmetric = symmetric && count == counts[(rows - 1 - i) * columns + j];
        }
        std::putchar('\n');
    }

    // Points may also be listed, each with its z and c: known members and 0 -> 1 -> 2.
    const std::vector<point> known{{0, 0}, {-1, 0}, {0, 1}, {1, 0}};
    const auto check =
        hpk::julia::escape_counts(std::vector<point>(known.size()), known, max_iterations);
    const bool right = check == std::vector<std::int32_t>{1000, 1000, 1000, 2};
    return symmetric && right ? 0 : 1;
}
