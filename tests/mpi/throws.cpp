// SPDX-License-Identifier: MIT
//
// One rank throws while the others wait for it.

#include <stdexcept>

#include <hpk/mpi/environment.hpp>

int main(int argc, char** argv) {
    return hpk::mpi::run(argc, argv, [](MPI_Comm all) {
        if (hpk::mpi::rank_in(all) == 1) throw std::runtime_error("the disk is full");
        MPI_Barrier(all);
    });
}
