// SPDX-License-Identifier: MIT
//
// Any number of ranks throws the darts of one process.

#include <cstdint>
#include <stdexcept>

#include <hpk/random.hpp>

#include "ranks.hpp"

namespace hpk::test {
namespace {

template <class Engine>
void compare_darts() {
    for (const std::int64_t darts : {0, 1, 3, 10'007, 200'000}) {
        Engine alone(5), together(5), by_threads(5);
        alone.discard(3);
        together.discard(3);
        by_threads.discard(3);
        const std::int64_t expected = random::count_in_quarter_circle(alone, darts);
        CHECK(mpi::count_in_quarter_circle(MPI_COMM_WORLD, together, darts) == expected);
        CHECK(mpi::count_in_quarter_circle<random::naive, scalar>(MPI_COMM_WORLD, by_threads, darts,
                                                                  parallel{2}) == expected);
        CHECK(together == alone);
        CHECK(by_threads == alone);
    }
}

TEST_CASE("mpi/darts") {
    compare_darts<random::philox4x32>();
    compare_darts<random::xoshiro256pp>();
    compare_darts<random::mt19937>();
    random::philox4x32 engine(5);
    CHECK_THROWS_AS(mpi::count_in_quarter_circle(MPI_COMM_WORLD, engine, -1),
                    std::invalid_argument);
    CHECK(engine == random::philox4x32(5));
}

} // namespace
} // namespace hpk::test
