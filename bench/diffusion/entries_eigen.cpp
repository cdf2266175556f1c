// SPDX-License-Identifier: MIT
#include "diffusion/eigen.hpp"
#include "diffusion/problem.hpp"
#include "registry.hpp"

namespace {

using namespace hpk::bench;

template <class T>
void add_squares(std::vector<entrant>& all) {
    for (const std::size_t n : diffusion::square_sizes)
        all.push_back(diffusion::eigen(diffusion::square<T>(n)));
}

const entry entered([] {
    std::vector<entrant> all;
    add_squares<float>(all);
    add_squares<double>(all);
    return all;
});

} // namespace
