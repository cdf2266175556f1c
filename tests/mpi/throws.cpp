// SPDX-License-Identifier: MIT
//
//     hpk_mpi_throws FILE
//
// One rank throws while the others wait for it, with a file open: closing it is collective, so the
// rank that throws must not wait for that.

#include <stdexcept>

#include <hpk/mpi/checkpoint.hpp>
#include <hpk/mpi/environment.hpp>

int main(int argc, char** argv) {
    return hpk::mpi::run(argc, argv, [&](MPI_Comm all) {
        if (argc != 2) throw std::invalid_argument("hpk_mpi_throws FILE");
        const hpk::mpi::detail::shared_file file(all, argv[1], MPI_MODE_CREATE | MPI_MODE_WRONLY);
        if (hpk::mpi::rank_in(all) == 1) throw std::runtime_error("the disk is full");
        MPI_Barrier(all);
    });
}
