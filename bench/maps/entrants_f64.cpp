// SPDX-License-Identifier: MIT
#include <memory>
#include <vector>

#include "maps/problem.hpp"
#include "registration.hpp"

namespace {

std::vector<hpk::bench::entrant> combinations() {
    using namespace hpk::bench;
    std::vector<entrant> all;
    for (const int bits : {12, 16, 20, 24}) {
        const std::size_t size = std::size_t{1} << bits;
        add_combinations<hpk::maps::variants>(all, std::make_shared<maps::problem<false>>(size));
        add_combinations<hpk::maps::variants>(all, std::make_shared<maps::problem<true>>(size));
    }
    return all;
}

const hpk::bench::registration entered(combinations);

} // namespace
