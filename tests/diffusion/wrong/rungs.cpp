// SPDX-License-Identifier: MIT
//
// A variant that leaves out one cell, as the only rung: the tests must detect it.

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include <hpk/diffusion/rungs/buffered.hpp>

#include "diffusion/rungs_of.hpp"

namespace hpk::test {
namespace {

/// Calls itself buffered, whose order of operations it has, and leaves the last cell as it was in
/// grids of two axes with both extents 9.
struct without_a_corner : diffusion::buffered {
    template <class L, std::size_t Rank, class Boundary, class Execution>
    static void evolve(grid_view<typename L::value_type, Rank> u,
                       const diffusion::parameters<typename L::value_type>& p, std::int64_t steps,
                       Boundary outside, Execution how, std::span<typename L::value_type> scratch) {
        if constexpr (Rank == 2) {
            if (u.rows() == 9 && u.columns() == 9) {
                const auto corner = u(8, 8);
                buffered::evolve<L>(u, p, steps, outside, how, scratch);
                u(8, 8) = corner;
                return;
            }
        }
        buffered::evolve<L>(u, p, steps, outside, how, scratch);
    }
};

} // namespace

template <>
const std::vector<rung<float>>& diffusion_family::rungs<float>() {
    static const std::vector<rung<float>> none;
    return none;
}
template <>
const std::vector<rung<double>>& diffusion_family::rungs<double>() {
    static const auto all = rungs_of<without_a_corner, double>();
    return all;
}

} // namespace hpk::test
