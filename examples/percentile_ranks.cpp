// SPDX-License-Identifier: MIT
//
// Percentile ranks of a measured column: how many per cent of a reference sample lie below each of
// today's values. The sample is sorted once and indexed; then each value is a position.

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <cstdio>
#include <random>
#include <vector>

#include <hpk/search.hpp>

namespace {

/// Response times in ms, as a service might log them: most are short, some are long.
std::vector<float> response_times(std::size_t count, std::uint32_t seed) {
    std::mt19937 bits(seed);
    std::vector<float> times(count);
    for (float& t : times) {
        const auto u = (static_cast<float>(bits() >> 8) + 0.5F) * 0x1p-24F;
        t = 5 / std::sqrt(u);
    }
    return times;
}

} // namespace

int main() {
    std::vector<float> reference = response_times(1'000'000, 1);
    const std::vector<float> today = response_times(200'000, 2);

    std::sort(reference.begin(), reference.end());
    const hpk::search::index<float> ranks(reference);
    std::vector<std::uint32_t> below(today.size());
    ranks.lower_bound(today, below, hpk::parallel{});

    // If today is a day like the others, each tenth of the ranks has a tenth of its values.
    std::vector<float> rank(today.size());
    for (std::size_t k = 0; k < rank.size(); ++k)
        rank[k] = 100 * static_cast<float>(below[k]) / static_cast<float>(reference.size());
    std::vector<float> tenths;
    for (int k = 0; k <= 10; ++k) tenths.push_back(static_cast<float>(10 * k));
    const auto counts = hpk::search::histogram(tenths, rank);
    bool is_as_expected = true;
    for (std::size_t k = 0; k < counts.size(); ++k) {
        std::printf("rank %3.0f to %3.0f %%: %6llu values\n", static_cast<double>(tenths[k]),
                    static_cast<double>(tenths[k + 1]), static_cast<unsigned long long>(counts[k]));
        is_as_expected &= counts[k] > 19'400 && counts[k] < 20'600; // four standard deviations
    }
    for (std::size_t k = 0; k < today.size(); k += 997) {
        const auto counted = std::count_if(reference.begin(), reference.end(),
                                           [&](float t) { return t < today[k]; });
        is_as_expected &= counted == static_cast<std::ptrdiff_t>(below[k]);
    }
    std::puts(is_as_expected ? "ok" : "WRONG");
    return is_as_expected ? 0 : 1;
}
