// SPDX-License-Identifier: MIT
//
// The bits of super time steps, against the oracle.

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include <hpk/diffusion.hpp>

#include "diffusion/rules.hpp"
#include "diffusion/support.hpp"
#include "kernels.hpp"
#include "oracle/super_steps.hpp"

namespace hpk::test {
namespace {

using namespace diffusion;

/// Compares calls with the oracle, on every backend that is tried and with 1 to 3 threads. The
/// boundary is given twice, so that no other is compiled.
template <class T, std::size_t Rank>
void check_super_steps(const oracle::rule<T>& what, const auto& rule, const oracle::cells<T>& start,
                       oracle::surroundings<T> outside, auto boundary, T dt, int stages) {
    constexpr std::int64_t steps = 2;
    const auto expected = oracle::super_steps(what, start, outside, dt, stages, steps);
    for_each_backend<fused, T>([&]<class B>() {
        for (const int threads : thread_counts) {
            auto u = grid_of<Rank>(start.extents, start.values);
            CHECK(evolve_in_super_steps<B>(u, rule, dt, steps, boundary, parallel{threads}) ==
                  stages);
            require_same(std::span<const T>(u.data(), u.size()), expected, [&] {
                return std::string(backend_name<B>()) + ", " + shape_of(start.extents) + ", " +
                       shown(outside) + ", threads " + std::to_string(threads);
            });
        }
    });
}

TEST_CASE("super steps/bits, sheets with everything") {
    for (const std::vector<std::size_t>& extents :
         {std::vector<std::size_t>{1, 1}, {9, 2}, {21, 37}}) {
        const auto start = noise<double>(extents, 3);
        oracle::rule<double> what;
        for (const double x : noise<double>(extents, 4).values) what.k.push_back(x < 0 ? 0 : 0.5);
        what.k[0] = 0.5;
        what.sources = noise<double>(extents, 5).values;
        what.logistic = true;
        const auto sources = grid_of<2>(extents, what.sources);
        const auto rule = rules::with_reaction(
            rules::with_source(rules::cells(grid_of<2>(extents, what.k)), sources),
            [](auto u) { return u * (decltype(u)::broadcast(1) - u); }, 1);
        const double dt = 6.9 * rule.stability_limit(); // five stages are worth 7 steps
        check_super_steps<double, 2>(what, rule, start, {oracle::edge::fixed, 0.3}, fixed{0.3}, dt,
                                     5);
        check_super_steps<double, 2>(what, rule, start, {oracle::edge::frozen}, frozen{}, dt, 5);
    }
}

TEST_CASE("super steps/bits, lines and boxes of float") {
    const oracle::rule<float> what{.D = {0.9f, 0.8f, 0.7f}, .h = {1.1f, 0.7f, 0.9f}};
    check_super_steps<float, 1>(what, rules::spacing(std::array{0.9f}, std::array{1.1f}),
                                noise<float>({45}), {oracle::edge::periodic}, periodic{}, 1.6f, 3);
    check_super_steps<float, 3>(what, rules::spacing(what.D, what.h), noise<float>({3, 6, 35}),
                                {oracle::edge::fixed, 0.3f}, fixed{0.3f}, 0.9f, 5);
}

} // namespace
} // namespace hpk::test
