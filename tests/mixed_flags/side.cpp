// SPDX-License-Identifier: MIT
//
// Compiled twice, with different -m flags; see main.cpp.

#include <numeric>

#include <hpk/diffusion.hpp>
#include <hpk/julia.hpp>

#include "sides.hpp"

#define HPK_TEST_JOIN_EXPANDED(a, b) a##b
#define HPK_TEST_JOIN(a, b) HPK_TEST_JOIN_EXPANDED(a, b)

answers HPK_TEST_JOIN(ask_, HPK_TEST_SIDE)() {
    using namespace hpk::julia;
    const auto p = accumulated_plane(region<double>{}, 333);
    const std::complex<double> c{-0.62772, -0.42193};
    const auto sum = [](const std::vector<std::int32_t>& counts) {
        return std::accumulate(counts.begin(), counts.end(), std::int64_t{0});
    };
    auto u = hpk::diffusion::dye_block<double>(64, 64);
    auto v = u;
    hpk::diffusion::evolve(u, {}, 1000);
    hpk::diffusion::evolve<hpk::diffusion::fused, xsimd::sse2>(v, {}, 1000);
    return {hpk::native::name(),
            sum(escape_counts(p, c, 300)),
            sum(escape_counts<expanded, hpk::scalar>(p, c, 300)),
            sum(escape_counts<interleaved, xsimd::sse2>(p, c, 300)),
            {u.begin(), u.end()},
            {v.begin(), v.end()}};
}
