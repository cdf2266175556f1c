// SPDX-License-Identifier: MIT
//
// The speed-up by ranks: hpk::mpi::evolve compared with one process, for several numbers of steps
// per exchange.
//
//     mpiexec -n 2 hpk_mpi_bench [EXTENT [STEPS [ROUNDS]]]
//
// Strong scaling: the same grid for all ranks together as for one process. Weak scaling: the number
// of rows grows with that of ranks. Each round times every entrant once; ratios are of medians.

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <functional>
#include <memory>
#include <string>
#include <thread>
#include <utility>
#include <vector>

#include <hpk/mpi.hpp>

#include "timing.hpp"

namespace {

using hpk::bench::entrant, hpk::bench::row, hpk::bench::stopwatch;
using hpk::diffusion::time_blocked;
using grid = hpk::mpi::distributed_grid<double>;
constexpr hpk::diffusion::periodic outside{};

/// Like MPI_Barrier, but waiting ranks yield their core: a rank that polls would slow the one that
/// works.
void meet(MPI_Comm all) {
    MPI_Request request = MPI_REQUEST_NULL;
    MPI_Ibarrier(all, &request);
    for (int there = 0; there == 0; std::this_thread::sleep_for(std::chrono::microseconds(200)))
        MPI_Test(&request, &there, MPI_STATUS_IGNORE);
}

entrant named(std::string name, std::function<void()> pass) {
    entrant e;
    e.variant = std::move(name);
    e.threads = 1; // ranks wait for each other
    e.pass = std::move(pass);
    return e;
}

/// The work of one process, on rank 0 while the other ranks are idle.
auto alone(MPI_Comm all, std::size_t rows, std::size_t columns, std::int64_t steps) {
    const bool here = hpk::mpi::rank_in(all) == 0;
    return [=, u = hpk::diffusion::dye_block<double>(here ? rows : 0, columns),
            memory = std::make_shared<hpk::diffusion::workspace>()]() mutable {
        hpk::diffusion::evolve<time_blocked, hpk::native>(u, {}, steps, outside, hpk::sequential{},
                                                          *memory);
        meet(all);
    };
}

auto together(MPI_Comm all, std::size_t rows, std::size_t columns, std::int64_t steps,
              hpk::mpi::exchange with) {
    grid u(all, {rows, columns});
    u.fill(
        [&](std::size_t i, std::size_t j) { return i < rows / 10 && j < columns / 10 ? 5e-3 : 0; });
    return [=, memory = std::make_shared<hpk::mpi::workspace>()]() mutable {
        hpk::mpi::evolve<time_blocked>(u, {}, steps, outside, hpk::sequential{}, with, *memory);
        meet(all);
    };
}

/// Half the round-trip time of a message of this size between the first two ranks.
double seconds_to_send(MPI_Comm all, std::size_t bytes) {
    const int rank = hpk::mpi::rank_in(all), count = static_cast<int>(bytes);
    if (rank > 1 || hpk::mpi::size_of(all) < 2) return 0;
    std::vector<char> cells(bytes);
    std::vector<double> rounds;
    for (int round = 0; round < 50; ++round) {
        const stopwatch watch(1);
        for (int turn = 0; turn < 2; ++turn) {
            if (rank == turn)
                MPI_Send(cells.data(), count, MPI_BYTE, 1 - rank, 0, all);
            else
                MPI_Recv(cells.data(), count, MPI_BYTE, 1 - rank, 0, all, MPI_STATUS_IGNORE);
        }
        rounds.push_back(watch.seconds() / 2);
    }
    return hpk::bench::median(rounds);
}

} // namespace

int main(int argc, char** argv) {
    return hpk::mpi::run(argc, argv, [&](MPI_Comm all) {
        const auto argument = [&](int k, std::int64_t otherwise) {
            return k < argc ? std::strtoll(argv[k], nullptr, 10) : otherwise;
        };
        const auto n = static_cast<std::size_t>(argument(1, 4096));
        const std::int64_t steps = argument(2, 232), rounds = argument(3, 5);
        const auto ranks = static_cast<std::size_t>(hpk::mpi::size_of(all));
        const bool speaks = hpk::mpi::rank_in(all) == 0;

        std::vector<entrant> entrants{
            named("one process", alone(all, n, n, steps)),
            named("ranks, as hpk chooses", together(all, n, n, steps, {}))};
        for (const bool overlap : {false, true})
            for (const std::int64_t k : {1, 2, 4, 8, 16, 29, 58, 116})
                entrants.push_back(named("ranks, " + std::to_string(k) + " steps per exchange" +
                                             (overlap ? ", overlapped" : ""),
                                         together(all, n, n, steps, {k, overlap})));
        entrants.push_back(named("ranks, each as much", together(all, n * ranks, n, steps, {})));
        hpk::bench::results rows;
        for (const entrant& e : entrants) rows.push_back({&e, {}});
        for (std::int64_t round = 0; round <= rounds; ++round) {
            for (row& r : rows) {
                meet(all);
                const stopwatch watch(r.who->threads);
                r.who->pass();
                if (round > 0) r.rounds.push_back(watch.seconds()); // the first one warms up
            }
        }

        const double latency = seconds_to_send(all, 8), large = seconds_to_send(all, 8U << 20);
        if (!speaks) return;
        const double one = rows.front().median();
        const auto cells = static_cast<double>(n * n) * static_cast<double>(steps);
        std::printf("%zu x %zu cells, %lld steps of time_blocked, %zu ranks; medians of %lld\n", n,
                    n, static_cast<long long>(steps), ranks, static_cast<long long>(rounds));
        for (const row& r : rows) {
            const double t = r.median();
            const bool weak = &r == &rows.back();
            std::printf("%-42s %8.3f s  %6.2f G cells/s  %5.2f x one process\n",
                        r.who->variant.c_str(), t,
                        cells * (weak ? static_cast<double>(ranks) : 1) / t * 1e-9,
                        one / t * (weak ? static_cast<double>(ranks) : 1));
        }
        std::printf("a message takes %.2f us and %.2f ns per cell\n", latency * 1e6,
                    large / (1U << 20) * 1e9);
    });
}
