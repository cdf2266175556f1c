// SPDX-License-Identifier: MIT
//
// A user's boundary whose `resolve` is constexpr works in a kernel.

#include <algorithm>
#include <array>
#include <cstddef>
#include <span>
#include <vector>

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

/// The same, but not for a GPU.
struct mirroring_on_cpu {
    static std::ptrdiff_t resolve(std::ptrdiff_t i, std::ptrdiff_t n) noexcept {
        return mirroring::resolve(i, n);
    }
};
static_assert(cuda::resolves_on_gpu<mirroring> && cuda::resolves_on_gpu<diffusion::sides>);
static_assert(!cuda::resolves_on_gpu<mirroring_on_cpu>);

/// A formula whose operator() is not constexpr, and one with a reaction of that kind.
struct still {
    template <class L, std::size_t Rank>
    L operator()(const L& c, const diffusion::neighbours<L, Rank>&,
                 const diffusion::neighbours<L, Rank>&) const noexcept {
        return c;
    }
};
struct no_growth {
    template <class L>
    L operator()(L c) const noexcept {
        return L::broadcast(0) * c;
    }
};
using value = lanes<double, cuda::thread>;
using plain = diffusion::spaced_formula<value, 2>;
using growing = diffusion::rules::formula_with_reaction<plain, no_growth, value>;
static_assert(cuda::formula_on_gpu<plain, double, 2, 1, 0>);
static_assert(!cuda::formula_on_gpu<still, double, 2, 1, 0>);
static_assert(!cuda::formula_on_gpu<growing, double, 2, 1, 0>);

TEST_CASE("cuda/evolve applies a user's boundary") {
    const auto start = noise<double>({17, 23});
    grid<double> expected(17, 23);
    std::copy(start.values.begin(), start.values.end(), expected.begin());
    diffusion::evolve<diffusion::fused>(expected, crooked_parameters<double>(), 5, mirroring{});

    const auto result = evolved_in_loops<diffusion::fused>(
        std::array{start}, std::array<std::size_t, 2>{17, 23}, crooked_parameters<double>(), 5,
        mirroring{}, order::forwards);
    require_same(std::span<const double>(result[0]),
                 std::vector<double>(expected.begin(), expected.end()), [] { return "mirroring"; });
}

} // namespace
} // namespace hpk::test
