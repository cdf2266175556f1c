// SPDX-License-Identifier: MIT
#include <memory>
#include <vector>

#include "registration.hpp"
#include "search/problem.hpp"

namespace {

std::vector<hpk::bench::entrant> combinations() {
    using namespace hpk::bench;
    std::vector<entrant> all;
    for (const int bits : {8, 12, 16, 20, 24}) {
        const auto p = std::make_shared<search::problem>((std::size_t{1} << bits) - 3);
        add_combinations<hpk::search::variants>(all, p);
        all.push_back(search::one_by_one(p));
        all.push_back(search::with_index(p));
        for (const int threads : thread_counts()) all.push_back(search::with_index(p, threads));
    }
    search::drop_slow(all);
    return all;
}

const hpk::bench::registration entered(combinations);

} // namespace
