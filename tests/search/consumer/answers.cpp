// SPDX-License-Identifier: MIT

#include <cstdint>
#include <numeric>
#include <vector>

#include <hpk/search.hpp>

#include "consumer/answers.hpp"

namespace {

template <class Variant, class Backend = hpk::native>
std::uint64_t sum_of_positions() {
    std::vector<double> sorted;
    for (int k = 0; k < 1000; ++k) sorted.push_back(k * k);
    std::vector<double> keys;
    for (int k = 0; k < 1000; ++k) keys.push_back(k * 1000.5 - 1000);
    std::vector<std::uint32_t> positions(keys.size());
    hpk::search::lower_bound<Variant, Backend>(sorted, keys, positions, hpk::parallel{2});
    return std::accumulate(positions.begin(), positions.end(), std::uint64_t{0});
}

/// The answers are those of Python's bisect_left.
void check() {
    using namespace hpk::search;
    hpk::test::expect(665831, sum_of_positions<fastest>(), "fastest");
    hpk::test::expect(665831, (sum_of_positions<tree, hpk::scalar>()), "tree, scalar");
    hpk::test::expect(665831, sum_of_positions<interleaved>(), "interleaved");
}

const hpk::test::register_answers search(check);

} // namespace
