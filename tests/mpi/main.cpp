// SPDX-License-Identifier: MIT
//
// All ranks run the same cases. In them CHECK, not REQUIRE: a rank that leaves a case early lets
// the others wait.

#if HPK_CATCH2_MAJOR == 2
#define CATCH_CONFIG_RUNNER
#include <catch2/catch.hpp>
#else
#include <catch2/catch_session.hpp>
#endif

#include <hpk/mpi/environment.hpp>

int main(int argc, char** argv) {
    return hpk::mpi::run(argc, argv, [&](MPI_Comm) { return Catch::Session().run(argc, argv); });
}
