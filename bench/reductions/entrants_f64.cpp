// SPDX-License-Identifier: MIT
#include <memory>
#include <vector>

#include "reductions/problem.hpp"
#include "reductions/rows.hpp"
#include "registration.hpp"

namespace {

std::vector<hpk::bench::entrant> combinations() {
    using namespace hpk::bench;
    std::vector<entrant> all;
    for (const int bits : {8, 12, 16, 20, 24}) {
        const std::size_t size = std::size_t{1} << bits;
        add_combinations<hpk::reductions::variants>(
            all, std::make_shared<reductions::problem<false>>(size));
        add_combinations<hpk::reductions::variants>(
            all, std::make_shared<reductions::problem<true>>(size));
    }
    add(all, reductions::row_products(std::make_shared<reductions::row_problem>(100'000)));
    return all;
}

const hpk::bench::registration entered(combinations);

} // namespace
