// SPDX-License-Identifier: MIT
//
// Rules of several fields within sides of different kinds: ghosts are made for each field.

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <tuple>
#include <type_traits>
#include <vector>

#include <hpk/diffusion.hpp>

#include "diffusion/gray_scott.hpp"
#include "diffusion/rules.hpp"
#include "diffusion/sides.hpp"
#include "diffusion/support.hpp"
#include "kernels.hpp"
#include "oracle/rules.hpp"

namespace hpk::test {
namespace {

using namespace diffusion;

/// Gray and Scott's reaction on a grid, against the oracle.
template <class T, std::size_t Rank>
void check_within_sides(const std::vector<std::size_t>& extents) {
    const auto expected = gray_scott_coefficients<T>;
    const auto rule = rule_of(expected);
    const T dt = T(0.9);
    const std::array<oracle::cells<T>, 2> start{noise<T>(extents, 7), noise<T>(extents, 8)};
    for (std::size_t number = 0; number < pairs_of_sides; number += 4) {
        oracle::sides kinds{pair_of_sides(number), pair_of_sides(5 * number + 7),
                            pair_of_sides(11 * number + 3)};
        make_some_differ(kinds, extents, number / 4);
        for (const std::int64_t steps : {1, 9, 30}) {
            const auto solution = oracle::advanced(expected, start, kinds, dt, steps);
            rungs_for_rules::for_each([&]<class V>(std::type_identity<V>) {
                for (const int threads : {1, 3}) {
                    auto u = grid_of<Rank>(extents, start[0].values);
                    auto v = grid_of<Rank>(extents, start[1].values);
                    evolve<V>(std::tie(u, v), rule, dt, steps, sides_of(kinds), parallel{threads});
                    const auto message = [&] {
                        return std::string(V::name) + ", " + shape_of(extents) + ", " +
                               shown(kinds, Rank) + ", steps " + std::to_string(steps);
                    };
                    require_same(std::span<const T>(u.data(), u.size()), solution[0], message);
                    require_same(std::span<const T>(v.data(), v.size()), solution[1], message);
                }
            });
        }
    }
}

TEST_CASE("coupled/sides, lines") {
    check_within_sides<float, 1>({1});
    check_within_sides<float, 1>({37});
    check_within_sides<float, 1>({5000});
}

TEST_CASE("coupled/sides, sheets") {
    check_within_sides<double, 2>({1, 9});
    check_within_sides<double, 2>({9, 1});
    check_within_sides<double, 2>({33, 17});
}

TEST_CASE("coupled/sides, boxes") {
    check_within_sides<double, 3>({2, 1, 4});
    check_within_sides<double, 3>({4, 6, 33});
}

} // namespace
} // namespace hpk::test
