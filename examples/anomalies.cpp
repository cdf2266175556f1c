// SPDX-License-Identifier: MIT
//
// Finds hours that are unlike the others in a file of measurements, one per second: Gorelick and
// Ozsvald's anomaly detector (High Performance Python, chapter 5). The file is read once, a minute
// at a time. The moments of minutes merge to those of days, and of the hour that ends with each
// minute; both are tested for a normal distribution, as by scipy.stats.normaltest.

#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <random>
#include <span>
#include <stdexcept>
#include <string>
#include <vector>

#include <hpk/reductions.hpp>

#include "picture/canvas.hpp"
#include "picture/command_line.hpp"
#include "picture/lettering.hpp"
#include "picture/png.hpp"
#include "picture/progress.hpp"

namespace {

using moments = hpk::reductions::moments<double>;

constexpr std::size_t minute = 60, hour = 60 * minute, minutes_per_day = 24 * hour / minute;

/// D'Agostino and Pearson's K²: if the numbers have a normal distribution, it exceeds x with a
/// probability of exp(-x/2).
double normality(const moments& m) {
    const auto n = static_cast<double>(m.count());
    const double y = m.skewness() * std::sqrt((n + 1) * (n + 3) / (6 * (n - 2)));
    const double beta =
        3 * (n * n + 27 * n - 70) * (n + 1) * (n + 3) / ((n - 2) * (n + 5) * (n + 7) * (n + 9));
    const double w2 = std::sqrt(2 * (beta - 1)) - 1;
    const double skew = std::asinh(y / std::sqrt(2 / (w2 - 1))) / std::sqrt(std::log(w2) / 2);

    const double expected = 3 * (n - 1) / (n + 1);
    const double deviation = std::sqrt(24 * n * (n - 2) * (n - 3) / ((n + 3) * (n + 5))) / (n + 1);
    const double x = (m.kurtosis() + 3 - expected) / deviation;
    const double root = 6 * (n * n - 5 * n + 2) / ((n + 7) * (n + 9)) *
                        std::sqrt(6 * (n + 3) * (n + 5) / (n * (n - 2) * (n - 3)));
    const double a = 6 + 8 / root * (2 / root + std::sqrt(1 + 4 / (root * root)));
    const double term = std::cbrt((1 - 2 / a) / (1 + x * std::sqrt(2 / (a - 4))));
    const double tails = (1 - 2 / (9 * a) - term) / std::sqrt(2 / (9 * a));
    return skew * skew + tails * tails;
}

/// The example on the page of scipy.stats.normaltest.
bool is_scipys() {
    moments weights;
    weights.add(std::array{148., 154., 158., 160., 161., 162., 166., 170., 182., 195., 236.});
    return std::abs(normality(weights) - 13.034263121192582) < 1e-9;
}

/// A disturbance of the measurements: `shift` is added for some seconds.
struct disturbance {
    std::size_t day, second, seconds;
    double shift;
};
constexpr std::array<disturbance, 2> disturbances{{
    {1, 9 * hour, 200, 2.2},    // too short to be seen in the day
    {4, 13 * hour, 2400, -3.0}, // seen in both
}};

/// Writes days of normal deviates, some of them disturbed.
void write_measurements(const std::string& file, std::size_t days) {
    std::mt19937_64 bits(5);
    const auto uniform = [&] { return (static_cast<double>(bits() >> 11) + 0.5) * 0x1p-53; };
    std::ofstream to(file, std::ios::binary);
    std::vector<double> day(minute * minutes_per_day);
    for (std::size_t d = 0; d < days; ++d) {
        for (std::size_t k = 0; k < day.size(); k += 2) { // G. Box and M. Muller
            const double radius = std::sqrt(-2 * std::log(uniform()));
            const double angle = 2 * 3.141592653589793 * uniform();
            day[k] = radius * std::cos(angle);
            day[k + 1] = radius * std::sin(angle);
        }
        for (const disturbance& one : disturbances)
            for (std::size_t k = 0; k < one.seconds && one.day == d; ++k)
                day[one.second + k] += one.shift;
        to.write(reinterpret_cast<const char*>(day.data()),
                 static_cast<std::streamsize>(day.size() * sizeof(double)));
    }
    if (!to.flush()) throw std::runtime_error(file + ": cannot be written");
}

/// K² of each day, and of the window that ends with each minute.
struct findings {
    std::vector<double> days, windows;
    moments all;
};
findings examine(const std::string& file, std::size_t window) {
    std::ifstream from(file, std::ios::binary);
    if (!from) throw std::runtime_error(file + ": cannot be read");
    const auto minutes = std::filesystem::file_size(file) / (minute * sizeof(double));
    findings result;
    std::vector<moments> last(window); // the minutes of the window, the oldest overwritten first
    std::array<double, minute> values;
    moments day;
    progress_bar progress;
    for (std::size_t m = 0; m < minutes; ++m) {
        from.read(reinterpret_cast<char*>(values.data()), sizeof values);
        moments now;
        now.add(values);
        day.merge(now);
        if ((m + 1) % minutes_per_day == 0) {
            result.days.push_back(normality(day));
            result.all.merge(day);
            day = moments();
            progress.show(double(m) / double(minutes), "days and hours");
        }
        last[m % window] = now;
        if (m + 1 < window) continue;
        moments whole;
        for (const moments& part : last) whole.merge(part);
        result.windows.push_back(normality(whole));
    }
    return result;
}

/// K² over time on a logarithmic scale: of the windows as a line, of days as bars, and the limit.
void draw(const std::string& file, const findings& found, std::size_t window, double limit) {
    constexpr double left = 40, right = 20, top = 20, bottom = 40;
    constexpr rgb dark{40, 54, 112}, bar{158, 203, 225}, red{200, 60, 40};
    canvas picture(1000, 360, ink(0));
    const double width = static_cast<double>(picture.columns()) - left - right;
    const double height = static_cast<double>(picture.rows()) - top - bottom;
    const auto days = static_cast<double>(found.days.size());
    const auto at = [&](double day, double k2) {
        const double share = std::clamp(std::log10(1 + k2) / 4, 0.0, 1.0);
        return place{left + width * day / days, top + height * (1 - share)};
    };
    for (std::size_t d = 0; d < found.days.size(); ++d) {
        const double from = static_cast<double>(d) + 0.02, to = from + 0.96;
        const double y = at(0, found.days[d]).y;
        picture.draw(
            std::array{at(from, 0), place{at(from, 0).x, y}, place{at(to, 0).x, y}, at(to, 0)}, 3,
            bar);
        write(picture, std::to_string(d), {at(from + 0.48, 0).x, top + height + 14}, 12, dark);
    }
    picture.draw(std::array{at(0, limit), at(days, limit)}, 1, red);
    std::vector<place> line;
    for (std::size_t k = 0; k < found.windows.size(); ++k)
        line.push_back(at(static_cast<double>(k + window) / minutes_per_day, found.windows[k]));
    picture.draw(line, 1.2, dark);
    write_picture(file, picture.pixels(), picture.columns());
}

} // namespace

