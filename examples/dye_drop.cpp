// SPDX-License-Identifier: MIT
// Drops of dye spread in a dish; an observer draws the grid at regular intervals.
#include <algorithm>
#include <cmath>
#include <cstdint>
#include <cstdio>
#include <filesystem>
#include <numeric>
#include <stdexcept>
#include <string>
#include <vector>

#include <hpk/diffusion.hpp>

#include "picture/colour.hpp"
#include "picture/command_line.hpp"
#include "picture/png.hpp"
#include "picture/progress.hpp"

namespace {

/// Three round drops, with positions and sizes relative to the dish.
hpk::grid<double> drops(std::size_t rows, std::size_t columns) {
    struct drop {
        double y, x, radius, strength;
    };
    hpk::grid<double> u(rows, columns);
    const auto h = static_cast<double>(rows), w = static_cast<double>(columns);
    for (const drop d : {drop{0.42, 0.36, 0.13, 1}, {0.66, 0.62, 0.08, 0.8}, {0.3, 0.7, 0.05, 0.6}})
        for (std::size_t i = 0; i < rows; ++i)
            for (std::size_t j = 0; j < columns; ++j)
                if (std::hypot(double(i) - d.y * h, double(j) - d.x * w) <
                    d.radius * std::min(h, w))
                    u(i, j) = d.strength;
    return u;
}

std::string draw(hpk::grid_view<const double> u, const std::string& directory, int number) {
    std::vector<rgb> pixels;
    for (const double cell : u) pixels.push_back(ink(std::sqrt(cell))); // makes faint dye visible
    char name[32];
    std::snprintf(name, sizeof name, "/dye_%02d.%s", number, colour_picture_format);
    write_picture(directory + name, pixels, u.columns());
    return directory + name;
}

} // namespace

int main(int argc, char** argv) {
    std::size_t columns = 256, rows = 256;
    std::int64_t steps = 3000, frames = 6;
    std::string out = ".";
    command_line command("dye_drop", "Drops of dye spread in a dish, whose walls nothing passes.");
    command.option("--size", "W H", "columns and rows of cells", columns, rows);
    command.option("--steps", "N", "how many time steps", steps);
    command.option("--frames", "N", "how many pictures beside that of the start", frames);
    command.option("--out", "DIRECTORY", "where dye_00, dye_01 … go", out);
    return command.run(argc, argv, [&] {
        if (columns < 1 || rows < 1 || frames < 1)
            throw std::invalid_argument("--size and --frames must be at least 1");
        auto u = drops(rows, columns);
        const double before = std::accumulate(u.begin(), u.end(), 0.0);
        std::filesystem::create_directories(out);
        std::vector<std::string> files{draw(u, out, 0)};
        {
            progress_bar progress;
            const auto observer = [&](hpk::grid_view<const double> now, std::int64_t done) {
                files.push_back(draw(now, out, static_cast<int>(files.size())));
                progress.show(double(done) / double(steps), files.back());
            };
            const std::int64_t every = std::max<std::int64_t>((steps + frames - 1) / frames, 1);
            hpk::diffusion::evolve_and_observe(u, {.dt = 0.2}, steps, every, observer,
                                               hpk::diffusion::reflecting{}, hpk::parallel{});
        }
        for (const std::string& file : files) std::printf("%s\n", file.c_str());
        // No dye is lost.
        return std::abs(std::accumulate(u.begin(), u.end(), 0.0) - before) <= 1e-9 * before;
    });
}
