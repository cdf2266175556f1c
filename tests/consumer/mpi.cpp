// SPDX-License-Identifier: MIT
#include <hpk/mpi.hpp>

int main(int argc, char** argv) {
    return hpk::mpi::run(argc, argv, [](MPI_Comm all) {
        hpk::mpi::distributed_grid<double> u(all, {64, 64});
        u.fill([](std::size_t, std::size_t) { return 1.0; });
        hpk::mpi::evolve(u, {}, 10);
        for (const double cell : u.local())
            if (cell != 1.0) return 1;
        return 0;
    });
}
