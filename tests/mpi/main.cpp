// SPDX-License-Identifier: MIT
//
// All ranks run the same cases, which must use CHECK, not REQUIRE: if one rank leaves a case early,
// the others wait for it.

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
