// SPDX-License-Identifier: MIT
//
// A variant that is wrong at one point, as the only rung: the tests must detect it.

#include <cstddef>
#include <cstdint>
#include <string_view>
#include <vector>

#include "julia/rungs.hpp"

namespace hpk::test {
namespace {

/// Counts one too many in a corner of the largest plane that is tried, 67 x 67.
struct off_by_one : julia::groupwise<off_by_one, 1> {
    static constexpr std::string_view name = "off_by_one";
    static constexpr bool vectorised = false;

    template <class L, std::size_t V, class Points>
    static void count(const Points& points, std::size_t k, int max_iterations) noexcept {
        julia::expanded::count<L, V>(points, k, max_iterations);
        const auto z = points.template start<L>(0, k);
        if (k == 66 && z.im.value > 1.77 && z.im.value < 1.78)
            points.store(lanes<std::int32_t, scalar>{1}, 0, k);
    }
};

} // namespace

template <>
const std::vector<rung<float>>& julia_family::rungs<float>() {
    static const std::vector<rung<float>> none;
    return none;
}
template <>
const std::vector<rung<double>>& julia_family::rungs<double>() {
    static const auto all = rungs_of<type_list<off_by_one>, double>();
    return all;
}

} // namespace hpk::test
