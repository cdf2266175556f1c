// SPDX-License-Identifier: MIT
//
// Compiled twice, with different -m flags; see main.cpp.

#include <numeric>
#include <span>
#include <type_traits>

#include <hpk/diffusion.hpp>
#include <hpk/hash_table.hpp>
#include <hpk/julia.hpp>

#include "sides.hpp"

#define HPK_TEST_JOIN_EXPANDED(a, b) a##b
#define HPK_TEST_JOIN(a, b) HPK_TEST_JOIN_EXPANDED(a, b)

namespace {

/// The squares of multiples of 7, looked up among those of multiples of 3 in each kind of table.
void use_tables(answers& a) {
    std::vector<std::uint32_t> keys, sought;
    for (std::uint32_t k = 0; k < 20'000; ++k) {
        if (k % 3 == 0) keys.push_back(k * k);
        if (k % 7 == 0) sought.push_back(k * k);
    }
    hpk::hash_table::variants::for_each([&]<class Policy>(std::type_identity<Policy>) {
        hpk::hash_table::map<Policy, std::uint32_t, std::uint64_t> table;
        for (const std::uint32_t key : keys) table[key] = key;
        hpk::erase_if(table, [](const auto& element) { return element.first % 5 == 1; });
        std::vector<std::uint64_t*> results(sought.size());
        table.find_many(sought, std::span(results));
        for (const std::uint64_t* result : results) a.found += result == nullptr ? 1 : *result;
        for (const auto& [key, value] : table) a.walk.push_back(key);
    });
}

} // namespace

answers HPK_TEST_JOIN(ask_, HPK_TEST_SIDE)() {
    using namespace hpk::julia;
    const auto p = accumulated_plane(region<double>{}, 333);
    const std::complex<double> c{-0.62772, -0.42193};
    const auto sum = [](const std::vector<std::int32_t>& counts) {
        return std::accumulate(counts.begin(), counts.end(), std::int64_t{0});
    };
    auto u = hpk::diffusion::dye_block<double>(64, 64);
    auto v = u;
    hpk::diffusion::evolve(u, {}, 1000);
    hpk::diffusion::evolve<hpk::diffusion::fused, xsimd::sse2>(v, {}, 1000);
    answers a{hpk::native::name(),
              sum(escape_counts(p, c, 300)),
              sum(escape_counts<expanded, hpk::scalar>(p, c, 300)),
              sum(escape_counts<interleaved, xsimd::sse2>(p, c, 300)),
              {u.begin(), u.end()},
              {v.begin(), v.end()},
              {},
              0};
    use_tables(a);
    return a;
}
