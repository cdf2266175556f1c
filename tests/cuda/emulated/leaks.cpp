// SPDX-License-Identifier: MIT
//
// Grids free their memory, once, and a kernel that leaves it is noticed.

#include <bit>
#include <cstddef>
#include <cstdint>
#include <utility>

#include <hpk/cuda.hpp>

#include "aborts.hpp"
#include "catch.hpp"
#include "cuda/emulated/kernels.hpp"
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

TEST_CASE("cuda/kernels reach no memory around a grid") {
    const cuda::grid<double> u({10, 10}), v({10, 10});
    const auto reads = [&](std::ptrdiff_t cell) {
        (void)emulated::expect_on_gpu(std::bit_cast<std::uint64_t>(u.data()) +
                                          static_cast<std::uint64_t>(cell) * sizeof(double),
                                      sizeof(double));
    };
    reads(0);
    reads(99);
    CHECK(aborts([&] { reads(-1); }));
}

} // namespace
} // namespace hpk::test
