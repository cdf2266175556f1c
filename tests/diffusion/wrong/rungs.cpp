// SPDX-License-Identifier: MIT
//
// A variant that leaves out one cell, as the only rung: the tests must detect it.

#include <vector>

#include <hpk/diffusion/rungs/buffered.hpp>

#include "diffusion/rungs_of.hpp"

namespace hpk::test {
namespace {

/// Calls itself buffered, whose order of operations it has, and leaves the last cell as it was in
/// grids of two axes with both extents 9.
struct without_a_corner : diffusion::buffered {
    template <class L, class Request>
    static void evolve(const Request& r) {
        if constexpr (Request::rank == 2) {
            if (r.u.rows() == 9 && r.u.columns() == 9) {
                const auto corner = r.u(8, 8);
                buffered::evolve<L>(r);
                r.u(8, 8) = corner;
                return;
            }
        }
        buffered::evolve<L>(r);
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