int main(int argc, char** argv) {
    std::size_t days = 7, window = 60;
    std::string file = "measurements.f64";
    std::string out = std::string("anomalies.") + colour_picture_format;
    command_line command("anomalies", "Finds days and hours of measurements unlike the others.");
    command.option("--days", "N", "how many days to make up", days);
    command.option("--window", "MINUTES", "the length of the sliding window", window);
    command.option("--file", "FILE", "where the made-up measurements go", file);
    command.option("--out", "FILE", "where the picture goes", out);
    return command.run(argc, argv, [&] {
        if (days < 5) throw std::invalid_argument("--days must be at least 5");
        if (window < 1 || window > minutes_per_day)
            throw std::invalid_argument("--window must be from 1 to 1440");
        write_measurements(file, days);
        const findings found = examine(file, window);
        const double limit = 2 * std::log(1e6); // one of a million tests exceeds it by chance
        draw(out, found, window, limit);
        std::printf("%s\n%llu values, their mean %.5f and variance %.5f\n", out.c_str(),
                    static_cast<unsigned long long>(found.all.count()), found.all.mean(),
                    found.all.variance());

        bool is_as_expected = is_scipys() && found.all.count() == days * minutes_per_day * minute;
        for (std::size_t d = 0; d < days; ++d) {
            if (found.days[d] > limit) std::printf("day %zu: K2 = %.0f\n", d, found.days[d]);
            is_as_expected &= (found.days[d] > limit) == (d == 4);
        }
        // A window that overlaps no disturbance is like the others, and each disturbance is found.
        std::array<double, disturbances.size()> largest{};
        for (std::size_t k = 0; k < found.windows.size(); ++k) {
            const std::size_t first = k * minute, last = first + window * minute;
            bool disturbed = false;
            for (std::size_t i = 0; i < disturbances.size(); ++i) {
                const std::size_t from =
                    disturbances[i].day * minutes_per_day * minute + disturbances[i].second;
                if (from >= last || first >= from + disturbances[i].seconds) continue;
                disturbed = true;
                largest[i] = std::max(largest[i], found.windows[k]);
            }
            is_as_expected &= disturbed || found.windows[k] < limit;
        }
        for (std::size_t i = 0; i < disturbances.size(); ++i) {
            std::printf("the window around day %zu, %zu:00: K2 = %.0f\n", disturbances[i].day,
                        disturbances[i].second / hour, largest[i]);
            is_as_expected &= largest[i] > limit;
        }
        return is_as_expected || window != 60; // a window of another length finds others
    });
}
