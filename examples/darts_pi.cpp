// SPDX-License-Identifier: MIT
//
// Pi by darts, on any number of threads with one result, and in parts: a counter-based engine can
// begin at any dart, so that processes that share nothing but a key throw the same darts as one.

#include <cmath>
#include <cstdint>
#include <cstdio>

#include <hpk/random.hpp>

int main() {
    using namespace hpk::random;
    constexpr std::int64_t darts = 10'000'000;

    philox4x32 engine(2024);
    const std::int64_t inside = count_in_quarter_circle(engine, darts, hpk::parallel{});
    const double pi = 4 * static_cast<double>(inside) / static_cast<double>(darts);
    const double error = 1.6422 / std::sqrt(static_cast<double>(darts)); // sqrt(pi * (4 - pi) / n)
    std::printf("pi is about %.6f, give or take %.6f\n", pi, error);
    bool right = std::fabs(pi - 3.14159265358979) < 5 * error;

    // The same on one thread, and one call per number.
    philox4x32 again(2024), slowly(2024);
    right &= count_in_quarter_circle(again, darts) == inside;
    right &= count_in_quarter_circle<naive>(slowly, darts, hpk::parallel{}) == inside;
    right &= again == engine && slowly == engine;

    // Four processes, each with its quarter of the darts: all x come first, then all y. Each number
    // is two of the engine's.
    std::int64_t in_parts = 0;
    for (std::uint64_t process = 0; process < 4; ++process) {
        constexpr std::uint64_t quarter = darts / 4;
        philox4x32 of_x(2024), of_y(2024);
        of_x.discard(2 * process * quarter);
        of_y.discard(2 * (darts + process * quarter));
        in_parts += fastest::count<hpk::native>(of_x, of_y, quarter);
    }
    right &= in_parts == inside;

    std::puts(right ? "ok" : "WRONG");
    return right ? 0 : 1;
}
