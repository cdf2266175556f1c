// SPDX-License-Identifier: MIT
//
// Grids free their memory, once.

#include <utility>

#include <hpk/cuda.hpp>

#include "catch.hpp"
#include "cuda/emulated/runtime.hpp"

namespace hpk::test {
namespace {

TEST_CASE("cuda/grids free their memory") {
    {
        cuda::grid<double> a({3, 4}), b(std::move(a)), c({5, 6}), none({0, 7});
        CHECK(emulated::allocations() == 2);
        c = std::move(b);
        CHECK(emulated::allocations() == 1);
        swap(c, none);
    }
    CHECK(emulated::allocations() == 0);
}

} // namespace
} // namespace hpk::test
