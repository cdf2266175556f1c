// SPDX-License-Identifier: MIT
// A steel plate, 0.5 m x 0.2 m, with a ceramic insert: its left side is kept hot, air cools the
// right one, the others are insulated, and a spot was heated at the start. Snapshots for NumPy and
// ParaView, and the temperature at a probe over time.
#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <filesystem>
#include <stdexcept>
#include <string>

#include <hpk/diffusion.hpp>
#include <hpk/io.hpp>

#include "picture/command_line.hpp"
#include "picture/progress.hpp"

namespace {

constexpr double height = 1e-3, width = 2e-3; // of a cell, in m
constexpr double steel = 1.2e-5;              // its diffusivity, in m²/s
constexpr double ceramic = 1e-6;              // that of the insert, of as much heat per volume
constexpr double conductivity = 45;           // of steel, in W/(m K)
constexpr double transfer = 25;               // from steel to air, in W/(m² K)
constexpr double cold = 300, hot = 400;       // in K

/// A cold plate with a hot spot of radius 3 cm at (0.15 m, 0.1 m).
hpk::grid<double> plate_with_spot() {
    hpk::grid<double> plate(200, 250);
    for (std::size_t i = 0; i < plate.rows(); ++i)
        for (std::size_t j = 0; j < plate.columns(); ++j) {
            const double y = (double(i) + 0.5) * height, x = (double(j) + 0.5) * width;
            plate(i, j) = std::hypot(x - 0.15, y - 0.1) < 0.03 ? hot : cold;
        }
    return plate;
}

/// The diffusivity of each cell: steel, with an insert from (0.25 m, 0.05 m) to (0.35 m, 0.15 m).
hpk::grid<double> diffusivities() {
    hpk::grid<double> k(200, 250);
    for (std::size_t i = 0; i < k.rows(); ++i)
        for (std::size_t j = 0; j < k.columns(); ++j)
            k(i, j) = i >= 50 && i < 150 && j >= 125 && j < 175 ? ceramic : steel;
    return k;
}

/// The temperature at (0.2 m, 0.1 m), outside the spot.
double probe(hpk::grid_view<const double> plate) {
    return plate(100, 100);
}

/// Writes DIRECTORY/plate_NUMBER.npy and .vti.
void save(hpk::grid_view<const double> plate, const std::string& directory, std::int64_t number) {
    char name[32];
    std::snprintf(name, sizeof name, "/plate_%03d", static_cast<int>(number));
    hpk::save_npy(directory + name + ".npy", plate);
    hpk::save_vti(directory + name + ".vti", plate, {height, width});
}

} // namespace

int main(int argc, char** argv) {
    std::int64_t seconds = 120, frames = 6, readings = 20;
    std::string out = ".";
    command_line command("heat_plate", "Heat spreads in a steel plate.");
    command.option("--seconds", "N", "how long it spreads", seconds);
    command.option("--frames", "N", "how many snapshots beside that of the start", frames);
    command.option("--readings", "N", "of the probe, per snapshot", readings);
    command.option("--out", "DIRECTORY", "where plate_000.npy, plate_000.vti … go", out);
    return command.run(argc, argv, [&] {
        using namespace hpk::diffusion;
        if (seconds < 1 || frames < 1 || readings < 1)
            throw std::invalid_argument("--seconds, --frames and --readings must be at least 1");
        const sides around{
            .axis1 = {face_value{hot}, convective{transfer, cold, conductivity, width}}};
        const auto cells = rules::cells(diffusivities(), {height, width});
        const double between = double(seconds) / double(frames * readings); // readings, in s
        const auto every =
            static_cast<std::int64_t>(std::ceil(between / (0.6 * cells.stability_limit())));
        const double dt = between / double(every);

        auto plate = plate_with_spot();
        hpk::grid<double> history(static_cast<std::size_t>(frames * readings + 1), 2); // s, K
        history(0, 1) = probe(plate);
        std::filesystem::create_directories(out);
        save(plate, out, 0);
        {
            progress_bar progress;
            const auto observer = [&](hpk::grid_view<const double> now, std::int64_t done) {
                const std::int64_t reading = done / every;
                double* const row = history.row(static_cast<std::size_t>(reading));
                row[0] = between * double(reading);
                row[1] = probe(now);
                char text[64];
                std::snprintf(text, sizeof text, "%.1f s, %.2f K at the probe", row[0], row[1]);
                progress.show(double(reading) / double(frames * readings), text);
                if (reading % readings == 0) save(now, out, reading / readings);
            };
            evolve_and_observe(plate, cells, dt, every * frames * readings, every, observer, around,
                               hpk::parallel{});
        }
        hpk::save_npy(out + "/probe.npy", history);
        for (std::size_t k = 0; k < history.rows(); k += static_cast<std::size_t>(readings))
            std::printf("%6.1f s  %.2f K\n", history(k, 0), history(k, 1));

        // It is hot on the left, nowhere hotter or colder than what is around, and the last
        // snapshot is the plate.
        const auto [least, most] = std::minmax_element(plate.begin(), plate.end());
        char last[32];
        std::snprintf(last, sizeof last, "/plate_%03d.npy", static_cast<int>(frames));
        return plate(0, 0) > (cold + hot) / 2 && *least > cold - 1e-9 && *most < hot + 1e-9 &&
               hpk::load_npy<double>(out + last) == plate;
    });
}
