// SPDX-License-Identifier: MIT
#include "contest.hpp"

#include <cstddef>
#include <memory>
#include <vector>

#include "maps/problem.hpp"

namespace hpk::bench::maps {
namespace {

using namespace hpk::maps;

template <bool CrossEntropy>
std::vector<entrant> rungs(std::size_t size) {
    const auto p = std::make_shared<problem<CrossEntropy>>(size);
    std::vector<entrant> all = peers_at(p);
    add_variants<variants>(all, p);
    if (size >= std::size_t{1} << 16) add_all_cores<fused>(all, p);
    return all;
}

std::vector<contest> contests() {
    contest logarithms{"maps_log", "Logarithms of {} numbers, double", "elements", "ns per element",
                       rungs<false>};
    contest losses{"maps_cross_entropy", "Cross entropies of {} predictions, double", "elements",
                   "ns per element", rungs<true>};
    for (contest* const c : {&logarithms, &losses}) {
        for (int bits = 10; bits <= 24; bits += 2) c->sizes.push_back(std::size_t{1} << bits);
        for (const int bits : {12, 20}) c->ladders.push_back(std::size_t{1} << bits);
        c->axis = "numbers";
        c->bytes = 8.0 * (c == &losses ? 3 : 2);
    }
    return {logarithms, losses};
}

const ladder_registration entered("maps", contests);

} // namespace
} // namespace hpk::bench::maps
