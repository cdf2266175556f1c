// SPDX-License-Identifier: MIT
//
// Fits a line to each of 100,000 rows of 14 measurements, by least squares: Gorelick and Ozsvald's
// minutes of telephone calls over two weeks (High Performance Python, chapter 7). As all rows have
// the same days, slope and offset are the same linear functions of each row: two weights per day.

#include <cmath>
#include <cstddef>
#include <cstdio>
#include <vector>

#include <hpk/core/grid.hpp>
#include <hpk/random.hpp>
#include <hpk/reductions.hpp>

int main() {
    constexpr std::size_t people = 100'000, days = 14;
    hpk::grid<double> minutes(people, days), weights(days, 2), lines(people, 2);

    // About an hour a day, more or less, and no change over time but for person 7.
    hpk::random::philox4x32 engine(1);
    hpk::random::fill_normal(engine, minutes, hpk::parallel{});
    for (double& value : minutes) value = 1 + 0.13 * value;
    for (std::size_t day = 0; day < days; ++day) minutes(7, day) += 0.1 * static_cast<double>(day);

    // Least squares: slope = sum of (day - mean) y / sum of (day - mean)^2, offset = mean of y -
    // slope * mean.
    const double n = days, mean = (n - 1) / 2, spread = n * (n * n - 1) / 12;
    for (std::size_t day = 0; day < days; ++day) {
        weights(day, 0) = (static_cast<double>(day) - mean) / spread;
        weights(day, 1) = 1 / n - weights(day, 0) * mean;
    }
    hpk::reductions::project_rows(minutes, weights, lines, hpk::parallel{});

    std::size_t steepest = 0;
    for (std::size_t person = 0; person < people; ++person)
        if (lines(person, 0) > lines(steepest, 0)) steepest = person;
    std::printf("person %zu: %.3f hours on the first day, and %.3f more per day\n", steepest,
                lines(steepest, 1), lines(steepest, 0));

    // The differences from a line of least squares have no slope and no offset left.
    double left = 0, moment = 0;
    for (std::size_t day = 0; day < days; ++day) {
        const auto x = static_cast<double>(day);
        const double rest = minutes(steepest, day) - (lines(steepest, 1) + lines(steepest, 0) * x);
        left += rest;
        moment += rest * x;
    }
    return steepest == 7 && std::fabs(left) < 1e-12 && std::fabs(moment) < 1e-11 ? 0 : 1;
}
