// SPDX-License-Identifier: MIT
//
// A user's boundary whose `resolve` is constexpr works in a kernel.

#include <array>
#include <cstddef>
#include <span>
#include <vector>

#include <hpk/cuda/kernels/steps.hpp>
#include <hpk/diffusion.hpp>

#include "cuda/loops.hpp"
#include "diffusion/support.hpp"

namespace hpk::test {
namespace {

/// Mirrored about the centres of the edge cells.
struct mirroring {
    static constexpr std::ptrdiff_t resolve(std::ptrdiff_t i, std::ptrdiff_t n) noexcept {
        if (n == 1) return 0;
        return i < 0 ? -i : 2 * n - 2 - i;
    }
};

TEST_CASE("cuda/evolve applies a user's boundary") {
    const auto start = noise<double>({17, 23});
    grid<double> expected(17, 23);
    std::copy(start.values.begin(), start.values.end(), expected.begin());
    diffusion::evolve<diffusion::fused>(expected, crooked_parameters<double>(), 5, mirroring{});

    std::vector<double> u = start.values, second(u.size());
    const double* const result = cuda::take_steps<diffusion::fused>(
        cuda::index<2>{17, 23}, u.data(), second.data(), crooked_parameters<double>(), 5,
        mirroring{}, [](const auto& kernel) { run_in_loops(kernel, order::forwards); });
    require_same(std::span(result, u.size()), std::vector<double>(expected.begin(), expected.end()),
                 [] { return "mirroring"; });
}

} // namespace
} // namespace hpk::test
