// SPDX-License-Identifier: MIT
// A hot plate cools from its edges, on any number of processes: mpiexec -n 4 mpi_heat_plate. At
// regular intervals all of them write it to one file, from which a later run can resume.
#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <filesystem>
#include <stdexcept>
#include <string>

#include <hpk/mpi.hpp>

#include "picture/command_line.hpp"

namespace {

constexpr hpk::diffusion::fixed cold{0.0};
constexpr hpk::diffusion::parameters<double> copper{.dt = 0.2, .D = 1.1};

/// The initial value of a cell: hot in the middle, cold around.
double start(std::size_t i, std::size_t j, std::size_t rows, std::size_t columns) {
    const bool middle = i >= rows / 4 && i < rows - rows / 4 && j >= columns / 4;
    return middle && j < columns - columns / 4 ? 100 : 0;
}

/// True if the plate has the same bits as with one process.
bool as_one_process_has_it(const hpk::mpi::distributed_grid<double>& plate, std::int64_t steps) {
    const bool here = hpk::mpi::rank_in(plate.layout().all()) == 0;
    const auto [rows, columns] = plate.extents();
    hpk::grid<double> gathered(here ? rows : 0, columns), alone = gathered;
    hpk::mpi::gather(plate, gathered);
    for (std::size_t i = 0; i < alone.rows(); ++i)
        for (std::size_t j = 0; j < columns; ++j) alone(i, j) = start(i, j, rows, columns);
    hpk::diffusion::evolve(alone, copper, steps, cold);
    return gathered == alone;
}

} // namespace

int main(int argc, char** argv) {
    std::size_t columns = 300, rows = 200;
    std::int64_t steps = 500, every = 250;
    std::string out = "heat.npy";
    command_line command("mpi_heat_plate", "A hot plate cools from its edges, on many processes.");
    command.option("--size", "W H", "columns and rows of cells", columns, rows);
    command.option("--steps", "N", "how many time steps", steps);
    command.option("--every", "N", "steps from one file to the next", every);
    command.option("--out", "FILE", "what is written, and gone on from if it is there", out);
    return command.run(argc, argv, [&] {
        if (rows < 1 || columns < 1 || steps < 0 || every < 1)
            throw std::invalid_argument("--size and --every must be at least 1, --steps 0");
        return hpk::mpi::run(argc, argv, [&](MPI_Comm all) {
                   const bool speaks = hpk::mpi::rank_in(all) == 0;
                   hpk::mpi::distributed_grid<double> plate(all, {rows, columns});
                   plate.fill(
                       [&](std::size_t i, std::size_t j) { return start(i, j, rows, columns); });
                   const std::int64_t before =
                       std::filesystem::exists(out) ? hpk::mpi::load(plate, out) : 0;
                   const auto say = [&](const char* what, std::int64_t done) {
                       if (speaks) std::printf("%s %s after %td steps\n", out.c_str(), what, done);
                   };
                   if (before > 0) say("read", before);
                   const auto write = [&](const auto& now, std::int64_t done) {
                       hpk::mpi::save(now, out, before + done);
                       say("written", before + done);
                   };
                   hpk::mpi::evolve_and_observe(plate, copper, steps - before, every, write, cold);
                   return as_one_process_has_it(plate, steps) || !speaks ? 0 : 1;
               }) == 0;
    });
}
