// SPDX-License-Identifier: MIT
#include <memory>
#include <utility>
#include <vector>

#include "distinct/problem.hpp"
#include "registration.hpp"

namespace {

std::vector<hpk::bench::entrant> combinations() {
    using namespace hpk::bench;
    std::vector<entrant> all;
    for (const auto& [p, bits] : {std::pair{12, 20}, {14, 16}, {14, 24}})
        add_combinations<hpk::distinct::variants>(
            all, std::make_shared<distinct::problem>(p, std::size_t{1} << bits));
    add(all, distinct::unions(std::make_shared<distinct::union_problem>(14, 256)));
    for (const std::size_t k : {1024U, 4096U})
        add(all, distinct::minimum_values(
                     std::make_shared<distinct::minimum_problem>(k, std::size_t{1} << 23)));
    for (const int bits : {18, 24})
        add(all,
            distinct::look_ups(std::make_shared<distinct::filter_problem>(std::size_t{1} << bits)));
    return all;
}

const hpk::bench::registration entered(combinations);

} // namespace
