// SPDX-License-Identifier: MIT
// Drops of dye spread in a dish; an observer draws the grid every so many steps.
#include <algorithm>
#include <cmath>
#include <cstdint>
#include <cstdio>
#include <exception>
#include <filesystem>
#include <numeric>
#include <stdexcept>
#include <string>
#include <vector>

#include <hpk/diffusion.hpp>

#include "picture/arguments.hpp"
#include "picture/colour.hpp"
#include "picture/png.hpp"
#include "picture/progress.hpp"

namespace {

constexpr const char* usage =
    "usage: dye_drop [options]\n"
    "Drops of dye spread in a dish, whose walls nothing passes.\n"
    "  --size W H       columns and rows of cells (default: 256 256)\n"
    "  --steps N        how many time steps (default: 3000)\n"
    "  --frames N       how many pictures beside that of the start (default: 6)\n"
    "  --out DIRECTORY  where dye_00.png, dye_01.png … go (default: the current directory;\n"
    "                   .ppm without libpng)\n"
    "  --help           this text\n";

struct options {
    std::size_t columns = 256, rows = 256;
    std::int64_t steps = 3000, frames = 6;
    std::filesystem::path out = ".";
    bool help = false;
};

options parse(arguments a) {
    options o;
    while (a.next()) {
        if (a.option() == "--help")
            o.help = true;
        else if (a.option() == "--size")
            a.read(o.columns, o.rows);
        else if (a.option() == "--steps")
            a.read(o.steps);
        else if (a.option() == "--frames")
            a.read(o.frames);
        else if (a.option() == "--out")
            o.out = a.word();
        else
            a.refuse();
    }
    if (o.columns < 1 || o.rows < 1 || o.steps < 0 || o.frames < 1)
        throw std::invalid_argument("--size and --frames must be at least 1, --steps at least 0");
    return o;
}

/// Three round drops, placed and sized in parts of the dish.
hpk::grid<double> drops(std::size_t rows, std::size_t columns) {
    struct drop {
        double y, x, radius, strength;
    };
    hpk::grid<double> u(rows, columns);
    const auto size = static_cast<double>(std::min(rows, columns));
    for (const drop d :
         {drop{0.42, 0.36, 0.13, 1.0}, {0.66, 0.62, 0.08, 0.8}, {0.3, 0.7, 0.05, 0.6}})
        for (std::size_t i = 0; i < rows; ++i)
            for (std::size_t j = 0; j < columns; ++j)
                if (std::hypot(static_cast<double>(i) - d.y * static_cast<double>(rows),
                               static_cast<double>(j) - d.x * static_cast<double>(columns)) <
                    d.radius * size)
                    u(i, j) = d.strength;
    return u;
}

void draw(hpk::grid_view<const double> u, const std::filesystem::path& directory, int number) {
    std::vector<rgb> pixels;
    pixels.reserve(u.size());
    for (std::size_t i = 0; i < u.extent(0); ++i)
        for (std::size_t j = 0; j < u.extent(1); ++j)
            pixels.push_back(ink(std::sqrt(u(i, j)))); // the root brings out what is thin
    char name[32];
    std::snprintf(name, sizeof name, "dye_%02d.%s", number, colour_picture_format);
    write_picture((directory / name).string(), pixels, u.extent(1));
}

/// True when no dye was lost.
bool spread(const options& o) {
    auto u = drops(o.rows, o.columns);
    const double before = std::accumulate(u.begin(), u.end(), 0.0);
    std::filesystem::create_directories(o.out);
    draw(u, o.out, 0);

    progress_bar progress;
    int number = 0;
    const auto observer = [&](hpk::grid_view<const double> now, std::int64_t done) {
        draw(now, o.out, ++number);
        progress.show(static_cast<double>(done) / static_cast<double>(o.steps), o.out.string());
    };
    const std::int64_t every = std::max<std::int64_t>((o.steps + o.frames - 1) / o.frames, 1);
    hpk::diffusion::evolve_and_observe(u, {.dt = 0.2}, o.steps, every, observer,
                                       hpk::diffusion::reflecting{}, hpk::parallel{});

    const double after = std::accumulate(u.begin(), u.end(), 0.0);
    return std::abs(after - before) <= 1e-9 * before;
}

} // namespace

int main(int argc, char** argv) {
    try {
        const options o = parse({argc, argv});
        if (o.help) return std::fputs(usage, stdout) < 0;
        return spread(o) ? 0 : 1;
    } catch (const std::invalid_argument& e) {
        std::fprintf(stderr, "dye_drop: %s\n%s", e.what(), usage);
        return 2;
    } catch (const std::exception& e) {
        std::fprintf(stderr, "dye_drop: %s\n", e.what());
        return 1;
    }
}
