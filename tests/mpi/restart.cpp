// SPDX-License-Identifier: MIT
//
//     hpk_mpi_restart begin FILE      saves every 10 steps, and breaks off after the 35th
//     hpk_mpi_restart go_on FILE      goes on from there; fails unless the end is that of one
//                                     process that was never interrupted

#include <cstddef>
#include <cstdint>
#include <stdexcept>
#include <string_view>

#include <hpk/mpi.hpp>

namespace {

constexpr std::int64_t all_steps = 60;
constexpr hpk::diffusion::reflecting walls{};

double start(std::size_t i, std::size_t j) {
    return static_cast<double>((i * 37 + j * 11) % 19);
}

void begin(hpk::mpi::distributed_grid<double>& u, const char* path) {
    u.fill(start);
    hpk::mpi::evolve_and_observe(
        u, {}, all_steps, 5,
        [&](const auto& now, std::int64_t done) {
            if (done % 10 == 0) hpk::mpi::save(now, path, done);
            if (done == 35) throw std::runtime_error("out of time");
        },
        walls);
}

void go_on(hpk::mpi::distributed_grid<double>& u, const char* path) {
    const std::int64_t done = hpk::mpi::load(u, path);
    if (done != 30) throw std::runtime_error("the checkpoint is not the last one");
    hpk::mpi::evolve(u, {}, all_steps - done, walls);

    hpk::grid<double> alone(u.extents());
    for (std::size_t i = 0; i < alone.extent(0); ++i)
        for (std::size_t j = 0; j < alone.extent(1); ++j) alone(i, j) = start(i, j);
    hpk::diffusion::evolve(alone, {}, all_steps, walls);
    hpk::grid<double> gathered(u.extents());
    hpk::mpi::gather(u, gathered);
    if (hpk::mpi::rank_in(u.layout().all()) == 0 && gathered != alone)
        throw std::runtime_error("the end is another");
}

} // namespace

int main(int argc, char** argv) {
    return hpk::mpi::run(argc, argv, [&](MPI_Comm all) {
        if (argc != 3) throw std::invalid_argument("hpk_mpi_restart begin|go_on FILE");
        hpk::mpi::distributed_grid<double> u(all, {33, 21});
        std::string_view(argv[1]) == "begin" ? begin(u, argv[2]) : go_on(u, argv[2]);
    });
}
