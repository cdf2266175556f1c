// SPDX-License-Identifier: MIT
#include "diffusion/eigen.hpp"
#include "diffusion/problem.hpp"
#include "registry.hpp"

namespace {

using namespace hpk::bench;

template <class T>
void add_squares(std::vector<entrant>& all) {
    for (const std::size_t n : {512, 4096})
        all.push_back(diffusion::eigen(std::make_shared<diffusion::evolution<T>>(
            diffusion::start::ramp, std::array<std::size_t, 2>{n, n})));
}

const entry entered([] {
    std::vector<entrant> all;
    add_squares<float>(all);
    add_squares<double>(all);
    return all;
});

} // namespace
